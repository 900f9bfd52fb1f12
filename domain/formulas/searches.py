"""What a query asks of the database: the records of a template, and of its condition what a database can look for.

A search may find more records than the query wants, never fewer: the condition is evaluated on what was found.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from domain.formulas.tree import Call, Chain, Local, Node, Step, children_of, walk
from domain.formulas.values import Entity

MAX_ROWS = 10_000
"""Records that one query reads, when the database has looked."""
MAX_PATH = 2

Value: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Referred:
    """A record or an account that something is compared with, by its identity."""

    identity: str


@dataclass(frozen=True, slots=True)
class Compared:
    """An attribute, or one of what it refers to, compared with a value. No names: the record itself.

    `operator` is `==`, `!=`, `<`, `<=`, `>`, `>=`, or `contains`; a value of None stands for "empty".
    """

    path: tuple[str, ...]
    operator: str
    value: Value


@dataclass(frozen=True, slots=True)
class Every:
    """Conditions that all hold."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Conditions of which one holds."""

    parts: tuple["Condition", ...]


Condition: TypeAlias = Compared | Every | Either


@dataclass(frozen=True, slots=True)
class Search:
    """Records of a template that somebody looks for."""

    template: str
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has found, at most `MAX_ROWS`: numbers in order.

    `more` says that there are others, `attributes` what conditions can be about that would make them fewer.
    """

    records: tuple[Any, ...] = ()
    more: bool = False
    attributes: tuple[str, ...] = ()


def without_paths(search: Search) -> Search:
    """Return a search that finds no less, and asks nothing of the records that a record leads to."""
    return replace(search, condition=_without_paths(search.condition))


def _without_paths(condition: Condition | None) -> Condition | None:
    match condition:
        case Compared(path=path):
            return condition if len(path) < MAX_PATH else None
        case Every(parts=parts):
            known = tuple(part for part in map(_without_paths, parts) if part is not None)
            return Every(known) if known else None
        case Either(parts=parts):
            known = tuple(part for part in map(_without_paths, parts) if part is not None)
            return Either(known) if len(known) == len(parts) else None
    return None


_TURNED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_FUNCTIONS = {"EQUALS": "==", "NOTEQUALS": "!=", "GREATER": ">", "GREATEREQ": ">=", "LESS": "<", "LESSEQ": "<=",
              "EQ": "==", "NE": "!=", "GT": ">", "GE": ">=", "LT": "<", "LE": "<="}  # fmt: skip
_CONTAIN = frozenset({"CONTAINS", "STARTSWITH", "ENDSWITH"})


def condition_of(where: Node, variable: str, evaluate: Callable[[Node], Value]) -> Condition | None:
    """Return what of a query's condition a database can look for; None where there is nothing.

    `evaluate` gives the values that do not depend on the record. Raises what it raises.
    """
    match where:
        case Chain(operators=("&&", *_)) | Call(name="AND"):
            known = tuple(part for part in _parts(where, variable, evaluate) if part is not None)
            return Every(known) if known else None
        case Chain(operators=("||", *_)) | Call(name="OR"):
            parts = _parts(where, variable, evaluate)
            known = tuple(part for part in parts if part is not None)
            return Either(known) if known and len(known) == len(parts) else None
        case Chain(operators=(operator,), operands=(first, second)) if operator in _TURNED:
            return _compared(operator, first, second, variable, evaluate)
        case Call(name=name, arguments=(first, second)) if name in _FUNCTIONS:
            return _compared(_FUNCTIONS[name], first, second, variable, evaluate)
        case Call(name=name, arguments=(first, second)) if name in _CONTAIN:
            path = _path(first, variable)
            if path is not None and not _is_about(second, variable):
                value = evaluate(second)
                return Compared(path, "contains", value) if isinstance(value, str) else None
        case Call(name="EMPTY", arguments=(argument,)):
            path = _path(argument, variable)
            return None if path is None else Compared(path, "==", None)
        case Call(name="NOT", arguments=(Call(name="EMPTY", arguments=(argument,)),)):
            path = _path(argument, variable)
            return None if path is None else Compared(path, "!=", None)
        case Step():
            path = _path(where, variable)
            return None if path is None else Compared(path, "==", value=True)
    return None


def _parts(node: Node, variable: str, evaluate: Callable[[Node], Value]) -> list[Condition | None]:
    return [condition_of(item, variable, evaluate) for item in children_of(node)]


def _compared(
    operator: str, first: Node, second: Node, variable: str, evaluate: Callable[[Node], Value]
) -> Compared | None:
    path = _path(first, variable)
    other = second
    if path is None:
        path, other, operator = _path(second, variable), first, _TURNED[operator]
    if path is None or _is_about(other, variable):
        return None
    value = evaluate(other)
    if isinstance(value, tuple) or (value is None and operator not in {"==", "!="}):
        return None
    return Compared(path, operator, Referred(value.identity) if isinstance(value, Entity) else value)


def _path(node: Node, variable: str) -> tuple[str, ...] | None:
    """Return the names behind the query's variable; None for anything else, or for more steps than are looked up."""
    names: list[str] = []
    while isinstance(node, Step):
        names.insert(0, node.name)
        node = node.source
    if not isinstance(node, Local) or node.name != variable:
        return None
    while names and names[0] in {"id", "ID"}:
        names.pop(0)
    return tuple(names) if len(names) <= MAX_PATH else None


def _is_about(node: Node, variable: str) -> bool:
    return any(isinstance(inner, Local) and inner.name == variable for inner in walk(node))
