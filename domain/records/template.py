"""Record templates: named attributes, buttons and a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    Field,
    SerializeAsAny,
    SerializerFunctionWrapHandler,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_serializer,
    model_validator,
)
from pydantic_core import PydanticKnownError

from domain.accepting import Seen, is_accepting
from domain.described import Kinds, Ordered, Part, Refers, Written
from domain.documents import ConfiguredObject, Document, SystemName, name_by_title
from domain.errors import Unfit
from domain.one_line import FoldedLine, OneLine
from domain.records.types import ATTRIBUTE_TYPES
from domain.records.types.attribute import Attribute
from domain.sections import Section
from domain.system_names import unique_system_name

SYSTEM_ATTRIBUTES = ("id", "_creator", "_creationDate", "_lastWriteDate", "_isDisabled")
"""Attributes that every record has; `ID` and `id` are the same."""


def _of_no_type(_name: str) -> str:
    raise PydanticKnownError("literal_error", {"expected": " or ".join(f"'{known}'" for known in ATTRIBUTE_TYPES)})


class _Untyped(Attribute):
    """What names no type that there is: reading it says so, besides its other mistakes."""

    type: Annotated[str, AfterValidator(_of_no_type)]


def _of_its_type(data: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
    """Read an attribute as its type says. What other types have is no mistake where it says nothing."""
    if isinstance(data, Attribute) or not isinstance(data, Mapping):
        return data if isinstance(data, Attribute) else read(data)
    name = data.get("type")
    kind = (ATTRIBUTE_TYPES.get(name) if isinstance(name, str) else None) or _Untyped
    others = {field for other in ATTRIBUTE_TYPES.values() for field in other.model_fields} - kind.model_fields.keys()
    leaves = {field for field in others if kind is _Untyped or not is_accepting(info) or not data.get(field)}
    own = {field: value for field, value in data.items() if field not in leaves}
    return kind.model_validate(own, context=info.context)


def attribute_of(data: Mapping[str, Any]) -> Attribute | None:
    """Return an attribute as far as a draft knows it, which may know no name yet; None where it cannot be read."""
    named = {"title": "…", "system_name": "x", **{name: value for name, value in data.items() if value is not None}}
    try:
        return ATTRIBUTE_TYPES[str(data.get("type"))].from_stored(named)
    except (KeyError, ValueError):
        return None


AnyAttribute = Annotated[SerializeAsAny[Attribute], WrapValidator(_of_its_type), Kinds("type", ATTRIBUTE_TYPES)]


class NewValue(Document):
    """What an attribute of a new record begins with: a formula over the record that it is made from."""

    asked: ClassVar = ("attribute", "formula")

    attribute: Annotated[SystemName, Refers(Part.ATTRIBUTES)]
    formula: Annotated[str, Written.FORMULA, Field(min_length=1, max_length=10_000)]


CREATES = frozenset({"template", "values"})
"""Fields of a button that mean something where it creates a record."""


class Button(Document):
    """«Кнопка»: what can be done with a record by one press.

    `create` begins a record of `template`, with `values` made from this one.
    """

    asked: ClassVar = ("title", "system_name", "operation", "template", "values")

    title: Annotated[OneLine, Field(min_length=1, max_length=32), Seen]
    system_name: SystemName
    context: Literal["record"] = "record"
    operation: Literal["raise_event", "save", "archive", "delete", "create", "unarchive"] = "raise_event"
    template: Annotated[SystemName, Refers(Section.TEMPLATES)] | None = None
    values: Annotated[tuple[NewValue, ...], Field(max_length=50)] = ()
    result: Literal["refresh"] = "refresh"
    confirm: Annotated[FoldedLine, Field(max_length=200)] | None = None
    condition: Annotated[str, Written.FORMULA, Field(max_length=10_000)] | None = None

    @property
    def starts_scenario(self) -> bool:
        """Whether a press raises the event that a scenario may begin with; any other is done at once."""
        return self.operation == "raise_event"

    @property
    def creates(self) -> bool:
        """Whether a press begins another record."""
        return self.operation == "create"

    @property
    def deletes(self) -> bool:
        """Whether a press deletes the record."""
        return self.operation == "delete"

    @property
    def works_in_archive(self) -> bool:
        """Whether it can be pressed for a record in the archive."""
        return self.operation in {"delete", "unarchive"}

    @classmethod
    def means(cls, name: str, data: Mapping[str, Any]) -> bool:
        """Whether a field means anything: only a new record has a template and values."""
        return name not in CREATES or data.get("operation") == "create"

    @classmethod
    def needs(cls, name: str, data: Mapping[str, Any]) -> bool:
        """Whether a field must be given beside the others."""
        return name == "template" and cls.means(name, data)

    @model_validator(mode="after")
    def _has_what_it_creates(self, info: ValidationInfo) -> Self:
        if self.creates and self.template is None:
            raise Unfit("config-missing", at="template", name="template")
        if is_accepting(info) and not self.creates and (self.template is not None or self.values):
            raise Unfit("config-creates-nothing", at="template" if self.template is not None else "values")
        return self

    @model_serializer(mode="wrap")
    def _without_what_means_nothing(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        kept: dict[str, Any] = dump(self)
        return kept if self.creates else {name: kept[name] for name in kept if name not in CREATES}


class RecordTemplate(ConfiguredObject):
    """«Шаблон записи»: what a record of this kind consists of, and who may make one."""

    asked: ClassVar = ("title", "system_name", "attributes")

    attributes: Annotated[tuple[AnyAttribute, ...], Field(min_length=1, max_length=50)]
    buttons: Annotated[tuple[Button, ...], Field(max_length=20)] = ()
    form: Annotated[tuple[SystemName, ...], Ordered()] | None = None
    allowed: Literal["everyone", "administrators"] = "everyone"

    @model_validator(mode="before")
    @classmethod
    def _give_system_names(cls, data: Any) -> Any:
        if isinstance(data, dict):
            data = dict(data)
            taken: list[str] = list(SYSTEM_ATTRIBUTES)
            for key in ("attributes", "buttons"):
                if isinstance(data.get(key), (list, tuple)):
                    data[key] = [_with_system_name(item, taken) for item in data[key]]
        return data

    @model_validator(mode="after")
    def _names_are_unique_and_known(self, info: ValidationInfo) -> Self:
        seen = {name.casefold() for name in SYSTEM_ATTRIBUTES}
        names = [item.system_name for item in _named(self)]
        for name in names:
            if name.casefold() in seen:
                raise Unfit("config-name-taken", name=name)
            seen.add(name.casefold())
        for name in self.form or ():
            if name not in names:
                raise Unfit("config-form-name", name=name)
            if is_accepting(info) and (self.form or ()).count(name) > 1:
                raise Unfit("config-name-taken", name=name)
        return self

    @property
    def form_attributes(self) -> tuple[Attribute, ...]:
        """The attributes that a person is asked for, in order."""
        if self.form is None:
            return self.attributes
        by_name = {attribute.system_name: attribute for attribute in self.attributes}
        return tuple(by_name[name] for name in self.form if name in by_name)

    @property
    def form_buttons(self) -> tuple[Button, ...]:
        """The buttons of the card, in order."""
        if self.form is None:
            return self.buttons
        by_name = {button.system_name: button for button in self.buttons}
        return tuple(by_name[name] for name in self.form if name in by_name)

    @property
    def starts_scenarios(self) -> bool:
        """Whether a button of the card starts a scenario; without one nothing of a record waits to be sent."""
        return any(button.starts_scenario for button in self.form_buttons)

    def attribute(self, system_name: str) -> Attribute | None:
        """Return the attribute of that name, or None."""
        return self._by_name.get(system_name)

    @cached_property
    def _by_name(self) -> Mapping[str, Attribute]:
        return {item.system_name: item for item in self.attributes}

    def button(self, system_name: str) -> Button | None:
        """Return the button of that name, or None."""
        return next((item for item in self.buttons if item.system_name == system_name), None)


def _with_system_name(item: Any, taken: list[str]) -> Any:
    if not isinstance(item, dict):
        return item
    item = dict(item)
    if not item.get("system_name") and isinstance(item.get("title"), str):
        item["system_name"] = unique_system_name(name_by_title(item["title"]), taken)
    if isinstance(item.get("system_name"), str):
        taken.append(item["system_name"])
    return item


@dataclass(frozen=True, slots=True)
class StoredTemplate:
    """A template with the numbers that buttons in a chat carry instead of names: they are never given twice."""

    id: int
    revision: int
    document: RecordTemplate
    numbers: Mapping[str, int]

    def attribute_by_number(self, number: int) -> Attribute | None:
        """Return the attribute that a button of the chat means, or None when it is gone."""
        return next((item for item in self.document.attributes if self.numbers[item.system_name] == number), None)

    def button_by_number(self, number: int) -> Button | None:
        """Return the button that a press in the chat means, or None when it is gone."""
        return next((item for item in self.document.buttons if self.numbers[item.system_name] == number), None)


def number_names(template: RecordTemplate, before: Mapping[str, int]) -> dict[str, int]:
    """Give each attribute and button of `template` a number, keeping those of `before`, gone ones included."""
    numbers = dict(before)
    for item in _named(template):
        if item.system_name not in numbers:
            numbers[item.system_name] = max(numbers.values(), default=0) + 1
    return numbers


def _named(template: RecordTemplate) -> list[Attribute | Button]:
    return [*template.attributes, *template.buttons]
