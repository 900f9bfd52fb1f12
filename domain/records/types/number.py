"""Number: kept as `{"number": "14.5"}`, digit for digit, a list of those where many are given."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import tzinfo
from decimal import Context, Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field as Limits
from pydantic import ValidationInfo, model_validator

from domain.accepting import Whole, is_accepting
from domain.accounts.entity import Pool
from domain.culture import LANGUAGES
from domain.culture.numbers import DIGITS, print_number, read_number
from domain.errors import GonetsError, Unfit
from domain.formulas import Field, Value
from domain.messages.rich_text import RichText
from domain.records.types.asked import JsonValue, Moment
from domain.records.types.attribute import Attribute, Comparable, ReadyValue, given_to, items_of

Limit = Annotated[Whole, Limits(ge=-(10**DIGITS), le=10**DIGITS)]
PLACES: dict[str, int | None] = {"number": None, "whole": 0, "money": 2}
"""Digits behind the point, by the format; None is as many as there are."""


class NumberExpected(GonetsError):
    """A number is expected here, and something else came."""

    key = "error-number-expected"


class NumberTooPrecise(GonetsError):
    """The number has more digits than its format has room for."""

    key = "error-number-too-precise"


class NumberOutside(GonetsError):
    """The number is below the least or above the most that there may be."""

    key = "error-number-outside"


class NumberAttribute(Attribute):
    """A number, with the digits that its format has."""

    tag: ClassVar = "number"
    takes_text: ClassVar = True
    always_compared: ClassVar = True
    takes_many: ClassVar = True
    repeats: ClassVar = True

    type: Literal["number"]
    format: Literal["number", "whole", "money"] = "number"
    least: Limit | None = None
    most: Limit | None = None

    @model_validator(mode="after")
    def _leaves_room(self, info: ValidationInfo) -> Self:
        if is_accepting(info) and self.least is not None and self.most is not None and self.least > self.most:
            raise Unfit("config-most-below-least", at="most", least=self.least, most=self.most)
        return self

    def expected(self) -> GonetsError:
        """Return what says that a number is."""
        return NumberExpected(title=self.title, format=self.format)

    def written(self, text: RichText, moment: Moment) -> JsonValue:
        """Take a number; raises NumberExpected, NumberTooPrecise or NumberOutside."""
        number = read_number(text.text, moment.language, whole=self.format == "whole", places=self.places)
        if number is None:
            raise self.expected()
        return self._kept(number)

    @property
    def places(self) -> int | None:
        """Digits behind the point; None is as many as there are."""
        return PLACES[self.format]

    def field(self) -> Field:
        """A number, or many."""
        return Field("number", self.multiple)

    def for_formula(self, value: JsonValue, pool: Pool) -> Value:
        """Return the number, a tuple where many can be given."""
        numbers = tuple(Decimal(item["number"]) for item in items_of(value) if _is_number(item))
        return self.fitting(numbers)

    @classmethod
    def searched_by(cls, item: JsonValue) -> Collection[str]:
        """Its digits, and as it is printed."""
        if not _is_number(item):
            return ()
        return item["number"], *(print_number(Decimal(item["number"]), language) for language in LANGUAGES)

    @classmethod
    def compared_by(cls, item: JsonValue) -> Comparable | None:
        """The number, as near as a float is."""
        return Comparable(number=float(Decimal(item["number"])))

    def looked_up_by(self, value: Any) -> Comparable | None:
        """A number alone can be equal."""
        return Comparable(number=float(value)) if isinstance(value, Decimal) else None

    def check(self, value: JsonValue, pool: Pool) -> None:
        """Raise what a person's answer raises: the attribute may allow less now."""
        for item in items_of(value):
            if not _is_number(item):
                raise self.expected()
            self._kept(Decimal(item["number"]))

    def ready(self) -> Sequence[ReadyValue]:
        """Return nothing and one, where it may be that."""
        return [ReadyValue(text, text) for text in ("0", "1") if self._is_allowed(Decimal(text))]

    def _is_allowed(self, number: Decimal) -> bool:
        with suppress(GonetsError):
            self._kept(number)
            return True
        return False

    def from_formula(self, value: Any, zone: tzinfo) -> JsonValue:
        """Take a number, or those of a list; whatever else is among them makes it no answer."""
        return self.fitting([self._kept(item) for item in given_to(self, value, Decimal)]) or None

    def _kept(self, number: Decimal) -> JsonValue:
        exact = _without_zeros(number) if number.is_finite() else None
        if exact is None or len(exact.as_tuple().digits) > DIGITS or abs(exact.adjusted()) > DIGITS:
            raise NumberTooPrecise(title=self.title, format="number", digits=DIGITS)
        if self.places is not None and exact != round(exact, self.places):
            raise NumberTooPrecise(title=self.title, format=self.format, digits=self.places)
        below, above = self.least is not None and exact < self.least, self.most is not None and exact > self.most
        if below or above:
            least, most = ("" if limit is None else str(limit) for limit in (self.least, self.most))
            raise NumberOutside(title=self.title, least=least, most=most, number=f"{exact:f}")
        return {"number": f"{exact:f}"}


def _without_zeros(number: Decimal) -> Decimal:
    """Return the same number without zeros at its end; nothing is rounded, however many digits it has."""
    return number.normalize(Context(prec=max(len(number.as_tuple().digits), 1))) if number else Decimal(0)


def _is_number(item: JsonValue) -> bool:
    return isinstance(item, dict) and isinstance(item.get("number"), str)
