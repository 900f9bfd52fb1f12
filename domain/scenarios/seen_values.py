"""What an action read, value by value, for a dry run and for the event chain."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from domain.scenarios.document import (
    Action,
    AttributeValue,
    ChangeContext,
    ChangeVariables,
    FormulaValue,
    SendMessage,
    VariableValue,
)
from domain.scenarios.trial import Seen


def seen_by(action: Action, did: Mapping[str, Any], variables: Mapping[str, Any]) -> Iterator[Seen]:
    """Yield what an action saw; `did` is its entry of the trace, `variables` are those after it."""
    body = action.body
    if isinstance(body, ChangeContext):
        yield from _seen("", body.objects, did.get("records"))
    elif isinstance(body, ChangeVariables):
        values = did.get("values", {})
        for name, value in body.variables.items():
            yield from _seen(name, value, values.get(name))
    elif isinstance(body, SendMessage):
        yield Seen("", "variable", body.variable, variables.get(body.variable))


def _seen(path: str, value: VariableValue, found: Any) -> Iterator[Seen]:
    if isinstance(value, AttributeValue):
        yield Seen(path, "attribute", value.attribute, found)
    elif isinstance(value, FormulaValue):
        yield Seen(path, "formula", value.formula, found)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _seen(f"{path}.{name}", inner, found.get(name) if isinstance(found, Mapping) else None)
    else:
        items: Iterable[Any] = found if isinstance(found, list | tuple) else ()
        fits = len(list(items)) == len(value)
        for index, inner in enumerate(value):
            yield from _seen(f"{path}[{index + 1}]", inner, list(items)[index] if fits else None)
