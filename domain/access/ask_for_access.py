"""Asking for access: the one thing that a stranger can do, and not often."""

from datetime import timedelta
from enum import StrEnum

from domain.access.access_requests import REQUEST_TOPIC, UNTOLD_TOPIC, AccessRequests, RequestState
from domain.announcements import Announcements, leave_to_administrators
from domain.clock import Atomically, Clock
from domain.people import People
from domain.visible import visible
from domain.work import Hints, WorkKind

ONCE_IN = timedelta(days=1)
"""How soon a stranger can ask again: until then they hear what became of their request."""

AN_HOUR = timedelta(hours=1)
MOST_AN_HOUR = 10
"""Requests that administrators get in an hour, over all strangers: a crowd cannot flood them."""


class Reply(StrEnum):
    """What a stranger who asks is told."""

    SENT = "sent"
    WAITING = "waiting"
    UNTOLD = "untold"
    DECLINED = "declined"
    TOO_MANY = "too_many"
    KNOWN = "known"


class AskForAccess:
    """Keeps a stranger's request and announces it to every administrator, once."""

    def __init__(
        self,
        *,
        people: People,
        requests: AccessRequests,
        announcements: Announcements,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._people = people
        self._requests = requests
        self._announcements = announcements
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def __call__(self, telegram_id: int, name: str, language: str | None) -> Reply:
        """A repeated press changes nothing, and is told how the first one stands."""
        before = await self.standing(telegram_id)
        if before is not None:
            return before

        async def work() -> Reply:
            known = await self.standing(telegram_id)
            if known is not None:
                return known
            now = self._clock()
            earlier = await self._requests.of(telegram_id)
            request = await self._requests.add(telegram_id, visible(name), language, now)
            if earlier is not None:
                await self._announcements.redraw(REQUEST_TOPIC, earlier.id)
            told = await leave_to_administrators(self._announcements, self._people, REQUEST_TOPIC, request.id)
            return Reply.SENT if told else Reply.UNTOLD

        reply = await self._atomically(work)
        self._hints.wake(WorkKind.ANNOUNCEMENT)
        return reply

    async def nobody_was_told(self, request_id: int) -> None:
        """No administrator could be told of a request: its stranger hears so, once, while it is open."""

        async def work() -> None:
            request = await self._requests.get(request_id)
            if request is None or not request.is_open:
                return
            told = await self._announcements.told_to_somebody(REQUEST_TOPIC, request_id)
            if not told and not await self._announcements.added_since(UNTOLD_TOPIC, request_id, request.asked_at):
                await self._announcements.add(request.telegram_id, UNTOLD_TOPIC, request_id, language=request.language)

        await self._atomically(work)
        self._hints.wake(WorkKind.ANNOUNCEMENT)

    async def standing(self, telegram_id: int) -> Reply | None:
        """Return why the stranger cannot ask now, or None when they can."""
        now = self._clock()
        if await self._people.get(telegram_id) is not None:
            return Reply.KNOWN
        request = await self._requests.of(telegram_id)
        if request is not None:
            if request.state is RequestState.OPEN and now - request.asked_at < ONCE_IN:
                told = await self._announcements.told_to_somebody(REQUEST_TOPIC, request.id)
                return Reply.WAITING if told else Reply.UNTOLD
            decided = request.decided_at or request.asked_at
            if request.state is RequestState.DECLINED and now - decided < ONCE_IN:
                return Reply.DECLINED
        if await self._requests.count_since(now - AN_HOUR) >= MOST_AN_HOUR:
            return Reply.TOO_MANY
        return None
