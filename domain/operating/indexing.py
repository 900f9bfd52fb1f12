"""Making findable what was there before an upgrade: a little at a time, so that nobody waits, and on from there after a
restart."""

import asyncio
import logging
from typing import Protocol

log = logging.getLogger(__name__)

REST = 0.02
"""Seconds between two steps, which belong to others."""


class OlderRows(Protocol):
    """Rows that are not findable yet."""

    async def make_some_findable(self) -> int | None:
        """Make a few findable and note how far it came, in one transaction; None when none is left."""
        ...


class MakeFindable:
    """Goes through all older rows."""

    def __init__(self, rows: OlderRows) -> None:
        self._rows = rows

    async def __call__(self) -> int:
        """Return how many rows were made findable: 0 in all but the first run after an upgrade."""
        done = 0
        while (some := await self._rows.make_some_findable()) is not None:
            done += some
            await asyncio.sleep(REST)
        if done:
            log.info("%s older accounts and records can be found by all their words now", done)
        return done
