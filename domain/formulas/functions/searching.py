"""Regular expressions over texts."""

from collections.abc import Callable

from domain.formulas.errors import LimitExceeded, PatternTooHard, UnreadableForm, WrongType
from domain.formulas.evaluation import MAX_TEXT, Evaluation
from domain.formulas.functions.room import Room
from domain.formulas.patterns import BrokenPattern, HugePattern, HugeResult, SlowPattern
from domain.formulas.tree import Call
from domain.formulas.values import Value, kind_of

room = Room("text")


@room.lazy("MATCHES(string, regex)", gives="boolean", takes="text")
def _matches(evaluation: Evaluation, node: Call) -> Value:
    return _searched(evaluation, node, evaluation.searches.find)


@room.lazy("NOTMATCHES(string, regex)", gives="boolean", takes="text")
def _not_matches(evaluation: Evaluation, node: Call) -> Value:
    return _searched(evaluation, node, lambda text, pattern: not evaluation.searches.find(text, pattern))


@room.lazy("REGEXREPLACE(sourceString, regEx, replacementString)", gives="text", takes="text")
def _regex_replace(evaluation: Evaluation, node: Call) -> Value:
    def replaced(text: str, pattern: str, other: str) -> str:
        return evaluation.searches.replace(text, pattern, other, MAX_TEXT)

    return _searched(evaluation, node, replaced)


def _searched(evaluation: Evaluation, node: Call, search: Callable[..., Value]) -> Value:
    """Return what a search gives over texts; an empty one makes the result empty."""
    values = [evaluation(argument) for argument in node.arguments]
    if any(value is None or value == () for value in values):
        return None
    for value, argument in zip(values, node.arguments, strict=True):
        if not isinstance(value, str):
            raise WrongType(argument.spot, expected="text", found=kind_of(value))
    pattern = node.arguments[1].spot
    try:
        return search(*values)
    except BrokenPattern as broken:
        raise UnreadableForm(pattern, name=node.name, what="pattern", rest=broken.rest) from None
    except HugePattern as error:
        spot = node.arguments[0].spot if error.what == "searched" else pattern
        raise LimitExceeded(spot, what=error.what, limit=error.limit) from None
    except SlowPattern:
        raise PatternTooHard(pattern, name=node.name) from None
    except HugeResult:
        raise LimitExceeded(node.spot, what="text", limit=MAX_TEXT) from None
