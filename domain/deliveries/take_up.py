"""Taking up what was left: for the only worker of a database, at its start and when it was stopped in mid work."""

import logging

from domain.clock import Clock
from domain.deliveries.outbox import Outbox
from domain.work import Work

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
