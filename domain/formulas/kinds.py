"""What kind of value a formula surely gives, as far as its text alone can tell: checked when it is saved."""

from dataclasses import replace

from domain.formulas.arithmetic import OPERATIONS
from domain.formulas.schema import ACCOUNT_SCHEMA, Field, Schema
from domain.formulas.table import TABLE
from domain.formulas.tree import Call, Chain, Literal, Local, Negative, Node, Query, Record, Step, Table, Variable
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
        case Variable():
            return None if schema.variables is None else schema.variables.fields.get(node.name)
        case Step():
            return _step(node, schema)
        case Negative():
            return surely(node.operand, schema)
        case Chain():
            return _chain(node, schema)
        case Call():
            return _call(node, schema)
        case Query(source=Table(template=template), select=Local(name=name)) if name == node.variable:
            return Field("record", multiple=True, leads_to=template)
    return None


def _step(node: Step, schema: Schema) -> Field | None:
    source = surely(node.source, schema)
    if source is None or source.target is None or node.name not in source.target.fields:
        return None
    if node.name in {"id", "ID"} and source.kind == "record":
        return source
    field = source.target.fields[node.name]
    return replace(field, multiple=field.multiple or source.multiple, target=source.target.target_of(node.name))


def _call(node: Call, schema: Schema) -> Field | None:
    if node.name == "USER":
        return Field("account", target=ACCOUNT_SCHEMA)
    gives = TABLE[node.name].gives
    if gives is not None:
        return Field(gives)
    if node.name in _SIGNS:
        return calculated(_SIGNS[node.name], *(surely(argument, schema) for argument in node.arguments))
    if node.name == "IF":
        return _common([surely(argument, schema) for argument in node.arguments[1:]])
    if node.name == "VALUE":
        return _common([surely(argument, schema) for argument in node.arguments])
    if node.name in _OF_ONE | _OF_MANY:
        inner = _common([surely(argument, schema) for argument in node.arguments])
        return None if inner is None else replace(inner, multiple=node.name in _OF_MANY)
    return None


def _chain(node: Chain, schema: Schema) -> Field | None:
    if node.operators[0] not in ARITHMETIC:
        return Field("boolean")
    value = surely(node.operands[0], schema)
    for operator, operand in zip(node.operators, node.operands[1:], strict=True):
        value = calculated(operator, value, surely(operand, schema))
    return value


ARITHMETIC = frozenset({"+", "-", "*", "/"})

CALCULATED = {sides: gives for sides, (gives, _) in OPERATIONS.items()}
"""What arithmetic gives, by the operator and what stands on its sides; `+` with a text gives a text besides."""


def shape_of(field: Field | None) -> str | None:
    """Return what evaluation calls a value of that kind (`kind_of`); None where it is not known."""
    if field is None or field.kind == "any":
        return None
    if field.multiple or field.kind == "file":
        return "list"
    return {"account": "reference", "record": "text", "enum": "text"}.get(field.kind, field.kind)


def calculated(operator: str, first: Field | None, second: Field | None) -> Field | None:
    """Return the kind that arithmetic gives; None where it is not known, or there is none."""
    left, right = shape_of(first), shape_of(second)
    if operator == "+" and "text" in {left, right}:
        return Field("text")
    kind = CALCULATED.get((operator, left or "", right or ""))
    return None if kind is None else Field(kind)


def _common(fields: list[Field | None]) -> Field | None:
    """Return what all of them are, and None where they differ."""
    first, *others = fields or [None]
    if first is None or any(field is None or field.kind != first.kind for field in others):
        return None
    same = all(field is not None and field.leads_to == first.leads_to for field in fields)
    many = any(field is not None and field.multiple for field in fields)
    return Field(first.kind, many, first.target, leads_to=first.leads_to if same else "")
