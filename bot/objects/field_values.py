"""Fields of configured objects as a person reads them: their titles, hints and values."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.telegram.page import shorten
from bot.telegram.reader import Reader
from bot.texts import in_key
from domain.editing.draft import Draft, Office
from domain.editing.field_types import Type
from domain.editing.fields import Field, Form, applies
from domain.editing.nodes import Node, leaf_of, parts_of
from domain.editing.rearranging import own_names
from domain.scenarios.lines import with_titles
from domain.sections import Section
from domain.twins import titles_apart

LONGEST_VALUE = 160
MOST_NAMES = 5
"""How many parts are named; of more it is said how many they are."""


def field_title(reader: Reader, form: Form, field: Field) -> str:
    """Return what a field is called: in this form, else anywhere."""
    own = f"field-{form.name}-{in_key(field.name)}"
    return reader.label(own) if reader.texts.has(own) else reader.label(f"field-{in_key(field.name)}")


def field_hint(reader: Reader, form: Form, field: Field) -> str:
    """Return what a field is for; empty where its title says it."""
    for key in (f"hint-{form.name}-{in_key(field.name)}", f"hint-{in_key(field.name)}"):
        if reader.texts.has(key):
            return reader.text(key)
    return ""


def choice_label(reader: Reader, field: Field, value: Any) -> str:
    """Return what one of a field's own choices is called."""
    return reader.label(f"choice-{in_key(field.name)}-{in_key(str(value))}")


def form_of_node(chain: Sequence[Node]) -> Form | None:
    """Return the form that the last node is a field of."""
    return next((node.form for node in reversed(chain[:-1]) if node.form is not None), None)


def value_words(reader: Reader, draft: Draft, field: Field, data: Any, office: Office) -> str:
    """Return a value in one line of plain words; empty where nothing is given."""
    if field.type is Type.SECRET:
        return reader.label("value-secret") if office.has_secret(draft, field.name) else ""
    if field.type is Type.ORDER:
        return _order(reader, draft.document, data)
    if data is None or data == "":
        return ""
    match field.type:
        case Type.CHOICE:
            return choice_label(reader, field, data)
        case Type.SWITCH:
            return reader.label("value-switch", on="yes" if data else "no")
        case Type.REFERENCE:
            return _referred(field, data, office)
        case Type.ITEMS | Type.ACTIONS:
            return _parts(reader, data)
        case Type.OBJECT:
            if field.form is None:
                return ""
            inner = field.form.of(data)
            shown = [item for item in inner.fields if applies(item, data) and item.type is not Type.SECRET]
            words = [value_words(reader, draft, item, data.get(item.name), office) for item in shown]
            return " / ".join(word for word in words if word)
        case Type.VALUE | Type.VARIABLES:
            return made_from(data, office)
        case Type.DURATIONS | Type.LINES:
            return ", ".join(str(item) for item in parts_of(data))
        case Type.HEADERS:
            return ", ".join(f"{name}: {value}" for name, value in data.items())
    return shorten(" ".join(str(data).split()), LONGEST_VALUE)


def made_from(data: Any, office: Office) -> str:
    """Return how the values of variables are made, in one line: `To.Address = $Poluchatel->mbox, Body = Текст`."""
    if not isinstance(data, Mapping):
        return ""
    leaf = leaf_of(data)
    if leaf is not None:
        if leaf == "attribute":
            return _named_in_templates(str(data[leaf]), office)
        return with_titles(str(data[leaf]), (item.document for item in office.templates))
    found = []
    for name, value in data.items():
        inner = made_from(value, office)
        if isinstance(value, Mapping) and not leaf_of(value):
            found += [f"{name}.{piece}" for piece in inner.split(", ")] if inner else [f"{name} = …"]
        else:
            found.append(f"{name} = {inner or '…'}")
    return ", ".join(found)


def _order(reader: Reader, document: Mapping[str, Any], names: Sequence[str] | None) -> str:
    """Return the order of a form by titles."""
    if not names:
        return reader.label("value-order-as-added")
    titles = own_names(document)
    return ", ".join(titles.get(name, name) for name in names)


def _referred(field: Field, data: Any, office: Office) -> str:
    if isinstance(field.source, Section):
        return office.called(field.source).get(str(data), str(data))
    return _named_in_templates(str(data), office)


def _named_in_templates(name: str, office: Office) -> str:
    """Return the title of a template's attribute or button; the name itself where there is none."""
    names: dict[str, str] = {"id": "ID"}
    for stored in office.templates:
        names |= titles_apart(stored.document.attributes)
        names |= titles_apart(stored.document.buttons)
    return names.get(name, name)


def _parts(reader: Reader, data: Sequence[Any]) -> str:
    """Return the names of parts, or how many there are where they have none or are many."""
    names = [str(item.get("title") or item.get("name") or "") for item in data if isinstance(item, Mapping)]
    if len(data) <= MOST_NAMES and len(names) == len(data) and all(names):
        return ", ".join(names)
    return reader.label("value-parts", count=len(data)) if data else ""
