"""Lengths of time."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from domain.formulas.arithmetic import CONTEXT, duration, microseconds, of_seconds
from domain.formulas.functions.room import Room
from domain.formulas.iso8601 import duration_iso
from domain.formulas.values import Value

room = Room("duration")
_DAY = Decimal(86_400_000_000)
_EXACT = {"DAYS": _DAY, "HOURS": _DAY / 24, "MINUTES": _DAY / 1_440, "SECONDS": _DAY / 86_400}
_ROUNDED = {"YEARS": _DAY * 365, "QUARTERS": _DAY * Decimal("91.25"), "MONTHS": _DAY * 30}
"""Units of which one decimal is given: a year has 365 days, a quarter a fourth of them, a month 30."""


def _in_units(name: str, size: Decimal, *, rounded: bool) -> None:
    @room.plain(f"{name}(duration)", takes="duration", gives="number")
    def units(value: timedelta) -> Value:
        count = CONTEXT.divide(microseconds(value), size)
        return count.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) if rounded else count


for _name, _size in _EXACT.items():
    _in_units(_name, _size, rounded=False)
for _name, _size in _ROUNDED.items():
    _in_units(_name, _size, rounded=True)


@room.plain("ADDDUR(duration1, duration2)", takes="duration", gives="duration")
def _add(first: timedelta, second: timedelta) -> Value:
    return duration(first + second)


@room.plain("TODURATION(number)", takes="number", gives="duration")
def _to_duration(seconds: Decimal) -> Value:
    return of_seconds(seconds)


@room.plain("COMPARE(duration1, duration2)", takes="duration", gives="number")
def _compare(first: timedelta, second: timedelta) -> Value:
    return Decimal((first > second) - (first < second))


@room.plain("FORMATDUR(duration)", takes="duration", gives="text")
def _format(value: timedelta) -> Value:
    return duration_iso(value)
