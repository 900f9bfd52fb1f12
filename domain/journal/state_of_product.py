"""The state of the product in three lines: its connections, what waits, and the last error."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.clock import Clock
from domain.deliveries.outbox import Outbox, Standing
from domain.errors import NotYours
from domain.journal.journal import Journal, LastError
from domain.people import Person
from domain.scenarios.runs import Configured


@dataclass(frozen=True, slots=True)
class ProductState:
    """What an administrator sees first."""

    connections: Sequence[Standing]
    waiting: int
    last_error: LastError | None


class StateOfProduct:
    """Reads it; for administrators only."""

    def __init__(self, *, configured: Configured, outbox: Outbox, journal: Journal, clock: Clock) -> None:
        self._configured = configured
        self._outbox = outbox
        self._journal = journal
        self._clock = clock

    async def __call__(self, person: Person) -> ProductState:
        """Raises NotYours."""
        if not person.is_admin:
            raise NotYours("the state of the product")
        now = self._clock()
        standings = [
            standing
            for stored in await self._configured.connections()
            if (standing := await self._outbox.standing(stored.id, now)) is not None
        ]
        return ProductState(standings, await self._journal.waiting(), await self._journal.last_error())
