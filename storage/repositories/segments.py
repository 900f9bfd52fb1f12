"""Plain segments of runs: each is one piece of the writer's commit, with the letters that are taken in it."""

from datetime import timedelta

from domain.runs.keep_segment import Kept, PlainSegment
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.runs import save_run
from storage.repositories.settling import settle_run
from storage.repositories.work import fence
from storage.statements import Steps
from storage.transactions import execute


class SegmentRepository:
    """Implements `domain.runs.keep_segment.Segments`."""

    def __init__(self, deliveries: DeliveryRepository, outbox: OutboxRepository) -> None:
        self._deliveries = deliveries
        self._outbox = outbox

    async def keep(self, segment: PlainSegment, *, lease: timedelta, room: int) -> Kept:
        """Write it, and take letters that may go."""
        kept = await execute(lambda: self._keep(segment, lease, room))
        self._outbox.tell_left()
        return kept

    def _keep(self, segment: PlainSegment, lease: timedelta, room: int) -> Steps[Kept]:
        claim, state, now = segment.claim, segment.state, segment.now
        yield from fence(claim)
        numbers = []
        for letter in segment.letters:
            number = yield from self._deliveries.adding(claim.id, letter, now)
            numbers.append(number)
        if segment.waits:
            state.waiting_for = numbers[-1]
        yield from save_run(claim, state, segment.steps, segment.forgotten, segment.status, segment.error)
        if segment.settles:
            yield from settle_run(claim.id, now, news=segment.news)
        taken = (yield from self._outbox.taking(now, lease, room)) if room else []
        return Kept(numbers, [(letter.claim, letter) for letter in taken])
