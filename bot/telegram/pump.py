"""Handling the inbox: one person's updates in order, different people's side by side, a turn for each update."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from aiogram.exceptions import TelegramRetryAfter
from aiogram.types import Update

from bot.telegram.chat import Unreachable
from bot.telegram.groups import FromGroup, Groups
from bot.telegram.inbox import Inbox, ReadUpdate, Row, SayTrouble
from bot.telegram.shared_inbox import LOOKED_AT_EVERY, Held, SharedInbox, in_hand
from bot.telegram.slots import Slot, Slots, current_slot, elsewhere
from bot.telegram.updates import Unreadable
from domain.clock import Clock
from domain.errors import DatabaseTrouble
from domain.log_numbers import about
from domain.owed import Owed

log = logging.getLogger(__name__)

MOST_TRIES = 3
KEEP_DONE = timedelta(days=2)
AFTER_TROUBLE = 1.0
ANY_NUMBER = 10**9

Known = Callable[[Iterable[int]], Awaitable[set[int]]]
"""Says which of these people may use the bot; the others are strangers."""


class Pump:
    """Handles the rows: one person's in order, different people's side by side."""

    def __init__(
        self,
        inbox: Inbox,
        read: ReadUpdate,
        known: Known,
        groups: Groups,
        handle: Callable[[Update, int], Awaitable[None]],
        show_again: Callable[[Update], Awaitable[None]],
        apologise: Callable[[Update], Awaitable[None]],
        say_trouble: SayTrouble,
        clock: Clock,
        say_trouble_to: Callable[[int, DatabaseTrouble], Awaitable[None]] | None = None,
        shared: SharedInbox | None = None,
    ) -> None:
        """`shared` is the inbox where other processes take from it, too."""
        self._inbox = inbox
        self._read = read
        self._known = known
        self._groups = groups
        self._handle = handle
        self._show_again = show_again
        self._apologise = apologise
        self._say_trouble = say_trouble
        self._clock = clock
        self._say_trouble_to = say_trouble_to
        self._shared = shared
        self._owed = Owed[int](clock)
        self._woken = asyncio.Event()
        self._come: Counter[int] = Counter()
        """Who has sent something that nobody has looked at yet, and how much."""
        self._left: dict[int, int] = {}
        """Who waits for a slot or has one, and how many of their updates wait at most."""
        self._slots: Slots | None = None
        self._stopping = asyncio.Event()

    def wake(self, people: Iterable[int]) -> None:
        """Say from whom there are new rows, once for each."""
        self._come.update(people)
        self._woken.set()

    def stop(self) -> None:
        """Finish what is being handled and begin nothing more."""
        self._stopping.set()
        if self._slots is not None:
            self._slots.close()
        self._woken.set()

    async def sweep(self) -> None:
        """Forget what was done long ago."""
        await self._inbox.sweep(self._clock() - KEEP_DONE)

    async def run(self) -> None:
        """Serve until stopped."""
        await self._look_at_all()
        async with asyncio.TaskGroup() as group:

            def begin(slot: Slot) -> None:
                group.create_task(self._serve(slot))

            slots = self._slots = Slots(begin)
            if self._shared is not None:
                group.create_task(self._look_again())
            while not self._stopping.is_set():
                self._woken.clear()
                await self._let_them_wait(slots)
                await self._woken.wait()

    async def _look_at_all(self) -> None:
        """Find what was left open by an earlier process; what comes from now on is told."""
        while not self._stopping.is_set():
            try:
                waiting = await self._inbox.open_people()
            except Exception:
                log.exception("the inbox could not be read, looking again")
                await asyncio.sleep(AFTER_TROUBLE)
            else:
                self._come.update(dict.fromkeys(waiting, ANY_NUMBER))
                return

    async def _look_again(self) -> None:
        """Find what another process was told of and has left: its rows are free when their lease has ended."""
        while not self._stopping.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOKED_AT_EVERY):
                    await self._stopping.wait()
            if self._stopping.is_set():
                return
            try:
                waiting = await self._inbox.open_people()
            except Exception as error:  # noqa: BLE001 - it is looked at again in a moment
                log.warning("the inbox could not be read, looking again: %s", type(error).__name__)
            else:
                self.wake(person_id for person_id in waiting if person_id not in self._left)

    async def _let_them_wait(self, slots: Slots) -> None:
        """Put those who have sent something into their line."""
        come, self._come = self._come, Counter()
        try:
            known = await self._known(come) if come else set()
        except DatabaseTrouble as trouble:
            log.warning("who has sent something could not be read, looking again: %s", trouble.detail)
            for person_id in come:
                await self._tell(person_id, trouble)
            await asyncio.sleep(AFTER_TROUBLE)
            self._come.update(come)
            self._woken.set()
            return
        except Exception:
            log.exception("who has sent something could not be read, looking again")
            await asyncio.sleep(AFTER_TROUBLE)
            self._come.update(come)
            self._woken.set()
            return
        for person_id in sorted(come, key=lambda person_id: person_id not in known):
            if person_id in self._left:
                self._left[person_id] += come[person_id]
            elif not self._stopping.is_set():
                self._left[person_id] = come[person_id]
                slots.ask(person_id, stranger=person_id not in known)

    async def _serve(self, slot: Slot) -> None:
        """Handle the person's oldest update; whoever has more of them asks for a slot again, behind the others."""
        current_slot.set(slot)
        person_id = slot.person_id
        expected = self._left[person_id]
        try:
            async with self._next_of(person_id) as held:
                if held.row is None:
                    self._left[person_id] -= expected
                else:
                    with about(update=held.row.id):
                        held.is_done = await self._is_done(held.row)
            if held.is_done:
                # Others may have left more of theirs for whoever had this one.
                least = 0 if self._shared is None else 1
                self._left[person_id] = max(self._left[person_id] - 1, least)
        except DatabaseTrouble as trouble:
            log.error("what %s sent waits: %s", person_id, trouble.detail)  # noqa: TRY400
            await self._tell(person_id, trouble)
            await self._wait(AFTER_TROUBLE)
        except Exception:
            log.exception("what %s sent waits", person_id)
            await self._wait(AFTER_TROUBLE)
        finally:
            slot.end()
            left = self._left.pop(person_id)
            if left > 0:
                self._come[person_id] += left
            self._woken.set()

    @asynccontextmanager
    async def _next_of(self, person_id: int) -> AsyncIterator[Held]:
        """Have the person's oldest update in hand."""
        if self._shared is None:
            yield Held(await self._inbox.next_of(person_id), self._clock())
            return
        async with in_hand(self._shared, person_id, self._clock, self._owed) as held:
            yield held

    async def _tell(self, person_id: int, trouble: DatabaseTrouble) -> None:
        """Say that what somebody sent waits; whoever was told so is not told again. A group is told nothing ever."""
        if self._say_trouble_to is not None and person_id > 0:
            await self._say_trouble_to(person_id, trouble)

    async def _is_done(self, row: Row) -> bool:
        """Handle a row; False when it is to be handled again."""
        try:
            update = self._read(row.body)
        except FromGroup as group:
            await self._groups.leave(group.group_id, added=group.added)
            update = None
        except Unreadable as error:
            log.warning("update %s could not be read and was passed over: %s", row.id, error.reason)
            await self._inbox.pass_over(row.id, self._clock())
            return True
        if update is not None and not await self._is_over(update, row):
            return False
        await self._inbox.done(row.id, self._clock())
        return True

    async def _is_over(self, update: Update, row: Row) -> bool:
        """Handle the update; False when it is to be tried again."""
        try:
            if row.applied:
                await self._show_again(update)
                if row.tries:
                    # An error came behind its first commit: what is done is in sight now, and may be a part of it.
                    await self._excuse(update, row)
            else:
                await self._handle(update, row.id)
        except Unreachable:
            log.info("update %s: the person cannot be reached", row.id)
        except TelegramRetryAfter as error:
            log.info("update %s: Telegram asks to wait %s s", row.id, error.retry_after)
            await self._wait(error.retry_after)
            return False
        except DatabaseTrouble as trouble:
            # The row stays: it is handled as soon as the database can be written.
            await self._say_trouble(update, trouble)
            raise
        except Exception:
            log.exception("update %s could not be handled", row.id)
            await self._inbox.count_try(row.id)
            if row.tries + 1 < MOST_TRIES:
                return False
            await self._excuse(update, row)
        return True

    async def _excuse(self, update: Update, row: Row) -> None:
        """Say that it did not work; who cannot be told so is not held up by it."""
        try:
            await self._apologise(update)
        except DatabaseTrouble:
            raise
        except Exception as error:  # noqa: BLE001 - it was the last that could be done about this update
            log.warning("update %s: nobody could be told: %s", row.id, type(error).__name__)

    @staticmethod
    async def _wait(seconds: float) -> None:
        async with elsewhere():
            await asyncio.sleep(seconds)
