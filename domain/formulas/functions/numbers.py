"""Numbers. What there is no number for, as a quotient by zero or the root of a negative one, is empty."""

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal, InvalidOperation, Overflow

from domain.formulas.arithmetic import CONTEXT, TooLarge, arithmetic, number
from domain.formulas.evaluation import Evaluation
from domain.formulas.functions.room import Room
from domain.formulas.tree import Call
from domain.formulas.values import Value

room = Room("number")
_SUMS = {
    "+": ("ADD(number1, number2)", "ADD(duration1, duration2)", "ADD(dateTime, duration)"),
    "-": (
        "SUBTRACT(number1, number2)",
        "SUBTRACT(duration1, duration2)",
        "SUBTRACT(dateTime, duration)",
        "SUBTRACT(dateTime1, dateTime2)",
    ),
    "*": ("PRODUCT(number1, number2)",),
    "/": ("DIVIDE(dividend, divisor)",),
}


def _operator(operator: str, signatures: tuple[str, ...]) -> None:
    @room.lazy(*signatures)
    def calculated(evaluation: Evaluation, node: Call) -> Value:
        first, second = map(evaluation, node.arguments)
        return None if first is None or second is None else arithmetic(operator, first, second, node.spot)


for _sign, _signatures in _SUMS.items():
    _operator(_sign, _signatures)


def _whole(name: str, rounding: str) -> None:
    @room.plain(f"{name}(number)", takes="number", gives="number")
    def whole(value: Decimal) -> Value:
        return value.to_integral_value(rounding=rounding)


_whole("ROUND", ROUND_HALF_UP)  # a half away from zero: the guide's 3.5 gives 4, and no example of its settles 2.5
_whole("CEILING", ROUND_CEILING)
_whole("FLOOR", ROUND_FLOOR)


@room.plain("QUOTIENT(dividend, divisor)", takes="number", gives="number")
def quotient(first: Decimal, second: Decimal) -> Decimal | None:
    """Return the whole part of a division, cut towards zero."""
    if not second:
        return None
    exact = _EXACT.divide(first, second)
    return number(exact.to_integral_value(rounding=ROUND_DOWN))


_EXACT = CONTEXT.copy()
_EXACT.prec = 260
"""Digits enough for the quotient of any two numbers that there may be to have its whole part right."""


@room.plain("REMAINDER(dividend, divisor)", takes="number", gives="number")
def _remainder(first: Decimal, second: Decimal) -> Value:
    return _EXACT.remainder(first, second) if second else None


@room.plain("SQRT(number)", takes="number", gives="number")
def _sqrt(value: Decimal) -> Value:
    return CONTEXT.sqrt(value) if value >= 0 else None


@room.plain("POW(base, degree)", takes="number", gives="number")
def _pow(base: Decimal, degree: Decimal) -> Value:
    """Return a power: anything to the power of zero is 1, as in .NET; none that there is no number for."""
    if not degree:
        return Decimal(1)
    if not base:
        return None if degree < 0 else Decimal(0)
    try:
        return number(CONTEXT.power(base, degree))
    except Overflow:
        raise TooLarge("number") from None
    except InvalidOperation:
        if base < 0:
            return None
        raise TooLarge("number") from None
