"""The functions over texts, logic, lists and numbers (the platform's formula guide).

An empty argument gives an empty result wherever the guide does not say otherwise.
"""

import math
import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any

from domain.formulas.errors import LimitExceeded, PatternTooHard, WrongArguments, WrongType
from domain.formulas.evaluation import MAX_TEXT, Evaluation, Function, arithmetic, in_order
from domain.formulas.patterns import BrokenPattern, HugePattern, HugeResult, SlowPattern
from domain.formulas.tree import Call
from domain.formulas.values import Entity, Value, is_equal, key_of, kind_of, many

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
            except HugeResult:
                raise LimitExceeded(node.spot, what="text", limit=MAX_TEXT) from None
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
    return _is_empty(evaluation(node.arguments[0]))


@_function("VALUE", 1, 2)
def _value(evaluation: Evaluation, node: Call) -> Value:
    first, *default = node.arguments
    value = evaluation(first)
    if not _is_empty(value):
        return value
    return evaluation(default[0]) if default else None


def _is_empty(value: Value) -> bool:
    return value in (None, "", ())


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
        return None if first is None or second is None else evaluation.compare(operator, first, second, node.spot)


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
    items = tuple(item for argument in node.arguments for item in _spread(evaluation(argument)))
    return evaluation.gathered(items, node.spot)


def _spread(value: Value) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _over_list(name: str, function: Callable[[tuple[Any, ...]], Value], *kinds: str) -> None:
    """Register a function over one list; its elements are of the given kinds, if any are given."""

    @_function(name, 1)
    def over(evaluation: Evaluation, node: Call) -> Value:
        items = evaluation.gathered(many(evaluation(node.arguments[0])), node.spot)
        _check_kinds(items, kinds, node)
        return function(items)


def _over_elements(
    name: str, function: Callable[[tuple[Any, ...]], Value], *kinds: str, empty_is_empty: bool = True
) -> None:
    """Register a function over one list or over its elements, all of one kind; none, or an empty one, gives empty."""

    @_function(name, 1, ANY)
    def over(evaluation: Evaluation, node: Call) -> Value:
        items = tuple(item for argument in node.arguments for item in _spread(evaluation(argument)))
        evaluation.gathered(items, node.spot)
        filled = tuple(item for item in items if item is not None)
        _check_kinds(filled, kinds, node)
        _check_kinds(filled, (kind_of(filled[0]),) if filled else (), node)
        if empty_is_empty and (not filled or len(filled) < len(items)):
            return None
        try:
            return function(filled)
        except ArithmeticError:
            raise WrongArguments(node.spot, name=name) from None


def _check_kinds(items: tuple[Any, ...], kinds: tuple[str, ...], node: Call) -> None:
    for item in items:
        if kinds and kind_of(item) not in kinds:
            raise WrongType(node.spot, expected=kinds[0], found=kind_of(item))


