"""Telling announcements: each by a message of its own, which is edited when what it tells has changed."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.telegram.chat import NO_ANSWER, Unreachable
from bot.telegram.page import Page
from bot.telegram.reader import Reader
from bot.telegram.screen import Screen
from bot.telegram.silence import Silence
from domain.announcements import Announcement, Announcements
from domain.clock import Clock
from domain.people import People, Person, Role
from domain.work import Claim, Work

log = logging.getLogger(__name__)

PAUSE = timedelta(seconds=5)

Draw = Callable[[Reader, Announcement], Awaitable[Page | None]]
"""Draws a topic from rows as they are now, for its reader; None: there is nothing to tell (any more)."""

InVain = Callable[[int], Awaitable[None]]
"""What follows where somebody could not be told: it gets the subject, and looks whether anybody else was."""


class TellAnnouncement:
    """Tells what is due; while Telegram does not answer it is tried again, with growing pauses."""

    def __init__(
        self,
        *,
        announcements: Announcements,
        people: People,
        screen: Screen,
        pages: Mapping[str, Draw],
        in_vain: Mapping[str, InVain],
        work: Work,
        clock: Clock,
    ) -> None:
        self._announcements = announcements
        self._people = people
        self._screen = screen
        self._pages = pages
        self._in_vain = in_vain
        self._work = work
        self._clock = clock
        self._silence = Silence(PAUSE)
        self._told: dict[int, tuple[int | None, Sequence[str]]] = {}

    async def __call__(self, claim: Claim) -> None:
        """Raises LostClaim when it has changed meanwhile: it is told anew then."""
        item = await self._announcements.get(claim.id)
        if item is None:
            return
        if item.id in self._told:
            # It was told while the database took nothing: that message is brought up to date, and no other is sent.
            message_id, offered = self._told[item.id]
            item = replace(item, message_id=message_id, offered=offered)
        try:
            message_id, offered = await self._tell(item)
        except Unreachable:
            log.info("announcement %s has nobody to be told to", item.id)
            message_id, offered = None, ()
        except NO_ANSWER as error:
            log.warning("announcement %s: Telegram does not answer (%s)", item.id, type(error).__name__)
            await self._work.release(claim, self._clock() + self._silence.pause(item.id))
            return
        self._silence.is_over()
        # What it has come to is kept whoever holds the claim by now: a later telling edits this message.
        self._told[item.id] = message_id, offered
        await self._announcements.told(item, message_id, offered)
        self._told.pop(item.id, None)
        await self._work.release(claim, None)
        if message_id is None and item.topic in self._in_vain:
            await self._in_vain[item.topic](item.subject)

    async def _tell(self, item: Announcement) -> tuple[int | None, Sequence[str]]:
        """Return which message tells it, and what stands below that."""
        draw = self._pages.get(item.topic)
        if draw is None:
            log.error("announcement %s is about %s, which no page tells", item.id, item.topic)
            return None, ()
        person = await self._people.get(item.person_id) or Person(
            item.person_id, "", Role.STAFF, language=item.language
        )
        page = await draw(self._screen.visit(person), item)
        if page is None:
            return item.message_id, item.offered or ()
        chat, offered = self._screen.chat, [address for _, address, _ in page.offered]
        at = None if await self._shows_another_page(item, offered) else item.message_id
        if at is not None and await chat.edit(item.person_id, at, page):
            return at, offered
        return await chat.say(item.person_id, page), offered

    async def _shows_another_page(self, item: Announcement, offered: Sequence[str]) -> bool:
        """Whether the person has gone on to another page in the message that told it: that is not drawn over."""
        if item.message_id is None or item.offered is None:
            return False
        live = await self._screen.chat.offered(item.person_id)
        if live is None or live[0] != item.message_id:
            return False
        return [address for _, address, _ in live[1]] not in (list(item.offered), list(offered))
