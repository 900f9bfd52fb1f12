"""Telling administrators about connections: one live message for each suspension, and the next step named in it."""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.telegram.chat import NO_ANSWER, Unreachable
from bot.telegram.silence import Silence
from domain.clock import Clock
from domain.deliveries.notices import Notices
from domain.deliveries.outbox import Outbox, Standing
from domain.deliveries.suspension import NoticeKind
from domain.people import People, Person
from domain.work import Claim, Work

log = logging.getLogger(__name__)

PAUSE = timedelta(seconds=5)


TellStanding = Callable[[Person, Standing, NoticeKind], Awaitable[None]]
"""Tells an administrator how a connection stands."""


class TellNotice:
    """Tells an administrator by a message of its own."""

    def __init__(
        self, *, notices: Notices, outbox: Outbox, people: People, tell: TellStanding, work: Work, clock: Clock
    ) -> None:
        self._notices = notices
        self._outbox = outbox
        self._people = people
        self._tell = tell
        self._work = work
        self._clock = clock
        self._silence = Silence(PAUSE)
        self._told: set[int] = set()

    async def __call__(self, claim: Claim) -> None:
        """Tell what is due; while Telegram does not answer it is tried again, with growing pauses.

        What was told while the database took nothing is let go of now, and not told again.
        """
        notice = await self._notices.get(claim.id)
        if notice is None:
            return
        person = await self._people.get(notice.person_id)
        standing = await self._outbox.standing(notice.connection_id, self._clock())
        try:
            if person is not None and person.is_admin and standing is not None and notice.id not in self._told:
                await self._tell(person, standing, notice.kind)
        except Unreachable:
            log.info("notice %s has nobody to be told to", notice.id)
        except NO_ANSWER as error:
            log.warning("notice %s: Telegram does not answer (%s)", notice.id, type(error).__name__)
            await self._work.release(claim, self._clock() + self._silence.pause(notice.id))
            return
        self._silence.is_over()
        self._told.add(notice.id)
        await self._notices.done(notice.id)
        self._told.discard(notice.id)
