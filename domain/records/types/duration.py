"""Duration: a plain length of time. Kept as `{"duration": 9000000000}`, in microseconds."""

from collections.abc import Collection, Sequence
from datetime import timedelta, tzinfo
from typing import Any, ClassVar, Literal

from domain.accounts.entity import Pool
from domain.culture import LANGUAGES
from domain.culture.lengths import LONGEST, print_length, read_length
from domain.errors import GonetsError
from domain.formulas import Field, Value
from domain.messages.rich_text import RichText
from domain.records.types.asked import Asked, Choice, JsonValue, Moment, Offer, Sources
from domain.records.types.attribute import Attribute, Comparable, ReadyValue, given_to, items_of

OFFERED = (15, 30, 60, 120, 240, 480, 1440, 10_080)
"""Minutes that one press gives."""


class DurationExpected(GonetsError):
    """A length of time is expected here, and something else came."""

    key = "error-duration-expected"


class DurationAttribute(Attribute):
    """How long something takes."""

    tag: ClassVar = "duration"
    takes_text: ClassVar = True
    always_compared: ClassVar = True
    takes_many: ClassVar = True

    type: Literal["duration"]

    async def offer(self, asked: Asked, sources: Sources) -> Offer:
        """Return usual lengths."""
        return Offer(tuple(Choice(minutes, timedelta(minutes=minutes)) for minutes in OFFERED))

    def expected(self) -> GonetsError:
        """Return what says that a length of time is."""
        return DurationExpected(title=self.title)

    def written(self, text: RichText, moment: Moment) -> JsonValue:
        """Take a length with its unit; raises DurationExpected."""
        return self._kept(read_length(text.text))

    async def chosen(self, number: int, asked: Asked, sources: Sources) -> JsonValue:
        """Take a button."""
        return self._kept(timedelta(minutes=number) if number in OFFERED else None)

    def field(self) -> Field:
        """A duration, or many."""
        return Field("duration", self.multiple)

    def for_formula(self, value: JsonValue, pool: Pool) -> Value:
        """Return the length, a tuple where many can be given."""
        lengths = tuple(timedelta(microseconds=item["duration"]) for item in items_of(value) if _is_length(item))
        return self.fitting(lengths)

    @classmethod
    def searched_by(cls, item: JsonValue) -> Collection[str]:
        """As it is printed."""
        length = timedelta(microseconds=item["duration"]) if _is_length(item) else None
        return () if length is None else [print_length(length, language) for language in LANGUAGES]

    @classmethod
    def compared_by(cls, item: JsonValue) -> Comparable | None:
        """Its seconds."""
        return Comparable(number=item["duration"] / 1_000_000)

    def looked_up_by(self, value: Any) -> Comparable | None:
        """A length alone can be equal."""
        return Comparable(number=value.total_seconds()) if isinstance(value, timedelta) else None

    def check(self, value: JsonValue, pool: Pool) -> None:
        """Raise DurationExpected for a value that another type has left."""
        if not all(map(_is_length, items_of(value))):
            raise self.expected()

    def ready(self) -> Sequence[ReadyValue]:
        """Return lengths that are usual."""
        return (ReadyValue("DURATION('PT1H')", name="ready-hour"), ReadyValue("DURATION('P1D')", name="ready-day"))

    def from_formula(self, value: Any, zone: tzinfo) -> JsonValue:
        """Take a length, or those of a list; whatever else is among them makes it no answer."""
        return self.fitting([self._kept(item) for item in given_to(self, value, timedelta)]) or None

    def _kept(self, length: timedelta | None) -> JsonValue:
        if length is None or not timedelta(0) <= length <= LONGEST:
            raise self.expected()
        return {"duration": length // timedelta(microseconds=1)}


def _is_length(item: JsonValue) -> bool:
    return isinstance(item, dict) and isinstance(item.get("duration"), int)
