"""Work that takes long, done a little at a time on the loop: everybody else has their turn in between.

In a thread it would fight for the interpreter's lock with whoever is served meanwhile.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from typing import TypeVar

Item = TypeVar("Item")

TURN = 0.004
"""Seconds of work before others have their turn."""

REST = 0.002
"""Seconds that are theirs: an answer takes many small steps, and none of them is to wait for a turn of ours."""


class Turns:
    """Says after each piece of the work whether it is the others' turn."""

    def __init__(self) -> None:
        self._since = time.perf_counter()

    async def give(self) -> None:
        """Let whoever waits be served, where our turn is over."""
        if time.perf_counter() - self._since >= TURN:
            await asyncio.sleep(REST)
            self._since = time.perf_counter()


class SharedTurns:
    """A turn of the loop that many pieces of work share: as many are done in it as there is time for."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._over: asyncio.Event | None = None

    async def wait(self) -> None:
        """Wait for a turn; where none has had one since the loop has come round, at once."""
        while self._over is not None:
            await self._over.wait()
        if self._since is not None and time.perf_counter() - self._since >= TURN:
            over = self._over = asyncio.Event()
            try:
                await asyncio.sleep(0)
            finally:
                self._over = None
                over.set()
        if self._since is None:
            self._since = time.perf_counter()
            asyncio.get_running_loop().call_soon(self._end)

    def _end(self) -> None:
        self._since = None


async def in_turns(items: Iterable[Item]) -> AsyncIterator[Item]:
    """Yield what a generator makes; whoever waits is served every few milliseconds."""
    turns = Turns()
    for item in items:
        yield item
        await turns.give()


async def next_of(items: AsyncIterator[Item], most: int) -> list[Item]:
    """Return the next items, so many at most; none at the end."""
    found = []
    async for item in items:
        found.append(item)
        if len(found) >= most:
            break
    return found
