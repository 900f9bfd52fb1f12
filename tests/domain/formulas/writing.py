"""Writing a formula's tree out again, and comparing trees without their places."""

from decimal import Decimal
from typing import Any

from domain.formulas.tree import Call, Chain, Literal, Negative, Node, Query, Record, Step, Table, Variable

_RANKS = {"||": 0, "&&": 1, "+": 3, "-": 3, "*": 4, "/": 4}
_COMPARISON, _NEGATIVE, _STEP = 2, 5, 6


def written(node: Node) -> str:
    """Return a formula of that tree."""
    match node:
        case Literal(value=value):
            return _literal(value)
        case Record():
            return "$"
        case Variable(name=name):
            return f"$${name}"
        case Step(source=Record(), name=name):
            return f"${name}"
        case Step(source=source, name=name):
            return f"{_within(source, _STEP)}->{name}"
        case Call(
            arguments=(*_, Query(source=Table(template=template), where=Chain(operands=(Step(name=name), value))))
        ):
            # What OBJECT becomes when it is read: a query whose variable no formula can name.
            return f"OBJECT('', {_literal(template)}, {_literal(name)}, {written(value)})"
        case Call(name=name, arguments=arguments):
            return f"{name}({', '.join(map(written, arguments))})"
        case Negative(times=times, operand=operand):
            return "-" * times + _within(operand, _STEP)
        case Chain(operands=operands, operators=operators):
            rank = _rank(node) + 1
            first, *others = (_within(operand, rank) for operand in operands)
            return first + "".join(f" {sign} {other}" for sign, other in zip(operators, others, strict=True))
    raise TypeError(type(node).__name__)


def _literal(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:f}"
    doubled = str(value).replace("'", "''")
    return f"'{doubled}'"


def _rank(node: Node) -> int:
    if isinstance(node, Chain):
        return _RANKS.get(node.operators[0], _COMPARISON)
    return _NEGATIVE if isinstance(node, Negative) else _STEP


def _within(node: Node, rank: int) -> str:
    return written(node) if _rank(node) >= rank else f"({written(node)})"


def shape(node: Any) -> Any:
    """Return a tree without places, to compare it with another."""
    if isinstance(node, tuple):
        return tuple(map(shape, node))
    if not hasattr(node, "__slots__") or isinstance(node, str | Decimal):
        return node
    names = [name for name in node.__slots__ if name not in {"spot", "spots"}]
    return type(node).__name__, *(shape(getattr(node, name)) for name in names)
