"""What changes in a configured object, line by line: «действие 1.2, путь: a → b»."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from bot.telegram.page import shorten
from bot.telegram.reader import Reader
from bot.texts import in_key
from domain.configuration.differences import LEAVES, NAMES, Difference, Way
from domain.documents import Document
from domain.editing.fields import form_of
from domain.scenarios.actions import KINDS
from domain.scenarios.actions.action import block_fields, has_one_list
from domain.sections import Section

LONGEST_VALUE = 120
LISTS = {
    "attributes": "difference-attribute",
    "buttons": "difference-button",
    "request": "difference-message-attribute",
}
"""Lists of parts with names, and the text that says what one of them is."""

UNTOLD = ("version", "enabled", "system_name", "title", "type", "operation", "ignore_errors")
"""Fields of a new object or part that say nothing new, or stand in its heading."""


FORMS = {
    **{section.value: section.kind.value for section in Section},
    "attributes": "attribute",
    "buttons": "button",
    "request": "message-attribute",
}
"""The forms whose fields have titles of their own, by section or list."""


REFERRING = frozenset({"connection", "route", "template", "button", "attribute", "record_template", "form"})
"""Fields that hold the system names of others, which have titles."""

OBJECTS = frozenset({"event", "oauth2"})
"""Fields that hold an object whose own fields have titles on a page."""


@dataclass(frozen=True, slots=True)
class _Where:
    """A path in words; `is_part` says whether it is a part of a list or a variable rather than a field.

    `number` is that of the action that it is or is in.
    """

    words: str
    is_part: bool
    number: str = ""


def difference_lines(
    reader: Reader, section: str, differences: Iterable[Difference], titles: Mapping[str, str] = MappingProxyType({})
) -> list[str]:
    """Return a line of HTML for each difference of an object that exists.

    `titles` are what objects, attributes and buttons are called, by system name.
    """
    return [_line(reader, section, _titled(item, titles)) for item in differences]


def _titled(item: Difference, titles: Mapping[str, str]) -> Difference:
    """Return a difference with titles where its values refer to something."""
    return replace(
        item, before=_with_titles(item.before, titles, item.path), after=_with_titles(item.after, titles, item.path)
    )


def _with_titles(value: Any, titles: Mapping[str, str], path: Sequence[str | int]) -> Any:
    if isinstance(value, Mapping):
        return {name: _with_titles(item, titles, (*path, name)) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_titles(item, titles, path) for item in value]
    refers = bool(path) and path[-1] in REFERRING
    return titles.get(value, value) if refers and isinstance(value, str) else value


def new_object_lines(reader: Reader, section: str, differences: Iterable[Difference]) -> list[str]:
    """Return a line of HTML for each field of a new object that is worth telling."""
    told = []
    for item in differences:
        field = str(item.path[0])
        if field == "enabled" and item.after is False:
            told.append(reader.text("difference-off"))
        if field in UNTOLD or item.after in (False, "", [], {}):
            continue
        words = value_words(reader, item.after, field)
        told.append(reader.text("difference-is", where=_field(reader, FORMS[section], field), value=words))
    return told


def value_words(reader: Reader, value: Any, field: str) -> str:
    """Say a field's value in one short line."""
    return shorten(" ".join(_words(reader, value, field).split()), LONGEST_VALUE)


def _line(reader: Reader, section: str, item: Difference) -> str:
    where = _where(reader, section, item.path)
    field = str(item.path[-1])
    before, after = value_words(reader, item.before, field), value_words(reader, item.after, field)
    if item.way is Way.MOVED and isinstance(item.before, int):
        was = _where(reader, section, (*item.path[:-1], item.before))
        return reader.text("difference-moved", where=where.words, was=was.number)
    if item.way is Way.MOVED:
        return reader.text("difference-order", where=where.words, before=before, after=after)
    if where.is_part and item.way is Way.ADDED:
        return reader.text("difference-added", where=where.words, value=after)
    if where.is_part and item.way is Way.REMOVED:
        return reader.text("difference-removed", where=where.words, value=before)
    return reader.text("difference-changed", where=where.words, before=before, after=after)


