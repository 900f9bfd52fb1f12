"""Giving up to tell something: its person hears in plain words that there is what cannot be drawn."""

from collections.abc import Awaitable, Callable
from contextlib import suppress

from bot.telegram.chat import Unreachable
from bot.telegram.page import Page
from bot.telegram.screen import Screen
from domain.faults import Fault, Faults
from domain.people import People
from domain.work import Claim, Work


class GiveUpTelling:
    """Tells in plain words that there is something which cannot be drawn; nobody is left without a word."""

    def __init__(
        self,
        *,
        key: str,
        to_whom: Callable[[int], Awaitable[int | None]],
        done: Callable[[int], Awaitable[None]],
        people: People,
        screen: Screen,
        work: Work,
        faults: Faults,
    ) -> None:
        self._key = key
        self._to_whom = to_whom
        self._done = done
        self._people = people
        self._screen = screen
        self._work = work
        self._faults = faults

    async def __call__(self, claim: Claim, fault: Fault) -> None:
        """Raises what the chat raises: it is told later then."""
        number = await self._to_whom(claim.id)
        person = None if number is None else await self._people.get(number)
        if person is not None:
            page = Page(self._screen.visit(person).text(self._key, number=fault.number))
            with suppress(Unreachable):
                await self._screen.chat.say(person.telegram_id, page)
            await self._faults.tell(fault, claim.kind, claim.id)
        await self._done(claim.id)
        await self._work.release(claim, None)
