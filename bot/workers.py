"""Workers: claim rows that are due, do their work, and sleep until a hint or the clock says that there is more."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

from domain.clock import Clock
from domain.work import Claim, LostClaim, Work, WorkKind

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
LONGEST_SLEEP = 30.0
"""Seconds: even with every hint lost, nothing waits longer."""

AFTER_A_FAILURE = timedelta(seconds=30)
AFTER_TROUBLE = 1.0


class LocalHints:
    """The embedded adapter of hints: one event for each kind of work, in the one process."""

    def __init__(self) -> None:
        self._events = {kind: asyncio.Event() for kind in WorkKind}

    def wake(self, kind: WorkKind) -> None:
        """Say that there may be work of that kind."""
        self._events[kind].set()

    def wake_all(self) -> None:
        """Say that there may be work of every kind."""
        for event in self._events.values():
            event.set()

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


class Worker:
    """Does one kind of work, `side_by_side` pieces at a time. An exception releases the row, never deletes it."""

    def __init__(
        self,
        kind: WorkKind,
        act: Callable[[Claim], Awaitable[None]],
        *,
        work: Work,
        hints: LocalHints,
        clock: Clock,
        side_by_side: int,
    ) -> None:
        self._kind = kind
        self._act = act
        self._work = work
        self._hints = hints
        self._clock = clock
        self._side_by_side = side_by_side
        self._stopping = False
        self._busy = 0

    def stop(self) -> None:
        """Finish what is being done and claim nothing more."""
        self._stopping = True
        self._hints.wake(self._kind)

    async def run(self) -> None:
        """Work until stopped."""
        async with asyncio.TaskGroup() as group:
            while not self._stopping:
                try:
                    await self._look(group)
                except Exception:
                    # A database that is locked or full for a moment: what is due stays due.
                    log.exception("no %s could be claimed, looking again", self._kind)
                    await asyncio.sleep(AFTER_TROUBLE)

    async def _look(self, group: asyncio.TaskGroup) -> None:
        """Begin what is due, or wait until something may be."""
        claim = None
        if self._busy < self._side_by_side:
            claim = await self._work.claim(self._kind, self._clock(), LEASE)
        if claim is not None:
            self._busy += 1
            group.create_task(self._do(claim))
            return
        if not self._hints.is_set(self._kind):
            await self._hints.wait(self._kind, await self._sleep())
        self._hints.take(self._kind)

    async def _sleep(self) -> float:
        if self._busy >= self._side_by_side:
            return LONGEST_SLEEP
        due = await self._work.next_due(self._kind)
        if due is None:
            return LONGEST_SLEEP
        return min(max((due - self._clock()).total_seconds(), 0.01), LONGEST_SLEEP)

    async def _do(self, claim: Claim) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                keeper = group.create_task(self._keep(claim))
                await self._act(claim)
                keeper.cancel()
        except* LostClaim:
            log.info("%s %s is somebody else's by now", claim.kind, claim.id)
        except* Exception:
            log.exception("%s %s failed, it will be tried again", claim.kind, claim.id)
            with suppress(Exception):  # what cannot be released now is free when its lease ends
                await self._work.release(claim, self._clock() + AFTER_A_FAILURE)
        finally:
            self._busy -= 1
            self._hints.wake(self._kind)

    async def _keep(self, claim: Claim) -> None:
        """Hold the row while its work is being done."""
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            await self._work.renew(claim, self._clock(), LEASE)
