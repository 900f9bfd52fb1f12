"""Words in a formula: the variable of a query around them, `db`, or a mistake."""

from dataclasses import replace

from domain.formulas.errors import FormulaSyntaxError, LimitExceeded
from domain.formulas.object_query import as_query
from domain.formulas.tree import Call, Chain, Local, Negative, Node, Query, Record, Step, Table

DATABASE = "db"
MAX_QUERIES = 8
"""How deep queries may stand in each other."""


def resolved(node: Node, scope: frozenset[str] = frozenset(), depth: int = 0) -> Node:
    """Return the tree with every word as what it stands for; raises FormulaSyntaxError for one that stands for nothing.

    The variable of a query may be written with a `$`, too.
    """
    match node:
        case Local() if node.name not in scope:
            raise FormulaSyntaxError(node.spot)
        case Step(source=Local(name=name)) if name.lower() == DATABASE and name not in scope:
            return Table(node.spot, node.name)
        case Step(source=Record(spot=spot), name=name) if name in scope and spot == node.spot:
            return Local(node.spot, name)
        case Step():
            return replace(node, source=resolved(node.source, scope, depth))
        case Call():
            arguments = tuple(resolved(item, scope, depth) for item in node.arguments)
            return as_query(replace(node, arguments=arguments))
        case Negative():
            return replace(node, operand=resolved(node.operand, scope, depth))
        case Chain():
            return replace(node, operands=tuple(resolved(item, scope, depth) for item in node.operands))
        case Query():
            return _query(node, scope, depth + 1)
    return node


def _query(node: Query, scope: frozenset[str], depth: int) -> Query:
    if depth > MAX_QUERIES:
        raise LimitExceeded(node.spot, what="queries", limit=MAX_QUERIES)
    inner = scope | {node.variable}
    return replace(
        node,
        source=resolved(node.source, scope, depth),
        where=None if node.where is None else resolved(node.where, inner, depth),
        order=None if node.order is None else resolved(node.order, inner, depth),
        select=resolved(node.select, inner, depth),
    )
