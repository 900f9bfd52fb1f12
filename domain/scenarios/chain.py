"""The event chain of a run: what each action saw and did, with the texts of letters told apart from the rest."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.scenarios.document import Action, AttributeValue, FormulaValue, VariableValue
from domain.scenarios.run import Run

_RECIPIENTS = re.compile(r"(To|Cc|Bcc)\b")
_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,255}")


@dataclass(frozen=True, slots=True)
class ChainStep:
    """One action as it was done. `number` is its place as it is read: `1.2`; `did` and `error` are as they were kept.

    `sources` say by the path of a variable which formula or attribute gave it.
    """

    number: str
    kind: str
    at: datetime
    milliseconds: float
    description: str = ""
    did: Mapping[str, Any] = field(default_factory=dict)
    error: Mapping[str, Any] | None = None
    sources: Mapping[str, str] = field(default_factory=dict)


def steps_of(run: Run) -> tuple[ChainStep, ...]:
    """Return what the run has done, in order."""
    return tuple(_step(run, entry) for entry in run.trace)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every single value of a nested one with its path: `To.Address`."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from leaves(item, f"{path}.{name}" if path else str(name))
    elif isinstance(value, (list, tuple)) and any(isinstance(item, (Mapping, list, tuple)) for item in value):
        for place, item in enumerate(value, 1):
            yield from leaves(item, f"{path}[{place}]")
    else:
        yield path, value


def is_harmless(path: str, value: Any) -> bool:
    """Whether a value can be no text of a letter: nothing, a yes or no, or an address where addresses belong.

    A formula's value does not tell where it came from, so everything else counts as a text: a code of digits as well.
    """
    if isinstance(value, (list, tuple)):
        return all(is_harmless(path, item) for item in value)
    if not isinstance(value, str) or not value:
        return True
    return _RECIPIENTS.match(path) is not None and _ADDRESS.fullmatch(value) is not None


def _step(run: Run, entry: Mapping[str, Any]) -> ChainStep:
    action = _action(run.scenario.actions, tuple(entry["place"]))
    body = None if action is None else action.body
    variables = None if action is None or action.change_variables is None else action.change_variables.variables
    return ChainStep(
        number=".".join(str(index + 1) for index in entry["place"]),
        kind=entry["kind"],
        at=datetime.fromisoformat(entry["at"]),
        milliseconds=entry.get("ms", 0),
        description=(body.description or "") if body is not None else "",
        did=entry.get("did", {}),
        error=entry.get("error"),
        sources={} if variables is None else dict(_sources(variables)),
    )


def _action(actions: tuple[Action, ...], place: tuple[int, ...]) -> Action | None:
    action = None
    for index in place:
        if index >= len(actions):
            return None
        action = actions[index]
        actions = action.children
    return action


def _sources(value: VariableValue, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, FormulaValue):
        yield path, value.formula
    elif isinstance(value, AttributeValue):
        yield path, value.attribute
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _sources(item, f"{path}.{name}" if path else name)
    else:
        for place, item in enumerate(value, 1):
            yield from _sources(item, f"{path}[{place}]")
