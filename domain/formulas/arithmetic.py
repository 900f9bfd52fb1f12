"""Arithmetic over numbers, durations and dates: which kinds an operator takes, what it gives, and its bounds."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow
from typing import Any

from domain.formulas.errors import LimitExceeded, Spot, WrongType
from domain.formulas.moments import LONGEST_DURATION, instant, own_zone, shown_in
from domain.formulas.values import Value, kind_of

MAX_DIGITS = 100
"""A number has at most as many digits before its decimal mark; what is nearer to nothing than that is nothing."""
CONTEXT = Context(prec=28, traps=[InvalidOperation, DivisionByZero, Overflow])
_LARGEST = Decimal(10) ** MAX_DIGITS
_LEAST = Decimal(10) ** -MAX_DIGITS
_MICROSECOND = timedelta(microseconds=1)
_COUNTED = frozenset({"number", "duration", "date_time"})
_ROUND_DURATION = Context(prec=40, rounding=ROUND_HALF_EVEN)


class TooLarge(ArithmeticError):
    """What comes out is too large; `what` of it: a number, a duration or a date."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def number(value: Decimal) -> Decimal:
    """Return a number that was made; raises TooLarge."""
    size = abs(value)
    if size >= _LARGEST:
        raise TooLarge("number")
    return Decimal(0) if size and size < _LEAST else value


def duration(value: timedelta) -> timedelta:
    """Return a duration that was made; raises TooLarge."""
    if abs(value) > LONGEST_DURATION:
        raise TooLarge("duration")
    return value


def microseconds(value: timedelta) -> Decimal:
    """Return the length in millionths of a second."""
    return Decimal(value // _MICROSECOND)


def of_microseconds(count: Decimal) -> timedelta:
    """Return a duration of so many millionths of a second, rounded to whole ones; raises TooLarge."""
    if abs(count) > Decimal(10) ** 20:
        raise TooLarge("duration")
    return duration(timedelta(microseconds=int(count.to_integral_value(context=_ROUND_DURATION))))


def of_seconds(count: Decimal) -> timedelta:
    """Return a duration of so many seconds; raises TooLarge."""
    if abs(count) > Decimal(10) ** 14:
        raise TooLarge("duration")
    return of_microseconds(_ROUND_DURATION.multiply(count, Decimal(1_000_000)))


def later(at: datetime, by: timedelta) -> datetime:
    """Return the instant that is so much later, shown where the first one is; raises TooLarge."""
    try:
        moved = instant(at) + by
    except OverflowError:
        raise TooLarge("date_time") from None
    zone = own_zone(at)
    return moved if zone is None else shown_in(moved, zone)


def _scaled(value: timedelta, by: Decimal) -> timedelta:
    return of_microseconds(CONTEXT.multiply(microseconds(value), by))


def _divided(value: timedelta, by: Decimal) -> timedelta:
    return of_microseconds(CONTEXT.divide(microseconds(value), by))


OPERATIONS: dict[tuple[str, str, str], tuple[str, Callable[[Any, Any], Any]]] = {
    ("+", "number", "number"): ("number", lambda first, second: number(CONTEXT.add(first, second))),
    ("-", "number", "number"): ("number", lambda first, second: number(CONTEXT.subtract(first, second))),
    ("*", "number", "number"): ("number", lambda first, second: number(CONTEXT.multiply(first, second))),
    ("/", "number", "number"): ("number", lambda first, second: number(CONTEXT.divide(first, second))),
    ("+", "duration", "duration"): ("duration", lambda first, second: duration(first + second)),
    ("-", "duration", "duration"): ("duration", lambda first, second: duration(first - second)),
    ("*", "duration", "number"): ("duration", _scaled),
    ("*", "number", "duration"): ("duration", lambda first, second: _scaled(second, first)),
    ("/", "duration", "number"): ("duration", _divided),
    ("/", "duration", "duration"): (
        "number",
        lambda first, second: number(CONTEXT.divide(microseconds(first), microseconds(second))),
    ),
    ("+", "date_time", "duration"): ("date_time", later),
    ("+", "duration", "date_time"): ("date_time", lambda first, second: later(second, first)),
    ("-", "date_time", "duration"): ("date_time", lambda first, second: later(first, -second)),
    ("-", "date_time", "date_time"): ("duration", lambda first, second: instant(first) - instant(second)),
}
"""By operator and the kinds of both sides: the kind of what it gives, and how. Division by zero gives empty (EMPTY)."""


def arithmetic(operator: str, first: Value, second: Value, spot: Spot) -> Value:
    """Return the result of + - * / over numbers, durations and dates; raises WrongType or LimitExceeded."""
    kinds = (kind_of(first), kind_of(second))
    found = OPERATIONS.get((operator, *kinds))
    if found is None:
        expected, is_here = kinds if kinds[0] in _COUNTED else ("number", kinds[0])
        raise WrongType(spot, expected=expected, found=is_here, hint="variables" if "variables" in kinds else "")
    if operator == "/" and not second:
        return None
    try:
        value: Value = found[1](first, second)
    except TooLarge as error:
        raise too_large(error, spot) from None
    except (DecimalException, OverflowError):
        raise too_large(TooLarge("number"), spot) from None
    return value


def summed(values: Iterable[Any]) -> Any:
    """Return the sum of numbers or of durations, one at least; raises TooLarge."""
    total, *others = values
    for value in others:
        total = duration(total + value) if isinstance(total, timedelta) else number(CONTEXT.add(total, value))
    return total


def too_large(error: TooLarge, spot: Spot) -> LimitExceeded:
    """Return what is told of something too large."""
    limit = {"number": MAX_DIGITS, "duration": LONGEST_DURATION.days, "date_time": 9999}[error.what]
    return LimitExceeded(spot, what=error.what, limit=limit)
