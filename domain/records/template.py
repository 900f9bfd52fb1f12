"""Record templates: named attributes, buttons and a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, ValidationInfo, model_validator

from domain.accepting import Seen, Truth, is_accepting
from domain.described import Ordered, Written
from domain.documents import ConfiguredObject, Document, SystemName, Title, name_by_title
from domain.errors import Unfit
from domain.one_line import FoldedLine, OneLine
from domain.system_names import unique_system_name

SYSTEM_ATTRIBUTES = ("id", "_creator", "_creationDate", "_lastWriteDate", "_isDisabled")
"""Attributes that every record has; `ID` and `id` are the same."""


class Attribute(Document):
    """«Атрибут»: a typed field of a record template."""

    asked: ClassVar = ("title", "system_name", "type", "required")

    title: Title
    system_name: SystemName
    type: Literal["text", "account", "document"]
    required: Truth = False
    multiple: Truth = False
    multiline: Truth = False
    formatted: Truth = False
    default: Annotated[str, Written.FORMULA, Field(min_length=1, max_length=10_000)] | None = None
    hint: Annotated[FoldedLine, Field(max_length=500)] | None = None

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        if self.type != "text" and (self.multiline or self.formatted):
            raise Unfit("config-text-only")
        if self.multiple and self.type == "text":
            raise Unfit("config-not-multiple")
        if self.type == "document" and self.default is not None:
            raise Unfit("config-no-default")
        return self


class Button(Document):
    """«Кнопка»: what can be done with a record by one press."""

    asked: ClassVar = ("title", "system_name", "operation")

    title: Annotated[OneLine, Field(min_length=1, max_length=32), Seen]
    system_name: SystemName
    context: Literal["record"] = "record"
    operation: Literal["raise_event", "save", "archive", "delete"] = "raise_event"
    result: Literal["refresh"] = "refresh"
    confirm: Annotated[FoldedLine, Field(max_length=200)] | None = None
    condition: Annotated[str, Written.FORMULA, Field(max_length=10_000)] | None = None


class RecordTemplate(ConfiguredObject):
    """«Шаблон записи»: what a record of this kind consists of, and who may make one."""

    asked: ClassVar = ("title", "system_name")

    attributes: Annotated[tuple[Attribute, ...], Field(min_length=1, max_length=50)]
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

    def attribute(self, system_name: str) -> Attribute | None:
        """Return the attribute of that name, or None."""
        return next((item for item in self.attributes if item.system_name == system_name), None)

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
