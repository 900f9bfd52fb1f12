"""The tree of a formula: what parsing gives and evaluation walks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from domain.formulas.errors import Spot
from domain.formulas.values import Value


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that stands in the formula."""

    spot: Spot
    value: Value


@dataclass(frozen=True, slots=True)
class Record:
    """The record in context."""

    spot: Spot


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable, or a variable set, by name."""

    spot: Spot
    name: str


@dataclass(frozen=True, slots=True)
class Step:
    """`->`: an attribute of what stands before it, of each where that is many."""

    spot: Spot
    source: "Node"
    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    spot: Spot
    name: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus before a value; `times` counts them."""

    spot: Spot
    times: int
    operand: "Node"


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands with operators between them, all of one rank, worked off from the left."""

    spot: Spot
    operands: tuple["Node", ...]
    operators: tuple[str, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Local:
    """What a query is at, or what a word stands for until it is known whether a query names it."""

    spot: Spot
    name: str


@dataclass(frozen=True, slots=True)
class Table:
    """`db->Template`: the records of a template."""

    spot: Spot
    template: str


@dataclass(frozen=True, slots=True)
class Query:
    """`from variable in source where … orderby … select …`. `spot` is the word `from`."""

    spot: Spot
    variable: str
    source: "Node"
    where: "Node | None"
    order: "Node | None"
    descending: bool
    select: "Node"


Node: TypeAlias = Literal | Record | Variable | Step | Call | Negative | Chain | Local | Table | Query


def children_of(node: Node) -> tuple[Node, ...]:
    """Return what a node is made of."""
    match node:
        case Step():
            return (node.source,)
        case Call():
            return node.arguments
        case Negative():
            return (node.operand,)
        case Chain():
            return node.operands
        case Query():
            return tuple(item for item in (node.source, node.where, node.order, node.select) if item is not None)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all inside it."""
    yield node
    for child in children_of(node):
        yield from walk(child)
