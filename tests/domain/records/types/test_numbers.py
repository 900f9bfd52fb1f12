"""A number is kept digit for digit, or refused: none is rounded in silence."""

from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from domain.errors import GonetsError
from domain.messages.rich_text import RichText
from domain.records.types.asked import Moment
from domain.records.types.number import NumberAttribute, NumberOutside, NumberTooPrecise

NOW = Moment(datetime(2026, 11, 30, tzinfo=UTC), UTC, "en")
FREE = NumberAttribute(title="Число", system_name="N", type="number")
MONEY = NumberAttribute(title="Сумма", system_name="S", type="number", format="money", least=0, most=100)


@given(some.from_regex(r"-?[0-9]{1,40}(\.[0-9]{1,40})?", fullmatch=True))
def test_what_is_kept_is_what_was_typed(text: str) -> None:
    kept = None
    with suppress(GonetsError):
        kept = FREE.written(RichText(text), NOW)
    number = Decimal(text)
    assert kept is None or Decimal(kept["number"]) == number
    if 1 <= abs(number) < 10**15 and len(text) <= 15:
        assert kept is not None


@pytest.mark.parametrize("text", ["1." + "0" * 40 + "1", "9" * 16, "0." + "0" * 20 + "1", "1" + "0" * 30, "9" * 4000])
def test_more_digits_than_are_kept_are_refused(text: str) -> None:
    with pytest.raises(NumberTooPrecise):
        FREE.written(RichText(text), NOW)


@pytest.mark.parametrize(
    ("text", "kept"), [("0." + "0" * 40, "0"), ("1." + "0" * 40, "1"), ("0099", "99"), ("-0", "0")]
)
def test_zeros_around_a_number_are_not_kept(text: str, kept: str) -> None:
    assert FREE.written(RichText(text), NOW) == {"number": kept}


@pytest.mark.parametrize("text", ["-0.01", "100.01", "1000"])
def test_the_limits_are_within(text: str) -> None:
    with pytest.raises(NumberOutside):
        MONEY.written(RichText(text), NOW)
    assert [MONEY.written(RichText(edge), NOW)["number"] for edge in ("0", "100.00")] == ["0", "100"]


def test_a_stored_value_is_held_to_limits_that_came_later() -> None:
    with pytest.raises(NumberOutside):
        MONEY.check({"number": "101"}, {})
