"""Taking up what was left: for the only worker of a database, at its start and when it was stopped in mid work."""

import logging
from collections.abc import Collection
from typing import Protocol

from domain.clock import Clock
from domain.deliveries.outbox import Outbox
from domain.work import Work, WorkKind

log = logging.getLogger(__name__)


class TakeUp:
    """Makes everything free that somebody had in hand, and asks about the letters that were behind their marks."""

    def __init__(self, *, outbox: Outbox, work: Work, clock: Clock) -> None:
        self._outbox = outbox
        self._work = work
        self._clock = clock

    async def __call__(self) -> None:
        """Nobody else may be at work."""
        letters = await self._outbox.take_up(self._clock())
        released = await self._work.release_all()
        if letters or released:
            log.info("taken up: %s letters behind their marks, %s other pieces of work", letters, released)


class Updates(Protocol):
    """What people have sent, in the hands of processes with a chat."""

    async def give_back_all(self) -> int:
        """Let others take whatever somebody has in hand; return how much that is."""
        ...


class TakeOver:
    """Makes free what the process before this one had in hand, of the kinds that only a process with a chat does.

    For the only one that has a chat: whoever was killed with somebody's press in hand keeps nobody waiting. One that is
    only frozen does no harm when it wakes up: its tokens are old, and an update is applied once.
    """

    def __init__(self, *, updates: Updates, work: Work, kinds: Collection[WorkKind]) -> None:
        self._updates = updates
        self._work = work
        self._kinds = kinds

    async def __call__(self) -> None:
        """No other process with a chat may be at work."""
        updates = await self._updates.give_back_all()
        released = await self._work.release_all(self._kinds)
        if updates or released:
            log.info("taken over: %s updates and %s other pieces of work", updates, released)
