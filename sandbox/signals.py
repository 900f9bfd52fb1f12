"""Wakes those who wait for a change, so that nobody has to poll or sleep."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 60.0
"""Seconds that something is waited for unless it is said otherwise: a machine that is busy is no failure."""


class Signal:
    """Something changed; what changed is for the waiter to look at."""

    def __init__(self) -> None:
        self.version = 0
        self._waiters: set[asyncio.Future[None]] = set()

    def fire(self) -> None:
        """Wakes everyone who waits at this moment."""
        self.version += 1
        waiters, self._waiters = self._waiters, set()
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def wait(self) -> None:
        """Returns at the next change."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await waiter
        finally:
            self._waiters.discard(waiter)

    async def until(self, check: Callable[[], T], timeout: float) -> T:  # noqa: ASYNC109 - part of the agreed API
        """Returns the first truthy result of the check; raises TimeoutError."""
        async with asyncio.timeout(timeout):
            while not (result := check()):
                await self.wait()
        return result
