"""What kind of value a formula surely gives, as far as its text alone can tell: checked when it is saved."""

from domain.formulas.schema import ACCOUNT_SCHEMA, Field, Schema
from domain.formulas.tree import Call, Chain, Literal, Negative, Node, Record, Step
from domain.formulas.values import kind_of

_BY_FUNCTION = {
    **dict.fromkeys(
        ("CONCAT", "JOIN", "FIRSTCAPITAL", "TOLOWER", "TOUPPER", "TRIM", "NORMALIZE", "REPLACE", "SUBSTRING",
         "REGEXREPLACE"),
        "text",
    ),
    **dict.fromkeys(
        ("AND", "OR", "NOT", "EMPTY", "EQUALS", "NOTEQUALS", "GREATER", "GREATEREQ", "LESS", "LESSEQ", "ALL", "ANY",
         "CONTAINS", "STARTSWITH", "ENDSWITH", "MATCHES", "NOTMATCHES", "LISTEQUALS", "BOOL"),
        "boolean",
    ),
    **dict.fromkeys(
        ("COUNT", "LENGTH", "INDEXOF", "ROUND", "CEILING", "FLOOR", "QUOTIENT", "REMAINDER", "SQRT", "POW", "DECIMAL",
         "PRODUCT", "DIVIDE", "AVERAGE"),
        "number",
    ),
    "NOW": "date_time",
}  # fmt: skip
_OF_ONE = frozenset({"FIRST", "LAST"})
_OF_MANY = frozenset({"LIST", "DISTINCT", "UNION", "ASCENDING", "DESCENDING"})


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
    if node.name in _BY_FUNCTION:
        return Field(_BY_FUNCTION[node.name])
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
    fields = [surely(operand, schema) for operand in node.operands]
    if "+" in node.operators and any(field is not None and field.kind == "text" for field in fields):
        return Field("text")
    kinds = {None if field is None else field.kind for field in fields}
    return Field("number") if kinds == {"number"} else None


def _common(fields: list[Field | None]) -> Field | None:
    """Return what all of them are, and None where they differ."""
    first, *others = fields or [None]
    if first is None or any(field is None or field.kind != first.kind for field in others):
        return None
    return Field(first.kind, any(field is not None and field.multiple for field in fields), first.target)
