"""Work that takes long, done a little at a time on the loop: everybody else has their turn in between.

In a thread it would fight for the interpreter's lock with whoever is served meanwhile.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from typing import TypeVar

Item = TypeVar("Item")

TURN = 0.005
"""Seconds of work before others have their turn."""


async def in_turns(items: Iterable[Item]) -> AsyncIterator[Item]:
    """Yield what a generator makes; whoever waits is served every few milliseconds."""
    since = time.perf_counter()
    for item in items:
        yield item
        if time.perf_counter() - since >= TURN:
            await asyncio.sleep(0)
            since = time.perf_counter()
