"""The tree of a formula: what parsing gives and evaluation walks."""

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


Node: TypeAlias = Literal | Record | Variable | Step | Call | Negative | Chain


def children_of(node: Node) -> tuple[Node, ...]:
    """Return the nodes that a node is made of."""
    match node:
        case Step():
            return (node.source,)
        case Call():
            return node.arguments
        case Negative():
            return (node.operand,)
        case Chain():
            return node.operands
        case _:
            return ()
