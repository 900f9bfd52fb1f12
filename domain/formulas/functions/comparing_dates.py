"""Comparing dates, as instants, and durations, by length. Only EQ and NE have an answer about an empty value."""

import operator
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from domain.formulas.errors import WrongType
from domain.formulas.evaluation import Evaluation
from domain.formulas.functions.room import Room
from domain.formulas.tree import Call
from domain.formulas.values import Value, kind_of

room = Room("comparison")
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "EQ": operator.eq,
    "NE": operator.ne,
    "GT": operator.gt,
    "GE": operator.ge,
    "LT": operator.lt,
    "LE": operator.le,
}
_BOTH, _DATES = ("date_time", "duration"), ("date_time",)


def _values(evaluation: Evaluation, node: Call, kinds: tuple[str, ...]) -> list[Any]:
    """Return the arguments, all of one of the kinds where they are not empty; raises WrongType."""
    values = [evaluation(argument) for argument in node.arguments]
    allowed = kinds
    for value, argument in zip(values, node.arguments, strict=True):
        if value is None or value == ():
            continue
        if kind_of(value) not in allowed:
            raise WrongType(argument.spot, expected=allowed[0], found=kind_of(value))
        allowed = (kind_of(value),)
    return [None if value == () else value for value in values]


def _comparison(name: str, signature: str, kinds: tuple[str, ...], compare: Callable[[Any, Any], bool]) -> None:
    @room.lazy(signature, gives="boolean", takes="|".join(kinds))
    def compared(evaluation: Evaluation, node: Call) -> Value:
        first, second = _values(evaluation, node, kinds)
        if name not in {"EQ", "NE"} and (first is None or second is None):
            return None
        return compare(first, second)


for _name, _compare in _OPERATORS.items():
    _comparison(_name, f"{_name}(argument1, argument2)", _BOTH, _compare)
    if _name != "LE":  # the platform has no LEUTC
        _comparison(_name, f"{_name}UTC(dateTime1, dateTime2)", _DATES, _compare)


def _between(name: str) -> None:
    @room.lazy(f"{name}(value, min, max)", gives="boolean", takes="|".join(_BOTH))
    def between(evaluation: Evaluation, node: Call) -> Value:
        value, least, most = _values(evaluation, node, _BOTH)
        if value is None or least is None or most is None:
            return None
        within: datetime | timedelta = value
        return bool(least <= within <= most)


_between("BETWEEN")
_between("BETWEENUTC")
