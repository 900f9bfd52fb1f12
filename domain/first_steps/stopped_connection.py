"""A connection that has suspended itself: what is sent now waits, which people are told before they type."""

from collections.abc import Collection

from domain.configuration.configured import Configured
from domain.configured.connection import Connection
from domain.deliveries.deliveries import Holds
from domain.deliveries.lanes import Hold
from domain.documents import Stored
from domain.first_steps.readiness import Readiness


class StoppedConnection:
    """Looks at the connections that enabled scenarios send through."""

    def __init__(self, configured: Configured, readiness: Readiness, holds: Holds) -> None:
        self._configured = configured
        self._readiness = readiness
        self._holds = holds

    async def __call__(self, templates: Collection[str]) -> Stored[Connection] | None:
        """Return the first one that letters of these record templates wait for; None where all of them go."""
        needed = {name for template in templates for name in await self._readiness.needed(template)}
        connections = [item for item in await self._configured.connections() if item.document.system_name in needed]
        held = await self._holds.holds([item.id for item in connections])
        stopped = (item for item in connections if item.id in held and held[item.id].hold is Hold.SUSPENDED)
        return next(stopped, None)
