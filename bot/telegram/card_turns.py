"""Whose turn a card is: who draws it does so after whoever has begun before."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import EditMessageText

from bot.telegram.chat import impatient
from domain.people import Person

LONGEST_TURN = 5.0
"""Seconds after which whoever has a card's turn is taken to wait for Telegram."""

LOOK_AGAIN = 15
"""Seconds until somebody else tries again."""


class CardTurns:
    """The turns of cards, by their numbers."""

    def __init__(self) -> None:
        self._lines: WeakValueDictionary[int, _Line] = WeakValueDictionary()

    @asynccontextmanager
    async def of(self, card: int, person: Person) -> AsyncIterator[bool]:
        """Take a turn of the card for what is inside; say whether it was waited for.

        Who does not wait for Telegram does not wait behind somebody who does, either: TelegramRetryAfter comes out.
        """
        line = self._lines.setdefault(card, _Line())
        waits = line.count > 0
        line.count += 1
        try:
            try:
                async with asyncio.timeout(LONGEST_TURN if waits and impatient.get() else None):
                    await line.acquire()
            except TimeoutError:
                method = EditMessageText(chat_id=person.telegram_id, text="")
                raise TelegramRetryAfter(method, "the card is waited for", LOOK_AGAIN) from None
            try:
                yield waits
            finally:
                line.release()
        finally:
            line.count -= 1


class _Line(asyncio.Lock):
    """Those who have asked for a card's turn; `count` is how many wait for it or have it."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
