"""What all configured objects share: a strict, frozen document with a system name that is its identity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Annotated, Any, ClassVar, Generic, Literal, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from domain.accepting import ExactlyWhole, Seen, Truth, check_characters, is_accepting
from domain.errors import Unfit
from domain.one_line import STORED, OneLine
from domain.references import Reference, references
from domain.sections import Section
from domain.system_names import LONGEST_NAME, LONGEST_TITLE, EmptySystemName, is_system_name, system_name_of

DocumentType = TypeVar("DocumentType")


def _check_system_name(name: str) -> str:
    if not is_system_name(name):
        raise Unfit("config-system-name", name=name[:60])
    return name


def name_by_title(title: str) -> str:
    """Return the system name that a title gives, for a validator: a title without letters is Unfit."""
    try:
        return system_name_of(title)
    except EmptySystemName as error:
        raise Unfit(error.key, at="", **error.params) from error


SystemName = Annotated[str, AfterValidator(_check_system_name), Field(max_length=LONGEST_NAME)]
Title = Annotated[OneLine, Field(min_length=1, max_length=LONGEST_TITLE), Seen]


class Document(BaseModel):
    """A piece of configuration: unknown fields are mistakes, and nothing changes it in place."""

    # Built when it is first read: a table that is complete only after all imports gives some documents their fields.
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False, defer_build=True)

    asked: ClassVar[tuple[str, ...]] = ()
    """What is asked step by step when one is made, in this order; what is required where it is empty."""

    rare: ClassVar[tuple[str, ...]] = ()
    """What stands on a page behind the others, since few people change it."""

    secrets: ClassVar[tuple[str, ...]] = ()
    """What belongs to it and is sealed apart."""

    takes_lines: ClassVar[bool] = False
    """Whether a line that somebody types makes one of many (`of_line`)."""

    names: ClassVar[str] = "system_name"
    """The field that is its system name."""

    @field_validator("*", mode="before")
    @classmethod
    def _has_no_broken_characters(cls, value: Any, info: ValidationInfo) -> Any:
        return check_characters(value) if isinstance(value, str) and is_accepting(info) else value

    def __copy__(self) -> Self:
        """Return a copy: what was kept with this one (`cached_property`) is worked out anew, for fields may differ."""
        made = super().__copy__()
        for name in made.__dict__.keys() - type(self).model_fields.keys():
            del made.__dict__[name]
        return made

    @classmethod
    def means(cls, name: str, data: Mapping[str, Any]) -> bool:  # noqa: ARG003 - for those that depend on each other
        """Whether a field means anything beside the others; `data` may be unfinished, here and below."""
        return True

    @classmethod
    def needs(cls, name: str, data: Mapping[str, Any]) -> bool:  # noqa: ARG003
        """Whether a field that may be empty must be filled in beside the others."""
        return False

    @classmethod
    def asks(cls, name: str, data: Mapping[str, Any]) -> bool:  # noqa: ARG003
        """Whether one of `asked` is asked beside what the others say."""
        return True

    @classmethod
    def offers(cls, name: str, value: str, data: Mapping[str, Any]) -> bool:  # noqa: ARG003
        """Whether a field's choice can be made beside what the others say."""
        return True

    @classmethod
    def of_line(cls, line: str, beside: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
        """Return one that a typed line makes, beside those that there are; raises Unfit."""
        raise NotImplementedError

    @classmethod
    def from_stored(cls, data: Mapping[str, Any] | str) -> Self:
        """Read a document that was kept, as JSON or as plain values, though an earlier version may have accepted it."""
        if isinstance(data, str):
            return cls.model_validate_json(data, context=STORED)
        return cls.model_validate(dict(data), context=STORED)


class ConfiguredObject(Document):
    """Something an administrator configures; `version` is the version of the document's shape."""

    version: Annotated[Literal[1], ExactlyWhole] = 1
    system_name: SystemName
    title: Title
    enabled: Truth = True

    @model_validator(mode="before")
    @classmethod
    def _name_by_title(cls, data: Any) -> Any:
        unnamed = isinstance(data, dict) and data.get("system_name") in (None, "")
        if unnamed and isinstance(data.get("title"), str):
            return {**data, "system_name": name_by_title(data["title"])}
        return data

    def refers_to(self, section: Section) -> tuple[str, ...]:
        """Return the system names of a section's objects that it refers to, each once, in order."""
        return tuple(dict.fromkeys(item.name for item in self.referring if item.to is section))

    @cached_property
    def referring(self) -> tuple[Reference, ...]:
        """All that it refers to, in order."""
        return tuple(references(self))

    def stored(self) -> dict[str, Any]:
        """Return the document as it is kept: JSON values only."""
        return self.model_dump(mode="json", by_alias=True)


@dataclass(frozen=True, slots=True)
class Version:
    """A configured object as it was after one change; nobody in particular made one that came by the command line."""

    revision: int
    document: Mapping[str, Any]
    changed_by: int | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Stored(Generic[DocumentType]):
    """A document with its number in the database and its revision, which grows with each change."""

    id: int
    revision: int
    document: DocumentType
