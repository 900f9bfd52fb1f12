"""Filing functions in the table: what goes round each of them, so that its own place says only what it does."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from domain.formulas.arithmetic import TooLarge, too_large
from domain.formulas.errors import LimitExceeded, WrongArguments, WrongType
from domain.formulas.evaluation import MAX_TEXT, Evaluation, Function
from domain.formulas.patterns import HugeResult
from domain.formulas.table import TABLE, KnownFunction, counted
from domain.formulas.tree import Call
from domain.formulas.values import Entity, Value, kind_of

_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "number": (Decimal,),
    "boolean": (bool,),
    "list": (tuple,),
    "date_time": (datetime,),
    "duration": (timedelta,),
    "reference": (Entity,),
}


class Room:
    """A group of functions, which are filed as its module is read."""

    def __init__(self, group: str) -> None:
        self._group = group

    def lazy(
        self,
        *signatures: str,
        gives: str | None = None,
        least: int | None = None,
        takes: str = "",
    ) -> Callable[[Function], Function]:
        """File a function that evaluates its arguments itself; `least` of them, where a signature does not say it.

        `takes` are the kinds that it is going to accept, as for `plain`: what is surely of another is told at saving.
        """

        def file(function: Function) -> Function:
            name = signatures[0].partition("(")[0].strip()
            counts = frozenset[int]().union(*map(counted, signatures))
            if least is not None:
                counts = frozenset({least, *(count for count in counts if count > least)})
            TABLE[name] = KnownFunction(name, self._group, signatures, counts, gives, function, kinds_in(takes))
            return function

        return file

    def plain(self, *signatures: str, takes: str = "", gives: str | None = None) -> Callable[[Any], Any]:
        """File a function over values; `takes` are their kinds, `a|b` where several fit, the last for all that follow.

        An empty argument makes the result empty. ValueError says that an argument is out of its range.
        """

        def file(function: Callable[..., Value]) -> Callable[..., Value]:
            self.on_clock(*signatures, takes=takes, gives=gives)(lambda _evaluation, *values: function(*values))
            return function

        return file

    def on_clock(self, *signatures: str, takes: str = "", gives: str | None = None) -> Callable[[Any], Any]:
        """As `plain`, for a function whose first argument is the evaluation: it reads a clock, or prints."""
        kinds = kinds_in(takes)

        def file(function: Callable[..., Value]) -> Callable[..., Value]:
            @self.lazy(*signatures, gives=gives, takes=takes)
            def called(evaluation: Evaluation, node: Call) -> Value:
                values = [evaluation(argument) for argument in node.arguments]
                if any(value is None or value == () for value in values):
                    return None
                for index, value in enumerate(values):
                    check(value, kinds[min(index, len(kinds) - 1)], evaluation, node, index)
                return guarded(evaluation, node, lambda: function(evaluation, *values))

            return function

        return file


def kinds_in(takes: str) -> tuple[tuple[str, ...], ...]:
    """Return the kinds of arguments out of `date_time number|duration`."""
    return tuple(tuple(part.split("|")) for part in takes.split())


def check(value: Value, kinds: tuple[str, ...], evaluation: Evaluation, node: Call, index: int) -> None:
    """Count what a value costs; raises WrongType where it is of none of the kinds."""
    if isinstance(value, str):
        evaluation.count_text(value, node.spot)
    if "any" not in kinds and not any(isinstance(value, _TYPES[kind]) for kind in kinds):
        raise WrongType(node.arguments[index].spot, expected=kinds[0], found=kind_of(value))


def guarded(evaluation: Evaluation, node: Call, work: Callable[[], Value]) -> Value:
    """Return what a function gives; what goes wrong in it is told as a mistake of the formula."""
    try:
        result = work()
    except HugeResult:
        raise LimitExceeded(node.spot, what="text", limit=MAX_TEXT) from None
    except TooLarge as error:
        raise too_large(error, node.spot) from None
    except (ArithmeticError, ValueError, IndexError):
        raise WrongArguments(node.spot, name=node.name) from None
    return evaluation.bounded(result, node.spot) if isinstance(result, str) else result
