"""How the product fares, in a few numbers: its connections, the letters that wait, the last thing that went wrong."""

from dataclasses import dataclass
from datetime import datetime

from domain.clock import Clock
from domain.deliveries.outbox import Outbox, Standing
from domain.errors import NotYours
from domain.people import Person
from domain.scenarios.runs import Configured


@dataclass(frozen=True, slots=True)
class ProductState:
    """Every connection as it stands, those that hold letters back first."""

    standings: tuple[Standing, ...]

    @property
    def waiting(self) -> int:
        """How many letters wait."""
        return sum(item.waiting for item in self.standings)

    @property
    def overdue(self) -> int:
        """How many have waited too long, so that their authors are asked."""
        return sum(item.overdue for item in self.standings)

    @property
    def last_trouble(self) -> Standing | None:
        """The connection that something went wrong with last."""
        newest: tuple[datetime, Standing] | None = None
        for item in self.standings:
            at = item.state.last_failure_at
            if at is not None and (newest is None or at > newest[0]):
                newest = (at, item)
        return None if newest is None else newest[1]


class LookAtProduct:
    """For administrators."""

    def __init__(self, *, configured: Configured, outbox: Outbox, clock: Clock) -> None:
        self._configured = configured
        self._outbox = outbox
        self._clock = clock

    async def __call__(self, person: Person) -> ProductState:
        """Raises NotYours."""
        if not person.is_admin:
            raise NotYours("state of the product")
        now = self._clock()
        found = [await self._outbox.standing(item.id, now) for item in await self._configured.connections()]
        known = [standing for standing in found if standing is not None]
        return ProductState(tuple(sorted(known, key=lambda standing: standing.hold is None)))
