"""Whose turn a card is: who draws it does so after whoever has begun before."""

import asyncio
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

    def of(self, card: int, person: Person) -> "Turn":
        """Return a turn of the card, to be taken by `async with`, which says whether it was waited for.

        Who does not wait for Telegram does not wait behind somebody who does, either: TelegramRetryAfter comes out.
        """
        line = self._lines.get(card)
        if line is None:
            line = self._lines[card] = _Line()
        return Turn(line, person)


class _Line(asyncio.Lock):
    """Those who have asked for a card's turn; `count` is how many wait for it or have it."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0


class Turn:
    """One turn; where nobody else has asked for the card it costs no timer."""

    __slots__ = ("_line", "_person")

    def __init__(self, line: _Line, person: Person) -> None:
        self._line = line
        self._person = person

    async def __aenter__(self) -> bool:
        waits = self._line.count > 0
        self._line.count += 1
        try:
            async with asyncio.timeout(LONGEST_TURN if waits and impatient.get() else None):
                await self._line.acquire()
        except BaseException as error:
            self._line.count -= 1
            if isinstance(error, TimeoutError):
                method = EditMessageText(chat_id=self._person.telegram_id, text="")
                raise TelegramRetryAfter(method, "the card is waited for", LOOK_AGAIN) from None
            raise
        return waits

    async def __aexit__(self, *_: object) -> None:
        self._line.count -= 1
        self._line.release()
