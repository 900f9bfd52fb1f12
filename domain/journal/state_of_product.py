"""The state of the product in a few lines: its connections, what waits, the last error, and what was passed over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.clock import Clock
from domain.configuration.configured import Configured
from domain.configuration.refused_now import titles_refused_now
from domain.configuration.validation import Configuration
from domain.deliveries.outbox import Outbox, Standing
from domain.errors import NotYours
from domain.journal.journal import Journal, LastError
from domain.people import Person


class PassedOver(Protocol):
    """Counts what came from Telegram and could not be read."""

    async def unreadable(self, now: datetime) -> int:
        """Return how many updates it was in the last 30 days."""
        ...


@dataclass(frozen=True, slots=True)
class ProductState:
    """What an administrator sees first. `to_mend` are titles of objects that would not be accepted any more."""

    connections: Sequence[Standing]
    waiting: int
    last_error: LastError | None
    unreadable: int
    to_mend: Sequence[str]


class StateOfProduct:
    """Reads it; for administrators only."""

    def __init__(
        self, *, configured: Configured, outbox: Outbox, journal: Journal, passed_over: PassedOver, clock: Clock
    ) -> None:
        self._configured = configured
        self._outbox = outbox
        self._journal = journal
        self._passed_over = passed_over
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
        whole = await Configuration.stored(self._configured)
        return ProductState(
            connections=standings,
            waiting=await self._journal.waiting(),
            last_error=await self._journal.last_error(),
            unreadable=await self._passed_over.unreadable(now),
            to_mend=titles_refused_now(whole),
        )
