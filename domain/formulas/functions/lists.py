"""Lists. One value counts as a list of one, an empty one as a list of none."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from domain.formulas.arithmetic import CONTEXT, summed
from domain.formulas.errors import WrongType
from domain.formulas.evaluation import Evaluation, in_order
from domain.formulas.functions.room import Room, guarded
from domain.formulas.tree import Call
from domain.formulas.values import Value, is_equal, key_of, kind_of, many

room = Room("list")
Items = tuple[Any, ...]


@room.lazy("LIST(argument1, ..., argumentN)", least=0)
def _list(evaluation: Evaluation, node: Call) -> Value:
    return _arguments(evaluation, node)


def _arguments(evaluation: Evaluation, node: Call) -> Items:
    """Return the elements of all arguments, empty ones among them."""
    items = tuple(item for argument in node.arguments for item in _spread(evaluation(argument)))
    return evaluation.gathered(items, node.spot)


def _spread(value: Value) -> Items:
    return value if isinstance(value, tuple) else (value,)


def _over_list(signature: str, function: Callable[[Items], Value], *kinds: str, gives: str | None = None) -> None:
    """File a function over one list; its elements are of the given kinds, if any are given."""

    @room.lazy(signature, gives=gives)
    def over(evaluation: Evaluation, node: Call) -> Value:
        items = evaluation.gathered(many(evaluation(node.arguments[0])), node.spot)
        _check_kinds(items, kinds, node)
        return function(items)


def _over_elements(
    *signatures: str,
    function: Callable[[Items], Value],
    kinds: tuple[str, ...],
    empty_is_empty: bool = True,
    gives: str | None = None,
) -> None:
    """File a function over one list or over its elements, all of one kind; none, or an empty one, gives empty."""

    @room.lazy(*signatures, gives=gives)
    def over(evaluation: Evaluation, node: Call) -> Value:
        items = _arguments(evaluation, node)
        filled = tuple(item for item in items if item is not None)
        _check_kinds(filled, kinds, node)
        _check_kinds(filled, (kind_of(filled[0]),) if filled else (), node)
        if empty_is_empty and (not filled or len(filled) < len(items)):
            return None
        return guarded(evaluation, node, lambda: function(filled))


def _check_kinds(items: Items, kinds: tuple[str, ...], node: Call) -> None:
    for item in items:
        if kinds and kind_of(item) not in kinds:
            raise WrongType(node.spot, expected=kinds[0], found=kind_of(item))


def _once(items: Items) -> Items:
    """Return the first of those that are equal."""
    found: dict[Any, Any] = {}
    for item in items:
        found.setdefault(key_of(item), item)
    return tuple(found.values())


def _distinct(items: Items) -> Value:
    found = _once(items)
    kinds = {kind_of(item) for item in found}
    return _rising(found) if kinds in ({"text"}, {"number"}) else found


def _rising(items: Items) -> Items:
    return tuple(sorted(items, key=in_order))


def _falling(items: Items) -> Items:
    return tuple(sorted(items, key=in_order, reverse=True))


_over_list("COUNT(list)", lambda items: Decimal(len(items)), gives="number")
_over_list("FIRST(list)", lambda items: items[0] if items else None)
_over_list("LAST(list)", lambda items: items[-1] if items else None)
_over_list("ALL(listBool)", lambda items: all(item is True for item in items), "boolean", "empty", gives="boolean")
_over_list("ANY(list)", bool, gives="boolean")
_over_list("DISTINCT(list)", _distinct)

_COUNTED = ("number", "date_time", "duration")
_over_elements("MIN(list)", "MIN(value1, value2, ...)", function=min, kinds=_COUNTED)
_over_elements("MAX(list)", "MAX(value1, value2, ...)", function=max, kinds=_COUNTED)
_over_elements("SUM(argument1, ..., argumentN)", "SUM(list)", function=summed, kinds=("number", "duration"))
_over_elements(
    "AVERAGE(number1, ..., numberN)",
    "AVERAGE(list)",
    function=lambda items: CONTEXT.divide(summed(items), Decimal(len(items))),
    kinds=("number",),
    gives="number",
)
_over_elements(
    "ASCENDING(list)",
    "ASCENDING(value1, value2, ...)",
    function=_rising,
    kinds=("number", "text"),
    empty_is_empty=False,
)
_over_elements(
    "DESCENDING(list)",
    "DESCENDING(value1, value2, ...)",
    function=_falling,
    kinds=("number", "text"),
    empty_is_empty=False,
)


@room.lazy("UNION(object1, object2)")
def _union(evaluation: Evaluation, node: Call) -> Value:
    """Return the objects of both, each once: the guide leaves open whether repeated ones stay."""
    items = tuple(item for argument in node.arguments for item in many(evaluation(argument)))
    for item in items:
        if not hasattr(item, "identity"):
            raise WrongType(node.spot, expected="reference", found=kind_of(item))
    return _once(evaluation.gathered(items, node.spot))


@room.lazy("LISTEQUALS(list1, list2)", gives="boolean")
def _list_equals(evaluation: Evaluation, node: Call) -> Value:
    first, second = (many(evaluation(argument)) for argument in node.arguments)
    return is_equal(first, second)
