"""What exactly is wrong where a template was set up with a mistake: for administrators, from the rows as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from domain.configuration.configured import Configured
from domain.configuration.validation import Configuration, check_scenario
from domain.configuration.written_check import check_told, check_written
from domain.documents import Stored
from domain.runs.obstacle import Obstacle, ObstacleKind
from domain.scenarios.document import Scenario
from domain.scenarios.walking import number_in, number_of

MOST = 3
"""How many mistakes a message names."""


@dataclass(frozen=True, slots=True)
class RunFault:
    """What the newest failed run of a scenario has ended with; `numbers` are its action's, where they are known."""

    key: str
    params: Mapping[str, Any]
    numbers: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Wrong:
    """A mistake's text with its variables, and the number of the action that it is in."""

    key: str
    params: Mapping[str, str | int]
    step: str | None


class FailedRuns(Protocol):
    """Runs that have failed."""

    async def last_fault(self, scenario: Stored[Scenario]) -> RunFault | None:
        """Return what the newest failed run of a scenario, as it is now, has ended with."""
        ...


class WhatIsWrong:
    """Looks at the scenario itself, then at how its last press has failed."""

    def __init__(self, configured: Configured, runs: FailedRuns) -> None:
        self._configured = configured
        self._runs = runs

    async def __call__(self, obstacle: Obstacle) -> tuple[Wrong, ...]:
        """Return the first few mistakes; none where the subject is gone, or is no scenario."""
        if obstacle.kind is not ObstacleKind.SCENARIO:
            return ()
        stored = next((one for one in await self._configured.scenarios() if one.id == obstacle.subject), None)
        if stored is None:
            return ()
        whole = await Configuration.stored(self._configured)
        mistakes = [
            *check_scenario(stored.document, whole, ()),
            *check_written(stored.document, whole.templates, whole.routes, ()),
            *check_told(stored.document, whole.routes, ()),
        ]
        actions = stored.document.stored()["actions"]
        found = [Wrong(one.key, one.params, number_in(actions, one.path)) for one in mistakes[:MOST]]
        fault = await self._runs.last_fault(stored)
        if fault is not None:
            found.append(Wrong(fault.key, fault.params, None if fault.numbers is None else number_of(fault.numbers)))
        return tuple(found)
