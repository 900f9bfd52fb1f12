"""Handling the inbox: one person's updates in order, different people's side by side."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

from aiogram.types import Update

from bot.chat import Unreachable
from bot.inbox import Inbox, ReadUpdate, Row, SayTrouble
from bot.updates import Unreadable
from domain.clock import Clock
from domain.errors import DatabaseTrouble

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 10
"""How many people are served at once: more gains nothing and makes everybody wait (measured)."""

MOST_TRIES = 3
KEEP_DONE = timedelta(days=2)
AFTER_TROUBLE = 1.0


class Pump:
    """Handles the rows: one person's in order, different people's side by side."""

    def __init__(
        self,
        inbox: Inbox,
        read: ReadUpdate,
        handle: Callable[[Update, int], Awaitable[None]],
        show_again: Callable[[Update], Awaitable[None]],
        apologise: Callable[[Update], Awaitable[None]],
        say_trouble: SayTrouble,
        clock: Clock,
    ) -> None:
        self._inbox = inbox
        self._read = read
        self._handle = handle
        self._show_again = show_again
        self._apologise = apologise
        self._say_trouble = say_trouble
        self._clock = clock
        self._woken = asyncio.Event()
        self._served: set[int] = set()
        self._places = asyncio.Semaphore(SIDE_BY_SIDE)
        self._stopping = False

    def wake(self) -> None:
        """Say that there may be new rows."""
        self._woken.set()

    def stop(self) -> None:
        """Finish what is being handled and begin nothing more."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Serve until stopped."""
        await self._inbox.sweep(self._clock() - KEEP_DONE)
        async with asyncio.TaskGroup() as group:
            while not self._stopping:
                self._woken.clear()
                try:
                    waiting = await self._inbox.open_people()
                except Exception:
                    log.exception("the inbox could not be read, looking again")
                    await asyncio.sleep(AFTER_TROUBLE)
                    self._woken.set()
                    continue
                for person_id in waiting:
                    if person_id not in self._served:
                        self._served.add(person_id)
                        group.create_task(self._serve(person_id))
                await self._woken.wait()

    async def _serve(self, person_id: int) -> None:
        try:
            async with self._places:
                while not self._stopping and (row := await self._inbox.next_of(person_id)) is not None:
                    await self._one(row)
        except DatabaseTrouble as trouble:
            log.error("what %s sent waits: %s", person_id, trouble.detail)  # noqa: TRY400
            await asyncio.sleep(AFTER_TROUBLE)
        except Exception:
            log.exception("what %s sent waits", person_id)
            await asyncio.sleep(AFTER_TROUBLE)
        finally:
            self._served.discard(person_id)
            self._woken.set()

    async def _one(self, row: Row) -> None:
        try:
            update = self._read(row.body)
        except Unreadable as error:
            log.warning("update %s could not be read and was passed over: %s", row.id, error.reason)
            await self._inbox.pass_over(row.id, self._clock())
            return
        if update is None or await self._is_over(update, row):
            await self._inbox.done(row.id, self._clock())

    async def _is_over(self, update: Update, row: Row) -> bool:
        """Handle the update; False when it is to be tried again."""
        try:
            if row.applied:
                await self._show_again(update)
            else:
                await self._handle(update, row.id)
        except Unreachable:
            log.info("update %s: the person cannot be reached", row.id)
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
