"""What an attribute of a record template is: the fields that every type has, and what each type says about itself."""

import json
import zlib
from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import Field as Limits
from pydantic import ValidationInfo, model_validator

from domain.accepting import Truth, is_accepting
from domain.accounts.entity import Pool
from domain.accounts.vcard import Card
from domain.described import Written
from domain.documents import Document, SystemName, Title
from domain.errors import GonetsError, Unfit
from domain.formulas import Field, Reference, Value
from domain.messages.rich_text import RichText
from domain.one_line import FoldedLine
from domain.records.file_ref import FileRef
from domain.records.types.asked import Asked, JsonValue, Moment, Narrowed, Offer, Sources

Kind = TypeVar("Kind")
Values = TypeVar("Values", bound=Sequence[Any])


class EmptyAnswer(GonetsError):
    """The question must be answered."""

    key = "error-answer-empty"


LONGEST_COMPARED = 200
"""Characters of a text that are compared: whoever looks for a longer one compares its beginning, and then the text."""


@dataclass(frozen=True, slots=True)
class Comparable:
    """What one value is compared by in storage: a text's beginning, or a number.

    A number is near enough to say what may be equal or greater, and never wrong about it: equal values have equal
    numbers, a greater one has no lesser number. Whoever finds by it looks at the value itself then.
    """

    text: str | None = None
    number: float | None = None


def by_number(identity: str) -> Comparable | None:
    """Return what is compared by its number, which stands in its identity behind whatever tells its kind."""
    number = identity.rpartition(".")[2]
    return Comparable(number=float(number)) if number.isdecimal() else None


@dataclass(frozen=True, slots=True)
class ReadyValue:
    """A value of an attribute that one press gives: its formula, and its `title`, or the text `name`."""

    formula: str
    title: str = ""
    name: str = ""


