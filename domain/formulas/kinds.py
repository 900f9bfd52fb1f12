"""What kind of value a formula surely gives, as far as its text alone can tell: checked when it is saved."""

from domain.formulas.arithmetic import OPERATIONS
from domain.formulas.schema import ACCOUNT_SCHEMA, Field, Schema
from domain.formulas.table import TABLE
from domain.formulas.tree import Call, Chain, Literal, Negative, Node, Record, Step
from domain.formulas.values import kind_of

_OF_ONE = frozenset({"FIRST", "LAST", "MIN", "MAX", "SUM"})
_OF_MANY = frozenset({"LIST", "DISTINCT", "UNION", "ASCENDING", "DESCENDING"})
_SIGNS = {"ADD": "+", "SUBTRACT": "-", "PRODUCT": "*", "DIVIDE": "/", "SUB": "-"}


def surely(node: Node, schema: Schema) -> Field | None:
    """Return the kind of a node's value; None where only the evaluation can tell. Names must be checked already."""
    match node:
        case Literal():
            return None if node.value is None else Field(kind_of(node.value))
        case Record():
            return Field("record", target=schema)
        case Step():
            return _step(node, schema)
        case Negative():
            return surely(node.operand, schema)
        case Chain():
            return _chain(node, schema)
        case Call():
            return _call(node, schema)
    return None


def _step(node: Step, schema: Schema) -> Field | None:
    source = surely(node.source, schema)
    if source is None or source.target is None or node.name not in source.target.fields or node.name in {"id", "ID"}:
        return None
    field = source.target.fields[node.name]
    return Field(field.kind, field.multiple or source.multiple, source.target.target_of(node.name))


def _call(node: Call, schema: Schema) -> Field | None:
    if node.name == "USER":
        return Field("account", target=ACCOUNT_SCHEMA)
    gives = TABLE[node.name].gives
    if gives is not None:
        return Field(gives)
    if node.name in _SIGNS:
        return _calculated(_SIGNS[node.name], *(surely(argument, schema) for argument in node.arguments))
    if node.name == "IF":
        return _common([surely(argument, schema) for argument in node.arguments[1:]])
    if node.name == "VALUE":
        return _common([surely(argument, schema) for argument in node.arguments])
    if node.name in _OF_ONE | _OF_MANY:
        inner = _common([surely(argument, schema) for argument in node.arguments])
        return None if inner is None else Field(inner.kind, node.name in _OF_MANY, inner.target)
    return None


def _chain(node: Chain, schema: Schema) -> Field | None:
    if node.operators[0] not in {"+", "-", "*", "/"}:
        return Field("boolean")
    field = surely(node.operands[0], schema)
    for operator, operand in zip(node.operators, node.operands[1:], strict=True):
        field = _calculated(operator, field, surely(operand, schema))
    return field


def _calculated(operator: str, first: Field | None, second: Field | None) -> Field | None:
    """Return what an operator surely gives: a text joins with anything, the rest is the table of arithmetic."""
    kinds = [None if field is None or field.multiple else field.kind for field in (first, second)]
    if operator == "+" and any(field is not None and field.kind == "text" for field in (first, second)):
        return Field("text")
    if kinds[0] is None or kinds[1] is None:
        return None
    found = OPERATIONS.get((operator, kinds[0], kinds[1]))
    return None if found is None else Field(found[0])


def _common(fields: list[Field | None]) -> Field | None:
    """Return what all of them are, and None where they differ."""
    first, *others = fields or [None]
    if first is None or any(field is None or field.kind != first.kind for field in others):
        return None
    return Field(first.kind, any(field is not None and field.multiple for field in fields), first.target)
