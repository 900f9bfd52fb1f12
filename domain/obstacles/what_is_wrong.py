"""What exactly is wrong where a template was set up with a mistake: for administrators, from the rows as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from domain.mistakes import Mistake
from domain.runs.obstacle import Obstacle, ObstacleKind
from domain.scenarios.document import Scenario
from domain.scenarios.stored_scenarios import StoredScenarios
from domain.scenarios.walking import number_in, number_of


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

    async def last_fault(self, scenario_id: int) -> RunFault | None:
        """Return what the newest failed run of a scenario has ended with."""
        ...


class ChecksScenario(Protocol):
    """Says what is wrong with a scenario as the configuration is now."""

    async def __call__(self, scenario: Scenario) -> Sequence[Mistake]:
        """Return the mistakes, with their paths in the scenario."""
        ...


class WhatIsWrong:
    """Looks at the scenario itself, then at how its last press has failed."""

    def __init__(self, configured: StoredScenarios, check: ChecksScenario, runs: FailedRuns) -> None:
        self._configured = configured
        self._check = check
        self._runs = runs

    async def __call__(self, obstacle: Obstacle) -> Wrong | None:
        """Return it; None where the subject is gone, or is no scenario."""
        if obstacle.kind is not ObstacleKind.SCENARIO:
            return None
        stored = next((one for one in await self._configured.scenarios() if one.id == obstacle.subject), None)
        if stored is None:
            return None
        for mistake in await self._check(stored.document):
            actions = stored.document.stored()["actions"]
            return Wrong(mistake.key, mistake.params, number_in(actions, mistake.path))
        fault = await self._runs.last_fault(stored.id)
        if fault is None:
            return None
        return Wrong(fault.key, fault.params, None if fault.numbers is None else number_of(fault.numbers))
