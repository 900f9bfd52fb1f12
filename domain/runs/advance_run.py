"""Advancing a run by one segment: interpret, then commit everything that the segment changed together."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from weakref import WeakValueDictionary

from domain.clock import Clock
from domain.deliveries.deliveries import NewDeliveries
from domain.deliveries.delivery import Delivery
from domain.errors import DatabaseTrouble, GonetsError, NotFound
from domain.faults import is_a_stop
from domain.runs.awaited_letter import Follows, LetterNotAccepted, answer_of, take_answer
from domain.runs.changed_records import (
    ChangedRecords,
    NewNumbers,
    RecordMoved,
    SpilledRecords,
    spill_records,
)
from domain.runs.held_files import HeldFiles, SegmentFiles
from domain.runs.keep_segment import KeepSegment
from domain.runs.opening import Opening, Openings
from domain.runs.runs import Runs
from domain.runs.spills import Spills, drop_taken_back, spill
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.interpreter import Interpreter
from domain.scenarios.load_world import WorldLoader
from domain.scenarios.segment import Segment
from domain.scenarios.world import World
from domain.turns import SharedTurns
from domain.work import Claim, Hints, LostClaim, WorkKind

MOST_AGAIN = 20
"""How often a segment is done again at once whose records others change meanwhile."""

log = logging.getLogger(__name__)


class ScenarioBroken(GonetsError):
    """The scenario met something that it was not made for."""

    key = "error-scenario-broken"


class AdvanceRun:
    """Does the next segment of a run: what it changed is committed in one transaction, or not at all.

    What is too much to be held is spilled meanwhile; the same transaction makes it live.
    """

    def __init__(
        self,
        *,
        openings: Openings,
        runs: Runs,
        deliveries: NewDeliveries,
        world: WorldLoader,
        compose: ComposeLetter,
        spills: Spills,
        records: ChangedRecords,
        keep: KeepSegment,
        hints: Hints,
        clock: Clock,
        left: Callable[[int], None] = lambda _run_id: None,
    ) -> None:
        """`left` hears of a run that has no letter which could go now."""
        self._openings = openings
        self._runs = runs
        self._deliveries = deliveries
        self._world = world
        self._compose = compose
        self._files = HeldFiles()
        self._think = SharedTurns()
        self._spills = spills
        self._records = records
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._again = asyncio.Lock()
        self._hints = hints
        self._clock = clock
        self._keep = keep
        self._left = left

    async def __call__(self, claim: Claim) -> None:
        """Raises LostClaim when the run is somebody else's by now: nothing was written then."""
        try:
            await self._in_turn(claim)
        except BaseException:
            self._left(claim.id)
            raise

    async def _in_turn(self, claim: Claim) -> None:
        opening = await self._openings.get(claim.id)
        if opening is None:
            return
        run = opening.run
        # Two runs on one record wait for each other, for a segment and never for a letter.
        turn = self._turns.setdefault(run.record_id or -run.id, asyncio.Lock())
        has_waited = turn.locked()
        async with turn:
            if await self._is_done(claim, await self._openings.get(claim.id) if has_waited else opening):
                return
            async with self._again:
                for _ in range(MOST_AGAIN):
                    if await self._is_done(claim, await self._openings.get(claim.id)):
                        return
        raise DatabaseTrouble(f"the records of run {claim.id} are in demand", kind="busy")

    async def _is_done(self, claim: Claim, opening: Opening | None) -> bool:
        """Do the next segment; False where a record of it was changed by somebody else meanwhile."""
        if opening is None:
            return True
        if opening.has_left:
            await self._spills.sweep(claim)
        try:
            await self._do_segment(claim, opening)
        except RecordMoved:
            log.info("run %s: a record was changed by somebody else, doing it again", claim.id)
            return False
        return True

    async def _do_segment(self, claim: Claim, opening: Opening) -> None:
        segment = Segment(opening.run.state.copied())  # what keeps it asks how the run stood before
        try:
            with self._files.of_a_segment() as files:
                await self._advance(claim, opening, segment, files)
        except (DatabaseTrouble, LostClaim, RecordMoved):
            raise
        except BaseException as error:
            steps, forgotten = segment.chain.take()
            if steps and not is_a_stop(error):
                # Whoever looks for what went wrong finds how far the run came, once it is given up.
                with suppress(Exception):
                    await self._spills.put(claim, steps, forgotten, (), self._clock())
            raise

    async def _advance(self, claim: Claim, opening: Opening, segment: Segment, files: SegmentFiles) -> None:
        run = opening.run
        await self._do(claim, opening, segment, files)
        if segment.error is None:
            await drop_taken_back(self._spills, claim, segment)
        rendered = [staged.letter for staged in segment.staged]
        numbers, taken = await self._keep(claim, run, segment)
        if segment.spilled:
            log.info("run %s: %s letters written before those", run.id, len(segment.spilled))
        for number, letter in zip(numbers, rendered, strict=True):
            log.info("run %s letter %s: written for %s recipients", run.id, number, len(letter.recipients))
        if segment.error is not None:
            log.info("run %s: failed (%s)", run.id, segment.error.key)
        if segment.made and not taken:
            self._hints.wake(WorkKind.DELIVERY)
        if not segment.made:
            self._left(run.id)
        self._hints.wake(WorkKind.REPORT)
        if segment.apart:
            self._hints.wake(WorkKind.RUN)
        if segment.has_spilled and segment.error is not None:
            await self._sweep_failed(claim)

    async def _sweep_failed(self, claim: Claim) -> None:
        """Take away what a failed segment has spilled. Its run has ended, and is not tried again whatever happens."""
        try:
            await self._spills.sweep(claim)
        except Exception:
            log.exception("run %s: what it spilled is left for the sweep", claim.id)

    async def _do(self, claim: Claim, opening: Opening, segment: Segment, files: SegmentFiles) -> None:
        run, record, state = opening.run, opening.record, segment.state
        if run.unreadable is not None:
            raise run.unreadable
        if run.record_id is None:
            segment.error = ScenarioBroken("a run without a record")
            return
        try:
            if record is None:
                raise NotFound(f"record {run.record_id}")
            people, revisions = opening.people, opening.revisions
            world = await self._world.of_read(record, people, run.person_id, run.values, run.basis, revisions)
            world.sees_everything = run.scenario.sees == "everything"
            if state.waiting_for is not None:
                delivery = await self._deliveries.get(state.waiting_for)
                if delivery is not None and not delivery.state.is_ended:
                    return
                if delivery is not None:
                    follows, entry = take_answer(run.scenario.actions, state, delivery)
                    segment.chain.note({**entry, "at": self._clock().isoformat()})
                    if follows is not Follows.GOES_ON:
                        _end_by(follows, segment, delivery)
                        return
                state.waiting_for = None
            world.numbers = NewNumbers(self._records)
            world.loops = partial(self._runs.items, run.id)
            world.spilled = SpilledRecords(self._records)
            world.held = partial(self._records.is_held, run)
            put = partial(self._spill, claim, world, files)
            interpret = Interpreter(self._clock, self._compose.within(files.take), wait=self._think.wait)
            await interpret(run.scenario.actions, state, world, begun=segment, spill=put)
        except DatabaseTrouble:
            raise  # the run goes on when the database can be read again
        except GonetsError as error:
            segment.error = error
            segment.take_back(0)

    async def _spill(self, claim: Claim, world: World, files: SegmentFiles, segment: Segment) -> None:
        await spill(self._spills, claim, segment, self._clock())
        files.give_back()
        await spill_records(self._records, claim, world)


def _end_by(follows: Follows, segment: Segment, letter: Delivery) -> None:
    """The run ends with the letter that it waited for: it stands at that letter for good."""
    segment.state.waiting_for = letter.id
    if follows is Follows.IS_CANCELLED:
        segment.cancelled = True
    else:
        segment.error = LetterNotAccepted(answer_of(letter).refused or "")
