"""Forms: what can be asked about a document, read from its fields, so that a new field has its pages at once."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache
from typing import Any, Literal, TypeAlias, get_args, get_origin

from pydantic.fields import FieldInfo

from domain.annotations import options_of
from domain.described import Finds, Kinds, Ordered, Part, Refers, Written
from domain.documents import ConfiguredObject, Document
from domain.durations import format_duration
from domain.editing.field_types import Type
from domain.scenarios.actions import KINDS
from domain.scenarios.actions.action import Action
from domain.scenarios.values import AttributeValue, FormulaValue
from domain.sections import Section

DocumentClass: TypeAlias = type[Document]

HIDDEN = frozenset({"version", "enabled"})
"""Fields that no form asks for: `enabled` has a button of its own."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `token` stands for it in addresses; `finds` is what its value must be."""

    name: str
    type: Type
    required: bool
    optional: bool
    default: Any
    choices: tuple[str, ...] = ()
    source: Section | Part | None = None
    form: "Form | None" = None
    finds: Finds | None = None
    owner: DocumentClass = Document

    def is_needed(self, data: Mapping[str, Any]) -> bool:
        """Whether it must be given where it means anything: a user name where there is a login."""
        return self.required or self.owner.needs(self.name, data)

    def is_given(self, data: Mapping[str, Any]) -> bool:
        """Whether it is answered: an empty answer is none where something is needed."""
        return self.name in data and not (self.is_needed(data) and data[self.name] is None)

    def can_hold(self, value: Any) -> bool:
        """Whether a value may be its own: a choice that it does not have is one that a former kind has left."""
        return self.type is not Type.CHOICE or value is None or value in self.choices

    @property
    def token(self) -> str:
        """Two characters that a renaming or a new neighbour leaves as they are."""
        return field_token(self.name)

    @property
    def plain_default(self) -> Any:
        """The default as a document holds it."""
        return _plain(self.default)


