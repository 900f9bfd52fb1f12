"""OBJECT: the records of a template whose attribute has a value, as the query that it is."""

from domain.formulas.tree import Call, Chain, Literal, Local, Node, Query, Step, Table

ARGUMENTS = 4
_RECORD = "record of OBJECT"
"""No formula can name it."""


def as_query(call: Call) -> Node:
    """Return what finds the records, where the template and the attribute are written in the formula; else the call."""
    if call.name != "OBJECT" or len(call.arguments) != ARGUMENTS:
        return call
    _, template, attribute, value = call.arguments
    if not (isinstance(template, Literal) and isinstance(template.value, str)):
        return call
    if not (isinstance(attribute, Literal) and isinstance(attribute.value, str)):
        return call
    record: Node = Local(call.spot, _RECORD)
    compared = Chain(attribute.spot, (Step(attribute.spot, record, attribute.value), value), ("==",), (attribute.spot,))
    source = Table(template.spot, template.value)
    query = Query(call.spot, _RECORD, source, compared, None, False, record)
    return Call(call.spot, "IF", (Call(call.spot, "EMPTY", (value,)), Literal(call.spot, None), query))
