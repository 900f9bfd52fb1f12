"""The functions over texts, logic, lists and numbers (the platform's formula guide).

An empty argument gives an empty result wherever the guide does not say otherwise.
"""

import math
import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

from domain.formulas.errors import FormulaError, LimitExceeded, PatternTooHard, WrongArguments, WrongType
from domain.formulas.evaluation import MAX_TEXT, Evaluation, Function, arithmetic, compare
from domain.formulas.patterns import MAX_PATTERN, BrokenPattern, HugePattern, HugeResult, SlowPattern
from domain.formulas.tree import Call
from domain.formulas.values import Value, is_equal, kind_of, many

FUNCTIONS: dict[str, Function] = {}
ARITY: dict[str, tuple[int, int]] = {}
ANY = 1_000
_TYPES: dict[str, Any] = {"text": str, "number": Decimal, "boolean": bool, "list": tuple}


def _function(
    name: str, least: int, most: int | None = None
) -> Callable[[Callable[[Evaluation, Call], Value]], Callable[[Evaluation, Call], Value]]:
    """Register a function that evaluates its arguments itself."""

    def register(function: Callable[[Evaluation, Call], Value]) -> Callable[[Evaluation, Call], Value]:
        FUNCTIONS[name] = function
        ARITY[name] = (least, least if most is None else most)
        return function

    return register


