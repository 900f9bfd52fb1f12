"""Advancing a run by one segment: interpret, then commit everything that the segment changed together."""

import logging
from typing import Any

from domain.clock import Atomically, Clock
from domain.deliveries.delivery import Delivery
from domain.errors import DatabaseTrouble, GonetsError
from domain.scenarios.awaited_letter import Follows, LetterNotAccepted, answer_of, take_answer
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.interpreter import Interpreter, Segment
from domain.scenarios.load_world import WorldLoader
from domain.scenarios.run import Run, RunStatus
from domain.scenarios.runs import Deliveries, News, Runs
from domain.scenarios.state import RunState
from domain.work import Claim, Hints, Work, WorkKind

log = logging.getLogger(__name__)


class ScenarioBroken(GonetsError):
    """The scenario met something that it was not made for."""

    key = "error-scenario-broken"


class AdvanceRun:
    """Does the next segment of a run: what it changed is committed in one transaction, or not at all."""

    def __init__(
        self,
        *,
        runs: Runs,
        deliveries: Deliveries,
        world: WorldLoader,
        compose: ComposeLetter,
        work: Work,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._runs = runs
        self._deliveries = deliveries
        self._world = world
        self._interpret = Interpreter(clock, compose)
        self._work = work
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def __call__(self, claim: Claim) -> None:
        """Raises LostClaim when the run is somebody else's by now: nothing was written then."""
        run = await self._runs.get(claim.id)
        if run is None:
            return
        segment = await self._segment(run)
        rendered = [staged.letter for staged in segment.staged]
        now = self._clock()

        numbers: list[int] = []

        async def commit() -> None:
            await self._work.fence(claim)
            numbers[:] = [await self._deliveries.add(run.id, letter, now) for letter in rendered]
            if segment.waits:
                segment.state.waiting_for = numbers[-1]
            error = None if segment.error is None else {"key": segment.error.key, "params": segment.error.params}
            await self._runs.save(
                run.id,
                state=segment.state,
                trace=(*run.trace, *segment.trace),
                status=_status(segment),
                error=error,
                ended_at=None,
            )
            await self._work.release(claim, None)
            if rendered and run.could_be_undone:
                # «Отменить» leaves the card when it can do nothing any more.
                await self._deliveries.settle(run.id, now, news=News.CARD)
            if not rendered:
                # With a letter on its way nothing is settled yet: its outcome will be.
                await self._deliveries.settle(run.id, now)

        await self._atomically(commit)
        for number, letter in zip(numbers, rendered, strict=True):
            log.info("run %s letter %s: written for %s recipients", run.id, number, len(letter.recipients))
        if segment.error is not None:
            log.info("run %s: failed (%s)", run.id, segment.error.key)
        if rendered:
            self._hints.wake(WorkKind.DELIVERY)
        self._hints.wake(WorkKind.REPORT)

    async def _segment(self, run: Run) -> Segment:
        state = run.state
        told: list[dict[str, Any]] = []
        if run.unreadable is not None:
            raise run.unreadable
        if run.record_id is None:
            return Segment(state, error=ScenarioBroken("a run without a record"))
        try:
            world = await self._world(run.record_id, run.person_id, dict(run.values), run.basis)
            if state.waiting_for is not None:
                delivery = await self._deliveries.get(state.waiting_for)
                if delivery is not None and not delivery.state.is_ended:
                    return Segment(state, waits_on=state.waiting_for)
                if delivery is not None:
                    follows, entry = take_answer(run.scenario.actions, state, delivery)
                    told = [{**entry, "at": self._clock().isoformat()}]
                    if follows is not Follows.GOES_ON:
                        return _ended_by(follows, state, delivery, told)
                state.waiting_for = None
            segment = await self._interpret(run.scenario.actions, state, world)
        except DatabaseTrouble:
            raise  # the run goes on when the database can be read again
        except GonetsError as error:
            return Segment(state, trace=told, error=error)
        segment.trace[:0] = told
        return segment


def _status(segment: Segment) -> RunStatus:
    if segment.error is not None:
        return RunStatus.FAILED
    if segment.cancelled:
        return RunStatus.ENDED
    if segment.ended:
        return RunStatus.DELIVERING
    return RunStatus.WAITING


def _ended_by(follows: Follows, state: RunState, letter: Delivery, told: list[dict[str, Any]]) -> Segment:
    """Return the segment in which a run ends with the letter that it waited for: it stands at that letter for good."""
    state.waiting_for = letter.id
    if follows is Follows.IS_CANCELLED:
        return Segment(state, trace=told, cancelled=True)
    return Segment(state, trace=told, error=LetterNotAccepted(answer_of(letter).refused or ""))
