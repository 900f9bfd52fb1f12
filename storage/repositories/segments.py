"""Plain segments of runs: those that are ready at one moment are written together, with the letters taken then."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.deliveries.outbox import Taken
from domain.runs.keep_segment import Kept, PlainSegment
from storage.repositories.deliveries import LETTERED_ONES, DeliveryRepository
from storage.repositories.letter_rows import write_letters
from storage.repositories.met import Met
from storage.repositories.outbox import OutboxRepository
from storage.repositories.run_segments import save_run, save_runs
from storage.repositories.settling import BEGUN, plain_begins, settle_begun, settle_run
from storage.repositories.traces import write_steps_of
from storage.repositories.work import fence
from storage.statements import AMONG, Steps
from storage.together import Among
from storage.transactions import execute


@dataclass(frozen=True, slots=True)
class _Ready:
    """A segment that waits for the writer, and how many letters may be taken with it, for how long."""

    segment: PlainSegment
    lease: timedelta
    room: int


class SegmentRepository:
    """Implements `domain.runs.keep_segment.Segments`."""

    def __init__(self, deliveries: DeliveryRepository, outbox: OutboxRepository) -> None:
        self._deliveries = deliveries
        self._outbox = outbox

    async def keep(self, segment: PlainSegment, *, lease: timedelta, room: int) -> Kept:
        """Write it, and take letters that may go."""
        ready = _Ready(segment, lease, room)
        kept, met = await execute(lambda: self._keep(ready), Among(self._keep_many, ready, fenced=True))
        self._outbox.tell_of(met)
        return kept

    def _keep(self, ready: _Ready) -> Steps[tuple[Kept, Met]]:
        segment = ready.segment
        claim, state, now = segment.claim, segment.state, segment.now
        yield from fence(claim)
        numbers: list[int] = []
        for letter in segment.letters:
            number = yield from self._deliveries.adding(claim.id, letter, now)
            numbers.append(number)
        if segment.waits:
            state.waiting_for = numbers[-1]
        yield from save_run(claim, state, segment.steps, segment.forgotten, segment.status, segment.error)
        if segment.settles:
            yield from settle_run(claim.id, now, news=segment.news)
        met = Met()
        taken = (yield from self._outbox.taking(now, ready.lease, ready.room, met)) if ready.room else []
        return Kept(numbers, [(letter.claim, letter) for letter in taken]), met

    def _keep_many(self, waiting: Sequence[_Ready]) -> Steps[Mapping[int, tuple[Kept, Met]]]:
        """Write those together that have letters, nothing wrong, and go by connections that rest for nothing."""
        ready, begins = yield from self._plain_ones(waiting)
        if not ready:
            return {}
        made = [(place, letter) for place, one in ready.items() for letter in one.segment.letters]
        written = yield from write_letters(
            [(ready[place].segment.claim.id, letter, ready[place].segment.now) for place, letter in made]
        )
        numbers: dict[int, list[int]] = {place: [] for place in ready}
        for (place, _), number in zip(made, written, strict=True):
            numbers[place].append(number)
        segments = [one.segment for one in ready.values()]
        for place, one in ready.items():
            if one.segment.waits:
                one.segment.state.waiting_for = numbers[place][-1]
        yield LETTERED_ONES, (json.dumps([segment.claim.id for segment in segments]),)
        yield from save_runs([(segment.claim, segment.state, segment.status) for segment in segments])
        yield from write_steps_of([(segment.claim.id, step) for segment in segments for step in segment.steps])
        yield from settle_begun(
            {segment.claim.id: (segment.news, segment.now) for segment in segments if segment.settles}, begins
        )
        first = next(iter(ready))
        met = {place: Met() for place in ready}
        taken = yield from self._taken_with(list(ready.values()), met[first])
        owners = {number: place for place, own in numbers.items() for number in own}
        own: dict[int, list[Taken]] = {place: [] for place in ready}
        for letter in taken:
            own[owners.get(letter.claim.id, first)].append(letter)
        return {place: (Kept(numbers[place], [(one.claim, one) for one in own[place]]), met[place]) for place in ready}

    def _plain_ones(self, waiting: Sequence[_Ready]) -> Steps[tuple[dict[int, _Ready], Mapping[int, int | None]]]:
        """Return by their places those that go together, and which records follow the runs that begin.

        Of the others nothing is known to be wrong.
        """
        ids = json.dumps([one.segment.claim.id for one in waiting])
        answer = yield f"SELECT id, token FROM scenario_run WHERE id {AMONG}", (ids,)
        tokens = {row[0]: row[1] for row in answer.rows}
        begins = yield from plain_begins([one.segment.claim.id for one in waiting if one.segment.settles])
        used = {letter.connection_id for one in waiting for letter in one.segment.letters}
        held = yield from self._deliveries.read_holds(used)
        ready: dict[int, _Ready] = {}
        seen: set[object] = set()
        for place, one in enumerate(waiting):
            segment = one.segment
            keys = {segment.claim.id, *(letter.message_id for letter in segment.letters)}
            usual = (
                len(keys) == len(segment.letters) + 1 > 1
                and not segment.forgotten
                and segment.error is None
                and (not segment.settles or (segment.claim.id in begins and segment.status in BEGUN))
            )
            free = all(letter.connection_id not in held for letter in segment.letters)
            if usual and free and tokens.get(segment.claim.id) == segment.claim.token and not keys & seen:
                ready[place] = one
                seen |= keys
        return ready, begins

    def _taken_with(self, ready: Sequence[_Ready], met: Met) -> Steps[list[Taken]]:
        room = min(one.room for one in ready)
        if not room:
            return []
        return (yield from self._outbox.taking(max(one.segment.now for one in ready), ready[0].lease, room, met))
