"""Keeping what a segment has changed: all of it in one transaction, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from domain.clock import Atomically, Clock
from domain.deliveries.delivery import NewDelivery
from domain.runs.changed_records import ChangedRecords, write_records
from domain.runs.reports import News
from domain.runs.run import Run, RunStatus
from domain.runs.runs import Runs
from domain.runs.settling import SettledNewDeliveries
from domain.scenarios.bounds import begun_at_birth
from domain.scenarios.segment import Segment
from domain.scenarios.state import RunState
from domain.scenarios.tracing import Entry
from domain.work import Claim, Hands, NoHands, WorkKind


@dataclass(frozen=True, slots=True)
class PlainSegment:
    """What nearly every segment comes to: letters, steps of the event chain, and where the run stands then.

    With `waits` it goes on after the last of its letters. `settles` says that its record and its card are to follow,
    `news` what its report is about where that does not follow from its letters.
    """

    claim: Claim
    letters: Sequence[NewDelivery]
    state: RunState
    waits: bool
    steps: Sequence[Entry]
    forgotten: Sequence[tuple[int, int]]
    status: RunStatus
    error: dict[str, Any] | None
    settles: bool
    news: News | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """The numbers of a segment's letters; `taken` are letters, whosever, that were taken in the same transaction."""

    numbers: Sequence[int]
    taken: Sequence[tuple[Claim, Any]] = ()


class Segments(Protocol):
    """Keeps plain segments, those that are ready at the same moment together."""

    async def keep(self, segment: PlainSegment, *, lease: timedelta, room: int) -> Kept:
        """Write it, and take letters that may go, as many as there is `room` for; raises LostClaim."""
        ...


class KeepSegment:
    """Keeps segments. Letters of a plain one are born taken where a worker of this process sends them."""

    def __init__(
        self,
        *,
        runs: Runs,
        deliveries: SettledNewDeliveries,
        records: ChangedRecords,
        segments: Segments,
        clock: Clock,
        atomically: Atomically,
        hands: Hands | None = None,
    ) -> None:
        self._runs = runs
        self._deliveries = deliveries
        self._records = records
        self._segments = segments
        self._clock = clock
        self._atomically = atomically
        self._hands = hands or NoHands()

    async def __call__(self, claim: Claim, run: Run, segment: Segment) -> tuple[Sequence[int], bool]:
        """Return the numbers of the letters that it holds, and whether all of them were taken at once.

        Raises LostClaim when the run is somebody else's by now, and RecordMoved.
        """
        plain = _plain(claim, run, segment, self._clock())
        if segment.has_spilled or segment.records or segment.state.loops or segment.apart:
            return await self._atomically(lambda: self._whole(run, segment, plain)), False
        room = self._hands.room(WorkKind.DELIVERY) if plain.letters else 0
        kept = await self._segments.keep(plain, lease=self._hands.lease, room=room)
        self._hands.take_over(kept.taken)
        return kept.numbers, {taken.id for taken, _ in kept.taken}.issuperset(kept.numbers)

    async def _whole(self, run: Run, segment: Segment, plain: PlainSegment) -> Sequence[int]:
        """Write everything that there may be besides."""
        claim, now = plain.claim, plain.now
        if segment.has_spilled and segment.error is None:
            await self._deliveries.make_live(run.id, segment.spilled, now)
        if segment.error is None and (segment.records or segment.has_spilled):
            await write_records(self._records, claim, run, segment.records, now)
        if segment.state.loops:
            await self._runs.keep_items(run.id, segment.kept_state)
        if segment.apart:
            await self._runs.begin_apart(run, segment.apart, begun_at_birth(segment), now)
        numbers = [await self._deliveries.add(run.id, letter, now) for letter in plain.letters]
        if plain.waits:
            segment.state.waiting_for = numbers[-1]
        await self._runs.save(
            claim,
            state=segment.state,
            steps=plain.steps,
            forgotten=plain.forgotten,
            status=plain.status,
            error=plain.error,
        )
        if plain.settles:
            await self._deliveries.settle(run.id, now, news=plain.news)
        return numbers


def _plain(claim: Claim, run: Run, segment: Segment, now: datetime) -> PlainSegment:
    # «Отменить» leaves the card when it can do nothing any more.
    undone = bool(segment.made) and run.could_be_undone
    return PlainSegment(
        claim=claim,
        letters=[staged.letter for staged in segment.staged],
        state=segment.state,
        waits=segment.waits,
        steps=segment.trace,
        forgotten=segment.chain.forgotten,
        status=_status(segment),
        error=None if segment.error is None else {"key": segment.error.key, "params": segment.error.params},
        # With a letter on its way nothing is settled yet: its outcome will be.
        settles=undone or not segment.made,
        news=News.CARD if undone else None,
        now=now,
    )


def _status(segment: Segment) -> RunStatus:
    if segment.error is not None:
        return RunStatus.FAILED
    if segment.cancelled:
        return RunStatus.ENDED
    if segment.ended:
        return RunStatus.DELIVERING
    return RunStatus.WAITING
