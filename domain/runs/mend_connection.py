"""What an administrator does about a suspended connection from its notice: look, probe now, let all go."""

from domain.clock import Clock
from domain.deliveries.outbox import Outbox, Standing
from domain.deliveries.probe_connection import ProbeConnection
from domain.errors import NotFound, NotYours
from domain.messages.sending import TellStep, tell_nobody
from domain.people import Person
from domain.runs.steer_letters import SteerLetters
from domain.work import Hold


class MendConnection:
    """For administrators only."""

    def __init__(
        self, *, outbox: Outbox, probe: ProbeConnection, steer: SteerLetters, hold: Hold, clock: Clock
    ) -> None:
        self._outbox = outbox
        self._probe = probe
        self._steer = steer
        self._hold = hold
        self._clock = clock

    async def look(self, person: Person, connection_id: int) -> Standing:
        """Return how the connection stands; raises NotYours or NotFound."""
        if not person.is_admin:
            raise NotYours(f"connection {connection_id}")
        standing = await self._outbox.standing(connection_id, self._clock())
        if standing is None:
            raise NotFound(f"connection {connection_id}")
        return standing

    async def probe(self, person: Person, connection_id: int, tell: TellStep = tell_nobody) -> bool:
        """Probe the connection now, so that its letters go when it works; False when it is being probed already."""
        await self.look(person, connection_id)
        claim = await self._outbox.claim_probe(connection_id, self._clock())
        if claim is None:
            return False
        async with self._hold(claim):
            await self._probe(claim, tell)
        return True

    async def release(self, person: Person, connection_id: int) -> Standing:
        """Let the letters go that have waited too long as well; they go when the connection does."""
        await self.look(person, connection_id)
        await self._steer.release_overdue(person, connection_id)
        return await self.look(person, connection_id)
