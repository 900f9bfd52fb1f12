"""Records and values of lists that are looked up."""

from domain.formulas.errors import WrongArguments
from domain.formulas.evaluation import Evaluation
from domain.formulas.functions.room import Room
from domain.formulas.tree import Call
from domain.formulas.values import ObjectId, Value

room = Room("people")


@room.lazy("OBJECT(businessApp, template, attribute, attributeValue)")
def _object(_evaluation: Evaluation, node: Call) -> Value:
    """Raise WrongArguments: with names that are written in the formula it is a query (`object_query`)."""
    raise WrongArguments(node.spot, name=node.name)


@room.plain("ENUMVALUE(enumAttributeSystemName, enumValueSystemName)", takes="text", gives="text")
def _enum_value(_attribute: str, value: str) -> Value:
    """Return the id of a value of a list, which is its system name; that there is one is checked at saving."""
    return ObjectId(value.strip()) if value.strip() else None
