"""One inbox for several processes behind a balancer: a person's updates are in one process's hands at a time.

The hands are a lease of the person's oldest row. A frozen process that wakes up past its lease does no harm: the first
transaction of a handler marks the row as applied, and whoever finds it marked shows where the person is instead.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.telegram.inbox import Row
from domain.clock import Clock
from domain.errors import DatabaseTrouble

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
RENEWED_EVERY = LEASE.total_seconds() / 3
LOOKED_AT_EVERY = 5.0
"""Seconds between two looks for what a process has left that was killed."""


class SharedInbox(Protocol):
    """Rows that several processes take from."""

    async def take_next(self, person_id: int, now: datetime, lease: timedelta) -> Row | None:
        """Take the person's oldest update that is not done; None when there is none, or somebody has one of theirs."""
        ...

    async def hold(self, update_id: int, until: datetime) -> None:
        """Hold a row longer."""
        ...

    async def give_back(self, update_id: int) -> None:
        """Let others take a row that is not done."""
        ...


@dataclass(slots=True)
class Held:
    """A row in hand, or none; `is_done` is said by whoever has done it."""

    row: Row | None
    is_done: bool = False


@asynccontextmanager
async def in_hand(inbox: SharedInbox, person_id: int, clock: Clock) -> AsyncIterator[Held]:
    """Take the person's next update and hold it until the end of the block. Raises DatabaseTrouble."""
    held = Held(await inbox.take_next(person_id, clock(), LEASE))
    if held.row is None:
        yield held
        return
    over = asyncio.Event()
    renewing = asyncio.get_running_loop().create_task(_renewing(inbox, held.row.id, clock, over))
    try:
        yield held
    finally:
        over.set()
        # It is waited for and never cancelled: what is being written is written.
        await asyncio.shield(asyncio.wait([renewing]))
        if not held.is_done:
            with suppress(DatabaseTrouble):  # then others get it when the lease ends
                await inbox.give_back(held.row.id)


async def _renewing(inbox: SharedInbox, update_id: int, clock: Clock, over: asyncio.Event) -> None:
    while True:
        with suppress(TimeoutError):
            async with asyncio.timeout(RENEWED_EVERY):
                await over.wait()
        if over.is_set():
            return
        try:
            await inbox.hold(update_id, clock() + LEASE)
        except Exception:
            log.exception("update %s: its lease could not be renewed", update_id)