def _where(reader: Reader, section: str, path: Sequence[str | int]) -> _Where:
    """Say a path in words, from the outside in: actions by number, other parts by name, fields by their titles."""
    words: list[str] = []
    form, rest, numbers = FORMS[section], list(path), list[str]()
    model: type[Document] | None = None
    is_part = False

    def flush() -> None:
        if numbers:
            words.append(reader.label("difference-action", number=".".join(numbers)))

    while rest:
        name = str(rest.pop(0))
        is_part = False
        if name == "variables" and rest:
            flush()
            leaf = rest[-1] in LEAVES and len(rest) > 1
            named = ".".join(map(str, rest[:-1] if leaf else rest))
            return _Where(", ".join([*words, reader.label("difference-variable", name=named)]), is_part=not leaf)
        if name in LISTS and rest:
            words.append(reader.label(LISTS[name], name=str(rest.pop(0))))
            form, is_part = FORMS[name], not rest
        elif rest and isinstance(rest[0], int):
            if model is not None and not _continues(model, name):
                flush()
                words.append(_field(reader, form, name))
                numbers = []
            numbers.append(str(int(rest.pop(0)) + 1))
            kind = str(rest[0]) if rest else ""
            if kind in KINDS:
                model, form = KINDS[kind], in_key(kind)
                del rest[0]
            else:
                model = _block_model(model, name)
                form = form if model is None else form_of(model).name
            is_part = not rest
        elif name not in LEAVES or rest or not (words or numbers):
            flush()
            words.append(_field(reader, form, name))
            return _Where(", ".join([*words, *_fields(reader, form, rest)]), is_part=False, number=".".join(numbers))
    flush()
    return _Where(", ".join(words), is_part, ".".join(numbers))


def _continues(model: type[Document], name: str) -> bool:
    """Whether the parts of a field are numbered from 1 within what holds it: it is the first that holds actions."""
    return has_one_list(model) or block_fields(model)[0].name == name


def _block_model(model: type[Document] | None, name: str) -> type[Document] | None:
    fields = () if model is None else block_fields(model)
    return next((field.model for field in fields if field.name == name and field.inner is not None), None)


def _fields(reader: Reader, form: str, rest: Sequence[str | int]) -> list[str]:
    """Return the names of fields further in; what a value is made from is none of its own."""
    return [_field(reader, form, str(name)) for name in rest if name not in LEAVES]


def _field(reader: Reader, form: str, name: str) -> str:
    """Return what a field is called on its page; what has no page of its own is called as in a file."""
    field = in_key(name)
    keys = (f"field-{form}-{field}", f"field-{field}")
    return next((reader.label(key) for key in keys if reader.texts.has(key)), name)


def _words(reader: Reader, value: Any, field: str = "") -> str:
    if value is None or value in ("", [], {}):
        return reader.label("difference-empty")
    if isinstance(value, bool):
        return reader.label("difference-yes" if value else "difference-no")
    if isinstance(value, Mapping):
        return _object_words(reader, value, field)
    if isinstance(value, list):
        return ", ".join(_words(reader, item) for item in value)
    choice = in_key(f"choice-{field}-{value}")
    return reader.label(choice) if reader.texts.has(choice) else str(value)


def _object_words(reader: Reader, value: Mapping[str, Any], field: str) -> str:
    named = next((str(value[name]) for name in ("title", *NAMES) if value.get(name)), None)
    if named is not None:
        kind = value.get("type")
        return f"{named} ({_words(reader, kind, 'type')})" if kind else named
    leaf = next((name for name in LEAVES if isinstance(value.get(name), str)), None)
    if leaf is not None:
        text = str(value[leaf])
        return text if leaf == "formula" else reader.label("difference-attribute", name=text)
    if len(value) == 1:
        (kind, body), *_ = value.items()
        if kind in KINDS:
            return _action_words(reader, kind, body)
    told = _told(value)
    titles = {name: _field(reader, field, name) if field in OBJECTS else name for name in told}
    return ", ".join(f"{titles[name]}: {_words(reader, item, name)}" for name, item in told.items())


def _action_words(reader: Reader, kind: str, body: Mapping[str, Any]) -> str:
    title = reader.label(f"action-{kind.replace('_', '-')}")
    told = _told(body)
    nested = [told.pop(field.name) for field in block_fields(KINDS[kind]) if field.name in told]
    details = ", ".join(_words(reader, item) for item in told.values())
    inside = "".join(f" [{_words(reader, item)}]" for item in nested if item)
    return f"{title}: {details}{inside}" if details else f"{title}{inside}"


def _told(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: item for name, item in value.items() if name not in UNTOLD and item not in (None, False)}