def _once(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the first of those that are equal."""
    found: dict[Any, Any] = {}
    for item in items:
        found.setdefault(key_of(item), item)
    return tuple(found.values())


def _distinct(items: tuple[Any, ...]) -> Value:
    found = _once(items)
    kinds = {kind_of(item) for item in found}
    return tuple(sorted(found, key=in_order)) if kinds in ({"text"}, {"number"}) else found


_over_list("COUNT", lambda items: Decimal(len(items)))
_over_list("ALL", lambda items: all(item is True for item in items), "boolean", "empty")
_over_list("ANY", bool)
_over_list("FIRST", lambda items: items[0] if items else None)
_over_list("LAST", lambda items: items[-1] if items else None)
_over_list("DISTINCT", _distinct)
_over_elements("MIN", min, "number", "date_time", "duration")
_over_elements("MAX", max, "number", "date_time", "duration")
_over_elements("SUM", lambda items: sum(items[1:], items[0]), "number", "duration")
_over_elements("AVERAGE", lambda items: sum(items) / len(items), "number")
_over_elements("ASCENDING", lambda items: tuple(sorted(items, key=in_order)), "number", "text", empty_is_empty=False)
_over_elements(
    "DESCENDING",
    lambda items: tuple(sorted(items, key=in_order, reverse=True)),
    "number",
    "text",
    empty_is_empty=False,
)


@_function("UNION", 2)
def _union(evaluation: Evaluation, node: Call) -> Value:
    """Return the objects of both, each once: the guide leaves open whether repeated ones stay."""
    items = tuple(item for argument in node.arguments for item in many(evaluation(argument)))
    _check_kinds(items, ("reference",), node)
    return _once(evaluation.gathered(items, node.spot))


@_function("LISTEQUALS", 2)
def _list_equals(evaluation: Evaluation, node: Call) -> Value:
    first, second = (many(evaluation(argument)) for argument in node.arguments)
    return is_equal(first, second)


@_function("CONCAT", 1, ANY)
def _concat(evaluation: Evaluation, node: Call) -> Value:
    items = tuple(item for argument in node.arguments for item in many(evaluation(argument)))
    return evaluation.bounded("".join(map(evaluation.text, evaluation.gathered(items, node.spot))), node.spot)


@_function("JOIN", 2)
def _join(evaluation: Evaluation, node: Call) -> Value:
    separator, items = map(evaluation, node.arguments)
    if separator is None or items is None:
        return None
    mark = evaluation.text(separator)
    parts = evaluation.gathered(many(items), node.spot)
    if len(mark) * len(parts) > MAX_TEXT:
        raise LimitExceeded(node.spot, what="text", limit=MAX_TEXT)
    return evaluation.bounded(mark.join(map(evaluation.text, parts)), node.spot)


@_plain("BOOL", "text")
def _bool(text: str) -> Value:
    return {"true": True, "false": False}.get(text.strip().lower())


@_function("DECIMAL", 1)
def _decimal(evaluation: Evaluation, node: Call) -> Value:
    """Return the number that a text holds in the notation of the person's language; empty when it holds none."""
    text = evaluation(node.arguments[0])
    if text is None:
        return None
    if not isinstance(text, str):
        raise WrongType(node.arguments[0].spot, expected="text", found=kind_of(text))
    whole, mark, fraction = text.strip().partition("." if _is_english(evaluation.view.user) else ",")
    found = re.fullmatch(r"-?[0-9]+", whole) and re.fullmatch(r"[0-9]+" if mark else "", fraction)
    return Decimal(f"{whole}.{fraction}") if found else None


def _is_english(person: Entity | None) -> bool:
    """Whether a person's language writes a decimal point; where none is set, it is Russian, which writes a comma."""
    try:
        language = person.get("language") if person else None
    except KeyError:
        return False
    return str(language or "").lower().startswith("en")


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


@_plain("NORMALIZE", "text")
def _normalize(text: str) -> Value:
    return " ".join(text.split())


@_plain("LENGTH", "text")
def _length(text: str) -> Value:
    return Decimal(len(text))


@_plain("REPLACE", "text", "text", "text")
def _replace(text: str, piece: str, other: str) -> Value:
    if not piece:
        raise ValueError("nothing to be replaced")
    if len(text) + text.count(piece) * (len(other) - len(piece)) > MAX_TEXT:
        raise HugeResult
    return text.replace(piece, other)


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
    except HugePattern as error:
        spot = node.arguments[0].spot if error.what == "searched" else pattern
        raise LimitExceeded(spot, what=error.what, limit=error.limit) from None
    except SlowPattern:
        raise PatternTooHard(pattern, name=node.name) from None
    except HugeResult:
        raise LimitExceeded(node.spot, what="text", limit=MAX_TEXT) from None


@_plain("ROUND", "number")
def _round(number: Decimal) -> Value:
    """Round a half away from zero: the guide's 3.5 gives 4, and no example of its settles 2.5."""
    return number.to_integral_value(rounding=ROUND_HALF_UP)


@_plain("CEILING", "number")
def _ceiling(number: Decimal) -> Value:
    return number.to_integral_value(rounding=ROUND_CEILING)


@_plain("FLOOR", "number")
def _floor(number: Decimal) -> Value:
    return number.to_integral_value(rounding=ROUND_FLOOR)


@_plain("QUOTIENT", "number", "number")
def _quotient(first: Decimal, second: Decimal) -> Value:
    return Decimal(math.trunc(first / second)) if second else None


@_plain("REMAINDER", "number", "number")
def _remainder(first: Decimal, second: Decimal) -> Value:
    return first % second if second else None


@_plain("SQRT", "number")
def _sqrt(number: Decimal) -> Value:
    return number.sqrt()


@_plain("POW", "number", "number")
def _pow(number: Decimal, power: Decimal) -> Value:
    if abs(power) > 1_000:
        raise ValueError("the power is too large")
    return number**power
