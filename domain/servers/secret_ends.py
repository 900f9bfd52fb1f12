"""Before an application's secret ends administrators hear of it: a week before, and each morning until then."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.announcements import Announcements, leave_to_administrators
from domain.clock import Atomically, Clock
from domain.configured.stored import StoredConnections
from domain.people import People
from domain.work import Hints, WorkKind

TOPIC = "secret_ends"
AHEAD = timedelta(days=7)
MORNING = 9
"""The hour of the product's zone from which on it is told."""


class RemindOfSecrets:
    """Leaves each administrator a message about each enabled connection whose secret ends soon, once a day."""

    def __init__(
        self,
        *,
        configured: StoredConnections,
        people: People,
        announcements: Announcements,
        hints: Hints,
        clock: Clock,
        zone: str,
        atomically: Atomically,
    ) -> None:
        self._configured = configured
        self._people = people
        self._announcements = announcements
        self._hints = hints
        self._clock = clock
        self._zone = ZoneInfo(zone)
        self._atomically = atomically

    async def __call__(self) -> None:
        """Look at all connections; it may be asked for at any time, and as often as one likes."""
        now = self._clock().astimezone(self._zone)
        if now.hour < MORNING:
            return
        left = await self._atomically(lambda: self._leave(now))
        if left:
            self._hints.wake(WorkKind.ANNOUNCEMENT)

    async def _leave(self, now: datetime) -> int:
        left, today = 0, now.replace(hour=0, minute=0, second=0, microsecond=0)
        for stored in await self._configured.connections():
            document = stored.document
            oauth2 = document.oauth2 if document.authentication == "oauth2" and document.enabled else None
            ends = None if oauth2 is None else oauth2.client_secret_ends
            if ends is None or not now.date() <= ends <= (now + AHEAD).date():
                continue
            if await self._announcements.added_since(TOPIC, stored.id, today.astimezone(self._clock().tzinfo)):
                continue
            left += await leave_to_administrators(self._announcements, self._people, TOPIC, stored.id)
        return left