def _plain(name: str, *kinds: str, optional: int = 0) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Register a function over evaluated arguments of the given kinds; any empty one makes the result empty."""

    def register(function: Callable[..., Value]) -> Callable[..., Value]:
        def call(evaluation: Evaluation, node: Call) -> Value:
            values = [evaluation(argument) for argument in node.arguments]
            if any(value is None for value in values):
                return None
            for value, kind, argument in zip(values, kinds, node.arguments, strict=False):
                if kind != "any" and not isinstance(value, _TYPES[kind]):
                    raise WrongType(argument.spot, expected=kind, found=kind_of(value))
            try:
                result = function(*values)
            except FormulaError:
                raise
            except (ArithmeticError, ValueError, TypeError, IndexError):
                raise WrongArguments(node.spot, name=name) from None
            return evaluation.bounded(result, node.spot) if isinstance(result, str) else result

        FUNCTIONS[name] = call
        ARITY[name] = (len(kinds) - optional, len(kinds))
        return function

    return register


@_function("IF", 3)
def _if(evaluation: Evaluation, node: Call) -> Value:
    condition, then, otherwise = node.arguments
    return evaluation(then if evaluation.truth(condition) else otherwise)


@_function("AND", 2, ANY)
def _and(evaluation: Evaluation, node: Call) -> Value:
    return all(evaluation.truth(argument) for argument in node.arguments)


@_function("OR", 2, ANY)
def _or(evaluation: Evaluation, node: Call) -> Value:
    return any(evaluation.truth(argument) for argument in node.arguments)


@_function("NOT", 1)
def _not(evaluation: Evaluation, node: Call) -> Value:
    return not evaluation.truth(node.arguments[0])


@_function("EMPTY", 1)
def _empty(evaluation: Evaluation, node: Call) -> Value:
    return evaluation(node.arguments[0]) in (None, "", ())


@_function("EQUALS", 2)
def _equals(evaluation: Evaluation, node: Call) -> Value:
    return is_equal(*map(evaluation, node.arguments))


@_function("NOTEQUALS", 2)
def _not_equals(evaluation: Evaluation, node: Call) -> Value:
    return not is_equal(*map(evaluation, node.arguments))


def _order(name: str, operator: str) -> None:
    @_function(name, 2)
    def ordered(evaluation: Evaluation, node: Call) -> Value:
        first, second = map(evaluation, node.arguments)
        return None if first is None or second is None else compare(operator, first, second, node.spot)


for _name, _operator in (("GREATER", ">"), ("GREATEREQ", ">="), ("LESS", "<"), ("LESSEQ", "<=")):
    _order(_name, _operator)


def _sum(name: str, operator: str) -> None:
    @_function(name, 2)
    def calculated(evaluation: Evaluation, node: Call) -> Value:
        first, second = map(evaluation, node.arguments)
        return None if first is None or second is None else arithmetic(operator, first, second, node.spot)


for _name, _operator in (("ADD", "+"), ("SUBTRACT", "-"), ("PRODUCT", "*"), ("DIVIDE", "/")):
    _sum(_name, _operator)


@_function("USER", 0)
def _user(evaluation: Evaluation, _node: Call) -> Value:
    return evaluation.view.user


@_function("NOW", 0)
def _now(evaluation: Evaluation, _node: Call) -> Value:
    return evaluation.view.now


@_function("LIST", 0, ANY)
def _list(evaluation: Evaluation, node: Call) -> Value:
    return tuple(item for argument in node.arguments for item in _spread(evaluation(argument)))


def _spread(value: Value) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _over_list(name: str, function: Callable[[tuple[Any, ...]], Value]) -> None:
    @_function(name, 1, ANY)
    def over(evaluation: Evaluation, node: Call) -> Value:
        items: tuple[Any, ...] = ()
        for argument in node.arguments:
            items += many(evaluation(argument))
        evaluation.count(node.spot, len(items))
        kinds = {kind_of(item) for item in items}
        if name in {"MIN", "MAX", "ASCENDING", "DESCENDING"} and len(kinds) > 1:
            raise WrongType(node.spot, expected=kind_of(items[0]), found=next(iter(kinds - {kind_of(items[0])})))
        if name in {"SUM", "AVERAGE"} and kinds - {"number"}:
            raise WrongType(node.spot, expected="number", found=next(iter(kinds - {"number"})))
        if name in {"ALL", "ANY"} and kinds - {"boolean"}:
            raise WrongType(node.spot, expected="boolean", found=next(iter(kinds - {"boolean"})))
        return function(items)


def _in_dictionary(value: Any) -> Any:
    """Return what texts are sorted by: as in a dictionary, ё behind е, a small letter before its capital."""
    if not isinstance(value, str):
        return value
    return ([(letter.replace("ё", "е"), letter) for letter in value.lower()], value.swapcase())


def _distinct(items: tuple[Any, ...]) -> Value:
    found: list[Any] = []
    for item in items:
        if not any(is_equal(item, other) for other in found):
            found.append(item)
    same_kind = len({kind_of(item) for item in found}) == 1 and isinstance(found[0], str | Decimal)
    return tuple(sorted(found, key=_in_dictionary)) if same_kind else tuple(found)


_over_list("COUNT", lambda items: Decimal(len(items)))
_over_list("ALL", all)
_over_list("ANY", any)
_over_list("FIRST", lambda items: items[0] if items else None)
_over_list("LAST", lambda items: items[-1] if items else None)
_over_list("MIN", lambda items: min(items, default=None))
_over_list("MAX", lambda items: max(items, default=None))
_over_list("SUM", lambda items: sum(items, Decimal(0)))
_over_list("AVERAGE", lambda items: sum(items, Decimal(0)) / len(items) if items else None)
_over_list("ASCENDING", lambda items: tuple(sorted(items, key=_in_dictionary)))
_over_list("DESCENDING", lambda items: tuple(sorted(items, key=_in_dictionary, reverse=True)))
_over_list("DISTINCT", _distinct)


@_function("LISTEQUALS", 2)
def _list_equals(evaluation: Evaluation, node: Call) -> Value:
    first, second = (many(evaluation(argument)) for argument in node.arguments)
    return is_equal(first, second)


@_function("CONCAT", 1, ANY)
def _concat(evaluation: Evaluation, node: Call) -> Value:
    items = [item for argument in node.arguments for item in many(evaluation(argument))]
    return evaluation.bounded("".join(map(evaluation.text, items)), node.spot)


@_function("JOIN", 2)
def _join(evaluation: Evaluation, node: Call) -> Value:
    separator, items = map(evaluation, node.arguments)
    if separator is None or items is None:
        return None
    parts = map(evaluation.text, many(items))
    return evaluation.bounded(evaluation.text(separator).join(parts), node.spot)


@_plain("BOOL", "text")
def _bool(text: str) -> Value:
    return {"true": True, "false": False}.get(text.strip().lower())


@_plain("DECIMAL", "text")
def _decimal(text: str) -> Value:
    return Decimal(text.strip().replace(",", ".")) if re.fullmatch(r"\s*-?\d+([.,]\d+)?\s*", text) else None


@_plain("CONTAINS", "text", "text")
def _contains(text: str, piece: str) -> Value:
    return piece in text


@_plain("STARTSWITH", "text", "text")
def _starts_with(text: str, piece: str) -> Value:
    return text.startswith(piece)


@_plain("ENDSWITH", "text", "text")
def _ends_with(text: str, piece: str) -> Value:
    return text.endswith(piece)


@_plain("FIRSTCAPITAL", "text")
def _first_capital(text: str) -> Value:
    return text[:1].upper() + text[1:]


@_plain("TOLOWER", "text")
def _lower(text: str) -> Value:
    return text.lower()


@_plain("TOUPPER", "text")
def _upper(text: str) -> Value:
    return text.upper()


@_plain("TRIM", "text")
def _trim(text: str) -> Value:
    return text.strip()


@_plain("LENGTH", "text")
def _length(text: str) -> Value:
    return Decimal(len(text))


@_plain("REPLACE", "text", "text", "text")
def _replace(text: str, piece: str, other: str) -> Value:
    if not piece:
        raise ValueError("nothing to be replaced")
    return text.replace(piece, other) if len(text) * max(1, len(other)) <= 10**8 else _too_long(text)


def _too_long(text: str) -> str:
    raise ValueError(f"{len(text)} characters are too many")


@_plain("SUBSTRING", "text", "number", "number", optional=1)
def _substring(text: str, start: Decimal, count: Decimal | None = None) -> Value:
    begin = int(start)
    if begin < 0 or (count is not None and count < 0):
        raise ValueError("positions count from 0")
    return text[begin:] if count is None else text[begin : begin + int(count)]


@_plain("INDEXOF", "text", "text", "number", optional=1)
def _index_of(text: str, piece: str, start: Decimal = Decimal(0)) -> Value:
    if start < 0:
        raise ValueError("positions count from 0")
    return Decimal(text.find(piece, int(start)))


@_function("MATCHES", 2)
def _matches(evaluation: Evaluation, node: Call) -> Value:
    return _searched(evaluation, node, evaluation.searches.find)


@_function("NOTMATCHES", 2)
def _not_matches(evaluation: Evaluation, node: Call) -> Value:
    return _searched(evaluation, node, lambda text, pattern: not evaluation.searches.find(text, pattern))


@_function("REGEXREPLACE", 3)
def _regex_replace(evaluation: Evaluation, node: Call) -> Value:
    def replaced(text: str, pattern: str, other: str) -> str:
        return evaluation.searches.replace(text, pattern, other, MAX_TEXT)

    return _searched(evaluation, node, replaced)


def _searched(evaluation: Evaluation, node: Call, search: Callable[..., Value]) -> Value:
    """Return what a search gives over texts; an empty one makes the result empty."""
    values = [evaluation(argument) for argument in node.arguments]
    if any(value is None for value in values):
        return None
    for value, argument in zip(values, node.arguments, strict=True):
        if not isinstance(value, str):
            raise WrongType(argument.spot, expected="text", found=kind_of(value))
    pattern = node.arguments[1].spot
    try:
        return search(*values)
    except BrokenPattern:
        raise WrongArguments(pattern, name=node.name) from None
    except HugePattern:
        raise LimitExceeded(pattern, what="pattern", limit=MAX_PATTERN) from None
    except SlowPattern:
        raise PatternTooHard(pattern, name=node.name) from None
    except HugeResult:
        raise LimitExceeded(node.spot, what="text", limit=MAX_TEXT) from None


@_plain("ROUND", "number", "number", optional=1)
def _round(number: Decimal, digits: Decimal = Decimal(0)) -> Value:
    return number.quantize(Decimal(1).scaleb(-int(digits)), rounding=ROUND_HALF_UP)


@_plain("CEILING", "number")
def _ceiling(number: Decimal) -> Value:
    return number.to_integral_value(rounding=ROUND_CEILING)


@_plain("FLOOR", "number")
def _floor(number: Decimal) -> Value:
    return number.to_integral_value(rounding=ROUND_FLOOR)


@_plain("QUOTIENT", "number", "number")
def _quotient(first: Decimal, second: Decimal) -> Value:
    return Decimal(math.trunc(first / second))


@_plain("REMAINDER", "number", "number")
def _remainder(first: Decimal, second: Decimal) -> Value:
    return first % second


@_plain("SQRT", "number")
def _sqrt(number: Decimal) -> Value:
    return number.sqrt()


@_plain("POW", "number", "number")
def _pow(number: Decimal, power: Decimal) -> Value:
    if abs(power) > 1_000:
        raise ValueError("the power is too large")
    return number**power
