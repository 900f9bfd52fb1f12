"""What somebody types for a field: read, checked against the field alone and against what it refers to."""

import re
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from domain.accepting import check_characters
from domain.configuration.document import mistake_of
from domain.configuration.schema import schema_of, schemas_of
from domain.documents import SystemName
from domain.durations import split_durations
from domain.editing.choices import taken_names
from domain.editing.context import template_in_context
from domain.editing.draft import Draft, Office
from domain.editing.field_types import Type
from domain.editing.fields import Field
from domain.editing.nodes import Node, parts_of
from domain.errors import GonetsError, Unfit
from domain.formulas import compile_formula
from domain.messages.addresses import parse_address
from domain.messages.templates import compile_template
from domain.mistakes import Mistake
from domain.one_line import LINE_BREAKS
from domain.sections import Section

_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_HEADER = re.compile(r"\s*([^:\s]+)\s*:\s*(.*)")


class Unfitting(GonetsError):
    """A typed value that does not fit its field; the mistake's own text says why."""

    key = "config-wrong-value"

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.shown_path, **mistake.params)
        self.key = mistake.key


def read_answer(draft: Draft, chain: Sequence[Node], office: Office, text: str) -> Any:
    """Return the value that a typed text gives for the last node, as a document holds it.

    Raises Unfitting, FormulaError or TemplateError with the path of the mistake.
    """
    here = chain[-1]
    field = here.field
    if field is None or not (here.type.is_typed or here.type is Type.REFERENCE):
        raise Unfitting(Mistake(here.path, "config-not-typed"))
    raw = _raw(field, here.type, text)
    value = _checked(draft, chain, field, raw)
    if here.type is Type.FORMULA:
        _check_formula(draft, chain, office, value)
    elif here.type is Type.NAME and value.casefold() in {name.casefold() for name in taken_names(draft, chain, office)}:
        raise Unfitting(Mistake(here.path, "config-name-taken", {"name": value}))
    elif here.type is Type.TEMPLATE:
        _check_template(draft, here, value)
    elif here.type is Type.LINES:
        for address in value:
            parse_address(address)
    return value


def _raw(field: Field, kind: Type, text: str) -> Any:
    """Return the text as the field's type takes it."""
    if kind in {Type.TEXT, Type.TEMPLATE, Type.FORMULA}:
        return text.strip("\n") if kind is not Type.FORMULA else text.strip()
    text = text.strip()
    match kind:
        case Type.NUMBER:
            digits = "".join(text.split())
            return int(digits) if _WHOLE.fullmatch(digits) else text
        case Type.DURATIONS:
            return split_durations(text)
        case Type.LINES:
            return [part.strip() for part in re.split(f"[,;{LINE_BREAKS}]+", text) if part.strip()]
        case Type.HEADERS:
            found = {}
            for line in filter(None, map(str.strip, text.splitlines())):
                match = _HEADER.fullmatch(line)
                if match is None:
                    raise Unfitting(Mistake((field.name,), "config-header-line", {"line": line[:60]}))
                found[match[1]] = match[2]
            return found
    return text


def _checked(draft: Draft, chain: Sequence[Node], field: Field, raw: Any) -> Any:
    """Return the value after the checks that the document's own field has."""
    owner = next((node for node in reversed(chain[:-1]) if node.form is not None), None)
    info = owner.form.model.model_fields.get(field.name) if owner is not None and owner.form is not None else None
    if field.type is Type.SECRET:
        return raw
    adapter = _adapter(info)
    try:
        value = adapter.validate_python(check_characters(raw) if isinstance(raw, str) else raw)
    except Unfit as unfit:
        raise Unfitting(Mistake((field.name,), unfit.key, {"name": field.name, **unfit.params})) from None
    except ValidationError as error:
        model = draft.form.model if owner is None or owner.form is None else owner.form.model
        raise Unfitting(mistake_of((), {**error.errors()[0], "loc": (field.name,)}, model)) from None
    return adapter.dump_python(value, mode="json")


def _adapter(info: FieldInfo | None) -> TypeAdapter[Any]:
    if info is None:
        return TypeAdapter(Annotated[str, SystemName])
    return TypeAdapter(Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation)


def _check_formula(draft: Draft, chain: Sequence[Node], office: Office, text: str) -> None:
    template = template_in_context(draft, chain, office)
    templates = schemas_of(item.document for item in office.templates)
    compile_formula(text, None if template is None else schema_of(template), templates)


def _check_template(draft: Draft, here: Node, source: str) -> None:
    if draft.section is not Section.ROUTES:
        return
    names = {
        item["name"]: bool(item.get("array")) for item in parts_of(draft.document.get("request")) if item.get("name")
    }
    compile_template(source, names, html=here.path[-1] == "html")
