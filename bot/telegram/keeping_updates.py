"""Keeping updates: they are rows before Telegram hears that they came, however they have come."""

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from bot.telegram.groups import FromGroup, Groups, tells_of_adding, without_words
from bot.telegram.inbox import Inbox, ReadUpdate, SayTrouble
from bot.telegram.raw_updates import RawUpdate
from bot.telegram.updates import NOBODY, Unreadable, sender_of
from domain.clock import Clock
from domain.errors import DatabaseTrouble

log = logging.getLogger(__name__)


class KeepUpdates:
    """Commits the updates that are for us, and says from whom they are; one that is kept already changes nothing."""

    def __init__(
        self,
        inbox: Inbox,
        read: ReadUpdate,
        groups: Groups,
        wake: Callable[[Iterable[int]], None],
        say_trouble: SayTrouble,
        clock: Clock,
    ) -> None:
        self._inbox = inbox
        self._read = read
        self._groups = groups
        self._wake = wake
        self._say_trouble = say_trouble
        self._clock = clock

    async def __call__(self, updates: Sequence[tuple[int, RawUpdate]]) -> bool:
        """Keep updates by their numbers; False when that cannot be done now: Telegram must give them again."""
        rows = [row for number, update in updates if (row := self._row(number, update)) is not None]
        if not rows:
            return True
        try:
            await self._inbox.put(rows, self._clock())
        except DatabaseTrouble as trouble:
            log.error("updates could not be kept, they must come again: %s", trouble.detail)  # noqa: TRY400
            for _, _, text in rows:
                await self._tell(text, trouble)
            return False
        self._wake([sender for _, sender, _ in rows])
        return True

    async def pass_over(self, why: str) -> None:
        """Count an update that cannot be kept."""
        log.warning("an update could not be read and was passed over: %s", why)
        try:
            await self._inbox.pass_over(None, self._clock())
        except DatabaseTrouble as trouble:
            log.warning("it could not be counted: %s", trouble.detail)

    def _row(self, number: int, update: RawUpdate) -> tuple[int, int, str] | None:
        """Return number, sender and JSON of an update that is for us; of a group's nothing is kept that was said."""
        sender = sender_of(update.content)
        if sender is None or sender >= NOBODY:
            return None if sender is None else (number, sender, update.text)
        added = tells_of_adding(update.content) is True
        if self._groups.is_left(sender) and not added:
            return None
        return number, sender, without_words(number, sender, added=added)

    async def _tell(self, text: str, trouble: DatabaseTrouble) -> None:
        with suppress(Unreadable, FromGroup):
            update = self._read(text.encode())
            if update is not None:
                await self._say_trouble(update, trouble)