class Attribute(Document):
    """«Атрибут»: a typed field of a record template. A subclass is a type: what is the same for all types is here.

    Methods get values as they are kept; none of them is given None, and of another type's value each makes the best.
    """

    asked: ClassVar[tuple[str, ...]] = ("title", "system_name", "type", "required")

    tag: ClassVar[str] = ""
    """The name in each kept value, an object, that tells values of this type from others'; empty where it is none."""

    takes_many: ClassVar[bool] = False
    """Whether `multiple` can be set."""

    has_default: ClassVar[bool] = True
    """Whether a formula can give its first value."""

    takes_text: ClassVar[bool] = False
    """Whether a message of words is an answer, so that its parts are joined and its correction corrects the answer."""

    takes_files: ClassVar[bool] = False
    """Whether a file that is sent along has its place here."""

    takes_contacts: ClassVar[bool] = False
    """Whether somebody's contact that is shared is an answer."""

    repeats: ClassVar[bool] = False
    """Whether one value may stand twice among many."""

    always_compared: ClassVar[bool] = False
    """Whether every value that formulas do not see as empty has something that it is compared by.

    Not so where what is referred to may be gone, or where nothing is kept to compare by.
    """

    contains_texts: ClassVar[bool] = False
    """Whether `contains` looks into what it is compared by."""

    is_hidden_with_texts: ClassVar[bool] = True
    """Whether a value is what somebody wrote or sent, and is shown to others with the texts of letters alone."""

    title: Title
    system_name: SystemName
    type: str
    required: Truth = False
    multiple: Truth = False
    default: Annotated[str, Written.FORMULA, Limits(min_length=1, max_length=10_000)] | None = None
    hint: Annotated[FoldedLine, Limits(max_length=500)] | None = None

    @classmethod
    def means(cls, name: str, data: Mapping[str, Any]) -> bool:  # noqa: ARG003 - of all types alike
        """Whether a field means anything for this type."""
        return {"multiple": cls.takes_many, "default": cls.has_default}.get(name, True)

    @model_validator(mode="after")
    def _fits_its_type(self, info: ValidationInfo) -> Self:
        if is_accepting(info) and self.multiple and not self.takes_many:
            raise Unfit("config-not-multiple", at="multiple", type=self.type)
        if is_accepting(info) and self.default is not None and not self.has_default:
            raise Unfit("config-no-default", at="default", type=self.type)
        return self

    # How it is asked.

    async def offer(self, asked: Asked, sources: Sources) -> Offer:
        """Return what can be pressed."""
        return Offer()

    @abstractmethod
    def expected(self) -> GonetsError:
        """Return what says which answer is expected, for one that is none."""

    # How it is answered. Each returns one value; `with_item` says what it becomes beside those that are there.

    def written(self, text: RichText, moment: Moment) -> JsonValue | Narrowed:
        """Take a message of words; raises what says why it does not do."""
        raise self.expected()

    async def chosen(self, number: int, asked: Asked, sources: Sources) -> JsonValue | Narrowed:
        """Take a choice that was pressed; raises what says why it does not do."""
        raise self.expected()

    async def shared(self, card: Card, sources: Sources) -> JsonValue | Narrowed:
        """Take somebody's contact that was shared; raises what says why it does not do."""
        raise self.expected()

    def check_room(self, before: JsonValue, size: int) -> None:
        """Raise what says why a file of `size` bytes has no place beside those that are there."""
        raise self.expected()

    # How it is kept.

    @property
    def grows(self) -> bool:
        """Whether more text can be added on lines of its own."""
        return False

    def with_item(self, before: JsonValue, item: JsonValue) -> JsonValue:
        """Return the value with one more answer."""
        if not self.multiple:
            return item
        items = before if isinstance(before, list) else []
        return items if item in items and not self.repeats else [*items, item]

    def check_count(self, value: JsonValue) -> None:
        """Raise what says so where a value holds more items than there may be."""

    def with_other(self, before: JsonValue, item: JsonValue, other: JsonValue) -> JsonValue:
        """Return the value with a corrected answer in place of what it was."""
        if not self.multiple:
            return other
        items = before if isinstance(before, list) else []
        if item not in items:
            return self.with_item(before, other)
        at = len(items) - 1 - items[::-1].index(item)
        if other in items and not self.repeats:
            return [*items[:at], *([other] if other == item else []), *items[at + 1 :]]
        return [*items[:at], other, *items[at + 1 :]]

    def references(self, value: JsonValue) -> Collection[Reference]:
        """Return what must be loaded before the value can be read."""
        return ()

    def files(self, value: JsonValue) -> tuple[FileRef, ...]:
        """Return the files that belong to this record alone."""
        return ()

    def with_files(self, value: JsonValue, files: Sequence[FileRef]) -> JsonValue:
        """Return a value that was copied, with copies of its files."""
        return value

    # How it is read.

    @abstractmethod
    def field(self) -> Field:
        """Return what formulas know of it when they are checked."""

    @abstractmethod
    def for_formula(self, value: JsonValue, pool: Pool) -> Value:
        """Return the value that a formula reads; `pool` holds what it refers to."""

    def for_message(self, value: JsonValue, pool: Pool) -> Any:
        """Return the value that a variable, a letter and a card take."""
        return self.for_formula(value, pool)

    def ready(self) -> Sequence[ReadyValue]:
        """Return values that are often given it by formulas, and read nothing."""
        return ()

    # How it is looked for.

    @classmethod
    def searched_by(cls, item: JsonValue) -> Collection[str]:  # noqa: ARG003 - nobody looks for it by words
        """Return texts of one value as it is kept, whose words a record is found by."""
        return ()

    @classmethod
    def compared_by(cls, item: JsonValue) -> Comparable | None:  # noqa: ARG003 - not compared
        """Return what one value as it is kept is compared by; None where nobody looks for it."""
        return None

    def looked_up_by(self, value: Any) -> Comparable | None:
        """Return what a formula's value is compared by with this attribute's; None where only evaluation can tell."""
        return None

    def referred_by(self, identity: str) -> Comparable | None:
        """Return what a value of a query that is read only there is compared by: its `identity` is at hand, no more."""
        return None

    def is_compared_whole(self, compared: Comparable) -> bool:
        """Whether what is compared by is the whole value: only then can one that differs be told."""
        return compared.text is not None and len(compared.text) < LONGEST_COMPARED

    def lost(self, now: "Attribute") -> Mapping[str, Comparable]:
        """Return what may be kept and is none of the values any more when the attribute is `now`, by what it is called.

        What becomes of values of another type is said without it.
        """
        return {}

    def titles_with(self, word: str) -> Collection[Comparable]:
        """Return the values that go by a name in which a word begins so, as folded: lists are searched by them."""
        return ()

    # How it is checked, and given by a formula.

    def check(self, value: JsonValue, pool: Pool) -> None:
        """Raise what says why a value that was taken once does not do any more, when the button is pressed."""

    def misfit(self, found: Field) -> Unfit | None:
        """Return why a default that surely gives this kind of value never does; None where it may."""
        kind = self.field().kind
        if found.kind != kind:
            return Unfit("config-formula-kind", expected=kind, found=found.kind)
        if found.multiple and not self.multiple:
            return Unfit("config-default-one", name=self.title)
        return None

    def from_formula(self, value: Any, zone: tzinfo) -> JsonValue:
        """Return a formula's value as it is kept, None when it is empty or of another kind.

        Raises what the check of a person's answer raises.
        """
        return None

    def fitting(self, values: Values) -> Values | Any:
        """Return all of the values where many fit, else the one; None where there is none."""
        return values if self.multiple else next(iter(values), None)


def is_given(value: JsonValue) -> bool:
    """Whether a kept value holds an answer: false and 0 are answers."""
    return value is not None and value not in ([], "")


def mark_of_item(item: JsonValue, count: int) -> int:
    """Return what stands for one of `count` values in an address, 31 bits: a second press finds one less."""
    return zlib.crc32(json.dumps([item, count], sort_keys=True).encode()) & 0x7FFFFFFF


def items_of(value: Any) -> tuple[Any, ...]:
    """Return the values of a kept value, or of a formula's."""
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def given_to(attribute: Attribute, value: Any, kind: type[Kind]) -> tuple[Kind, ...]:
    """Return the values of a kind that a formula gave; none where something else is among them, or too many."""
    items = items_of(value)
    fits = all(isinstance(item, kind) for item in items) and (attribute.multiple or len(items) <= 1)
    return items if fits else ()
