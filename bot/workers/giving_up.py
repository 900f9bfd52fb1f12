"""Giving up: what becomes of work that ended in exceptions nobody expected, so that nobody waits for it for ever."""

from domain.clock import Clock
from domain.deliveries.outbox import Outbox
from domain.faults import Fault, Faults, pause_after
from domain.work import Claim, Work


class GiveUpLetter:
    """Ends a letter that cannot be carried."""

    def __init__(self, outbox: Outbox, clock: Clock) -> None:
        self._outbox = outbox
        self._clock = clock

    async def __call__(self, claim: Claim, fault: Fault) -> None:
        """What was behind its mark becomes its author's question."""
        await self._outbox.give_up(claim, fault, self._clock())


class GiveUpProbe:
    """Leaves a probe for later: the connection rests, and its letters wait, as they did."""

    def __init__(self, work: Work, faults: Faults, clock: Clock) -> None:
        self._work = work
        self._faults = faults
        self._clock = clock

    async def __call__(self, claim: Claim, fault: Fault) -> None:
        """It is probed again after the longest pause."""
        await self._faults.tell(fault, claim.kind, claim.id)
        await self._work.release(claim, self._clock() + pause_after(claim.tries + 1))
