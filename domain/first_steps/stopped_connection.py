"""A connection that has suspended itself: what is sent now waits, which people are told before they type."""

from collections.abc import Collection

from domain.clock import Clock
from domain.configuration.configured import Configured
from domain.configured.connection import Connection
from domain.deliveries.lanes import Hold
from domain.deliveries.outbox import Outbox
from domain.documents import Stored
from domain.first_steps.readiness import Readiness


class StoppedConnection:
    """Looks at the connections that enabled scenarios send through."""

    def __init__(self, configured: Configured, readiness: Readiness, outbox: Outbox, clock: Clock) -> None:
        self._configured = configured
        self._readiness = readiness
        self._outbox = outbox
        self._clock = clock

    async def __call__(self, templates: Collection[str]) -> Stored[Connection] | None:
        """Return the first one that letters of these record templates wait for; None where all of them go."""
        needed = {name for template in templates for name in await self._readiness.needed(template)}
        for stored in await self._configured.connections():
            if stored.document.system_name in needed:
                standing = await self._outbox.standing(stored.id, self._clock())
                if standing is not None and standing.hold is Hold.SUSPENDED:
                    return stored
        return None
