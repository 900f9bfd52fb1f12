"""What a segment writes before it is at its end: rows that nobody sees, until all of it is made live or swept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.deliveries.delivery import NewDelivery
from domain.scenarios.segment import Segment
from domain.scenarios.tracing import Entry
from domain.work import Claim

DROPPED_AT_ONCE = 100


class Spills(Protocol):
    """Rows of segments that are not committed. Each call raises LostClaim when the run is somebody else's by now."""

    async def sweep(self, claim: Claim) -> int:
        """Take away what a segment of the run left that came to nothing, a little at a time; return how much it was."""
        ...

    async def put(
        self,
        claim: Claim,
        steps: Sequence[Entry],
        forgotten: Sequence[tuple[int, int]],
        letters: Sequence[NewDelivery],
        now: datetime,
    ) -> list[int]:
        """Write letters, and steps of the event chain, of a segment that goes on, or broke off.

        Returns the letters' numbers.
        """
        ...

    async def drop(self, claim: Claim, numbers: Sequence[int]) -> None:
        """Take away letters of these numbers that were put and are not live."""
        ...


async def spill(spills: Spills, claim: Claim, segment: Segment, now: datetime) -> None:
    """Write what a segment holds to hidden rows, and hold it no more."""
    await drop_taken_back(spills, claim, segment)
    steps, forgotten = segment.chain.take()
    segment.has_spilled = True
    segment.spilled += await spills.put(claim, steps, forgotten, [item.letter for item in segment.staged], now)
    segment.staged.clear()


async def drop_taken_back(spills: Spills, claim: Claim, segment: Segment) -> None:
    """Take away the rows of letters that the segment made and took back."""
    while segment.dropped:
        some = segment.dropped[-DROPPED_AT_ONCE:]
        await spills.drop(claim, some)
        del segment.dropped[-DROPPED_AT_ONCE:]
