"""Looking at a database that may not answer: nobody who asks waits for ever, and what looks is never cut off."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

PATIENCE = 5.0
"""Seconds that the database has to answer; Prometheus itself waits for ten."""

Seen = TypeVar("Seen")


class Looking(Generic[Seen]):
    """One look at a time: who asks while one is under way waits for the same."""

    def __init__(self, look: Callable[[], Awaitable[Seen]], patience: float) -> None:
        self._look = look
        self._patience = patience
        self._task: asyncio.Task[Seen] | None = None

    async def __call__(self) -> Seen:
        """Return what was seen. Raises TimeoutError where that takes too long; the look goes on."""
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._looked())
        done, _ = await asyncio.wait([self._task], timeout=self._patience)
        if not done:
            raise TimeoutError
        return done.pop().result()

    async def close(self) -> None:
        """Wait for the look that is under way."""
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _looked(self) -> Seen:
        try:
            return await self._look()
        finally:
            self._task = None
