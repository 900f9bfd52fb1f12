"""Hints within one process: that there may be work."""

import asyncio
from contextlib import suppress

from domain.deliveries.share import Share
from domain.work import WorkKind


class LocalHints:
    """The embedded adapter of hints: one event for each kind of work, in the one process."""

    def __init__(self) -> None:
        self._events = {kind: asyncio.Event() for kind in WorkKind}
        self.share = Share()

    def wake(self, kind: WorkKind) -> None:
        """Say that there may be work of that kind."""
        self._events[kind].set()

    def wake_all(self) -> None:
        """Say that there may be work of every kind."""
        for kind in WorkKind:
            self.wake(kind)

    def pass_on(self, kind: WorkKind) -> None:
        """Say that there may be more than was taken here; there is nobody else."""

    async def wait(self, kind: WorkKind, seconds: float) -> None:
        """Wait for a hint, at most so long."""
        event = self._events[kind]
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await event.wait()

    def is_set(self, kind: WorkKind) -> bool:
        """Whether there was a hint since the last one was taken."""
        return self._events[kind].is_set()

    def take(self, kind: WorkKind) -> None:
        """Take the hint: what comes from now on is a new one."""
        self._events[kind].clear()