def _plain(value: Any) -> Any:
    if isinstance(value, timedelta):
        return format_duration(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
"""Tokens of fields begin with g to z, numbers of parts with 0 to f."""


def field_token(name: str) -> str:
    """Return the two characters that address a field of that name."""
    number = zlib.crc32(name.encode()) % (20 * 36)
    return DIGITS[16 + number // 36] + DIGITS[number % 36]


MOST_PARTS = 16 * 36


@dataclass(frozen=True, slots=True)
class Form:
    """What can be asked about one kind of document. `asked` is asked step by step when one is made, in that order.

    A part that may be of several `kinds` says in its field `by` which it is.
    """

    name: str
    model: type[Document]
    fields: tuple[Field, ...]
    asked: tuple[str, ...]
    rare: frozenset[str]
    by: str = ""
    kinds: Mapping[str, "Form"] = field(default_factory=dict)

    def of(self, data: Any) -> "Form":
        """Return the form of a part, which depends on its kind where there are several."""
        return self.kinds.get(str(data.get(self.by)), self) if isinstance(data, Mapping) else self

    @property
    def only_list(self) -> Field | None:
        """The only list of actions inside, which is shown with what holds it; None where there are none, or several."""
        lists = [item for item in self.fields if item.type is Type.ACTIONS]
        blocks = any(item.form is not None and item.form.only_list for item in self.fields)
        return lists[0] if len(lists) == 1 and not blocks else None

    def field(self, name: str) -> Field | None:
        """Return the field of that name."""
        return next((item for item in self.fields if item.name == name), None)

    def unanswered(self, data: Mapping[str, Any]) -> Field | None:
        """Return what is asked next of a document that is being made; None when nothing is left."""
        for name in self.asked:
            field = self.field(name)
            if field is None or not applies(field, data) or field.type in {Type.ACTIONS, Type.ORDER}:
                continue
            if not field.is_given(data):
                if field.owner.asks(name, data):
                    return field
                continue
            if field.type is Type.OBJECT and field.form is not None:
                value = data[field.name]
                if isinstance(value, Mapping) and field.form.of(value).unanswered(value) is not None:
                    return field
        return None


def applies(field: Field, data: Mapping[str, Any]) -> bool:
    """Whether a field means anything beside the others: a user name does not, where nobody logs in."""
    return field.owner.means(field.name, data)


@lru_cache(maxsize=64)
def form_of(model: type[Document]) -> Form:
    """Return the form of a document class."""
    fields = tuple(
        _field(model, name, info)
        for name, info in model.model_fields.items()
        if name not in HIDDEN and not _is_constant(info)
    )
    # A nested document's secrets are needed or not by what it says.
    always = issubclass(model, ConfiguredObject)
    extra = tuple(
        Field(name, Type.SECRET, required=always, optional=not always, default=None, owner=model)
        for name in model.secrets
    )
    # A system name follows from the title: few look at it.
    rare = frozenset({*model.rare, *({"system_name"} & model.model_fields.keys())})
    asked = model.asked or tuple(field.name for field in fields if field.required)
    return Form(_kebab(model.__name__), model, _with_secrets(fields, extra), asked, rare)


def _form_of_kinds(model: type[Document], kinds: Kinds) -> Form:
    """Return the form of a part that may be of several kinds: what they have in common until its kind is chosen."""
    whole = form_of(model)
    common = tuple(
        replace(item, type=Type.CHOICE, choices=tuple(kinds.table)) if item.name == kinds.by else item
        for item in whole.fields
    )
    forms: dict[str, Form] = {}
    for name, kind in kinds.table.items():
        inherited = tuple(replace(item, owner=kind) for item in common)
        own = tuple(item for item in form_of(kind).fields if whole.field(item.name) is None)
        asked = tuple(dict.fromkeys((*whole.asked, *form_of(kind).asked)))
        fields = (*inherited, *own)
        forms[name] = replace(whole, model=kind, fields=fields, asked=asked, by=kinds.by, kinds=forms)
    return replace(whole, fields=common, by=kinds.by, kinds=forms)


def action_forms() -> Mapping[str, Form]:
    """Return the forms of all kinds of actions, by the name of the kind."""
    return {name: form_of(kind) for name, kind in KINDS.items()}


def _with_secrets(fields: tuple[Field, ...], secrets: tuple[Field, ...]) -> tuple[Field, ...]:
    """Put secrets behind the name that they belong to."""
    if not secrets:
        return fields
    names = [field.name for field in fields]
    index = next((names.index(name) + 1 for name in ("username", "client_id") if name in names), len(fields))
    return (*fields[:index], *secrets, *fields[index:])


def _field(model: type[Document], name: str, info: FieldInfo) -> Field:
    found = list(options_of(info.annotation, info.metadata))
    marks = [mark for _, metadata in found for mark in metadata]
    plain = [kind for kind, _ in found if kind is not type(None)]
    optional = any(kind is type(None) for kind, _ in found)
    base = plain[0] if plain else str
    refers = next((mark for mark in marks if isinstance(mark, Refers)), None)
    written = next((mark for mark in marks if isinstance(mark, Written)), None)
    kind, choices, form = _type(model, name, base, plain)
    kinds = next((mark for mark in marks if isinstance(mark, Kinds)), None)
    if form is not None and kinds is not None:
        one = next(iter(kinds.table.values()))
        form = _form_of_kinds(form.model, kinds) if len(kinds.table) > 1 else form_of(one)
    if refers is not None:
        kind = Type.REFERENCE
    elif written is not None:
        kind = {
            Written.LINES: Type.TEXT,
            Written.FORMULA: Type.FORMULA,
            Written.TEMPLATE: Type.TEMPLATE,
        }[written]
    elif any(isinstance(mark, Ordered) for mark in marks):
        kind = Type.ORDER
    default = None if info.is_required() else info.get_default(call_default_factory=True)
    return Field(
        name,
        kind,
        required=info.is_required(),
        optional=optional,
        default=default,
        choices=choices,
        source=None if refers is None else refers.to,
        form=form,
        finds=next((mark for mark in marks if isinstance(mark, Finds)), None),
        owner=model,
    )


def _type(model: type[Document], name: str, base: Any, plain: list[Any]) -> tuple[Type, tuple[str, ...], "Form | None"]:
    if get_origin(base) is Literal:
        return Type.CHOICE, tuple(str(item) for item in get_args(base)), None
    if base is bool:
        return Type.SWITCH, (), None
    if base is int:
        return Type.NUMBER, (), None
    if base is timedelta:
        return Type.DURATION, (), None
    if FormulaValue in plain and AttributeValue in plain:
        return Type.VALUE, (), None
    if get_origin(base) is tuple:
        return _list_type(base)
    if get_origin(base) is dict:
        holds_values = any(item is FormulaValue for item, _ in options_of(get_args(base)[1]))
        return (Type.VARIABLES if holds_values else Type.HEADERS), (), None
    if isinstance(base, type) and issubclass(base, Document):
        return Type.OBJECT, (), form_of(base)
    return (Type.NAME if name in {"system_name", model.names} else Type.LINE), (), None


def _list_type(base: Any) -> tuple[Type, tuple[str, ...], "Form | None"]:
    item, marks = next(options_of(get_args(base)[0]))
    kinds = next((mark for mark in marks if isinstance(mark, Kinds)), None)
    if kinds is not None:
        return Type.ITEMS, (), _form_of_kinds(item, kinds)
    if item is Action:
        return Type.ACTIONS, (), None
    if isinstance(item, type) and issubclass(item, Document):
        return Type.ITEMS, (), form_of(item)
    return (Type.DURATIONS if item is timedelta else Type.LINES), (), None


def _is_constant(info: FieldInfo) -> bool:
    """Whether there is nothing to choose: a literal with one value."""
    kinds = [kind for kind, _ in options_of(info.annotation)]
    return all(get_origin(kind) is Literal and len(get_args(kind)) == 1 for kind in kinds)


def _kebab(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")
