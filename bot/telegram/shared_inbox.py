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
from functools import partial
from typing import Protocol

from bot.telegram.inbox import Row
from domain.clock import Clock
from domain.errors import DatabaseTrouble
from domain.owed import Owed

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

    async def hold(self, update_id: int, lease: datetime, until: datetime) -> bool:
        """Hold a row longer that was held until `lease`; False where somebody else has it by now."""
        ...

    async def give_back(self, update_id: int, lease: datetime) -> None:
        """Let others take a row that is not done and was held until `lease`; what somebody else has stays theirs."""
        ...


@dataclass(slots=True)
class Held:
    """A row in hand until its `lease` ends, or none; `is_done` is said by whoever has done it."""

    row: Row | None
    lease: datetime
    is_done: bool = False


@asynccontextmanager
async def in_hand(inbox: SharedInbox, person_id: int, clock: Clock, owed: Owed[int]) -> AsyncIterator[Held]:
    """Take the person's next update and hold it until the end of the block. Raises DatabaseTrouble.

    What of before is `owed` is given back first: this process had it in hand, and it would wait until its lease ends.
    """
    await owed.give_back()
    now = clock()
    held = Held(await inbox.take_next(person_id, now, LEASE), now + LEASE)
    if held.row is None:
        yield held
        return
    over = asyncio.Event()
    renewing = asyncio.get_running_loop().create_task(_renewing(inbox, held, held.row.id, clock, over))
    try:
        yield held
    finally:
        over.set()
        # It is waited for and never cancelled: what is being written is written.
        await asyncio.shield(asyncio.wait([renewing]))
        if not held.is_done:
            try:
                await inbox.give_back(held.row.id, held.lease)
            except DatabaseTrouble:
                owed.add(held.row.id, partial(inbox.give_back, held.row.id, held.lease), held.lease)


async def _renewing(inbox: SharedInbox, held: Held, update_id: int, clock: Clock, over: asyncio.Event) -> None:
    while True:
        with suppress(TimeoutError):
            async with asyncio.timeout(RENEWED_EVERY):
                await over.wait()
        if over.is_set():
            return
        try:
            until = clock() + LEASE
            if await inbox.hold(update_id, held.lease, until):
                held.lease = until
        except Exception:
            log.exception("update %s: its lease could not be renewed", update_id)
