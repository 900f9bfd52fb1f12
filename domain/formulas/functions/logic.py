"""Conditions and comparisons. In arithmetic and order an empty value flows through; as a condition it does not hold."""

from domain.formulas.evaluation import Evaluation
from domain.formulas.functions.room import Room
from domain.formulas.tree import Call
from domain.formulas.values import Value, is_equal

room = Room("logic")


@room.lazy("IF(condition, resultTrue, resultFalse)")
def _if(evaluation: Evaluation, node: Call) -> Value:
    condition, then, otherwise = node.arguments
    return evaluation(then if evaluation.truth(condition) else otherwise)


@room.lazy("AND(condition1, ..., conditionN)", gives="boolean", least=2)
def _and(evaluation: Evaluation, node: Call) -> Value:
    return all(evaluation.truth(argument) for argument in node.arguments)


@room.lazy("OR(condition1, ..., conditionN)", gives="boolean", least=2)
def _or(evaluation: Evaluation, node: Call) -> Value:
    return any(evaluation.truth(argument) for argument in node.arguments)


@room.lazy("NOT(condition)", gives="boolean")
def _not(evaluation: Evaluation, node: Call) -> Value:
    return not evaluation.truth(node.arguments[0])


@room.lazy("EMPTY(argument)", gives="boolean")
def _empty(evaluation: Evaluation, node: Call) -> Value:
    return _is_empty(evaluation(node.arguments[0]))


@room.lazy("VALUE(argument, [defaultValue])")
def _value(evaluation: Evaluation, node: Call) -> Value:
    first, *default = node.arguments
    value = evaluation(first)
    if not _is_empty(value):
        return value
    return evaluation(default[0]) if default else None


def _is_empty(value: Value) -> bool:
    return value in (None, "", ())


@room.lazy("EQUALS(argument1, argument2)", gives="boolean")
def _equals(evaluation: Evaluation, node: Call) -> Value:
    return is_equal(*map(evaluation, node.arguments))


@room.lazy("NOTEQUALS(argument1, argument2)", gives="boolean")
def _not_equals(evaluation: Evaluation, node: Call) -> Value:
    return not is_equal(*map(evaluation, node.arguments))


def _order(name: str, operator: str) -> None:
    @room.lazy(f"{name}(argument1, argument2)", gives="boolean")
    def ordered(evaluation: Evaluation, node: Call) -> Value:
        first, second = map(evaluation, node.arguments)
        return None if first is None or second is None else evaluation.compare(operator, first, second, node.spot)


for _name, _operator in (("GREATER", ">"), ("GREATEREQ", ">="), ("LESS", "<"), ("LESSEQ", "<=")):
    _order(_name, _operator)
