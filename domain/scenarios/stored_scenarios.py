"""Scenarios as they are kept, to be read."""

from typing import Protocol

from domain.documents import Stored
from domain.scenarios.document import Scenario


class StoredScenarios(Protocol):
    """Scenarios, to be read."""

    async def scenarios(self) -> list[Stored[Scenario]]:
        """Return all scenarios."""
        ...

    async def scenario_for_button(self, template: str, button: str) -> Stored[Scenario] | None:
        """Return the enabled scenario that this button starts."""
        ...
