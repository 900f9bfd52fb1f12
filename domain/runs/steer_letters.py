"""What a person may do with letters that are under way: try now, cancel, or answer the question that one asks."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from functools import partial

from domain.clock import Atomically, Clock
from domain.configured.stored import StoredConnections
from domain.deliveries.delivery import Delivery, DeliveryState, RecipientState
from domain.deliveries.tally import NOT_TAKEN
from domain.errors import GonetsError, NotYours, Redraw
from domain.people import Person
from domain.records.record import Record, Records, Status, own_record
from domain.runs.cancel_run import LOT, Cancelled, CancelRun, moved
from domain.runs.run import Run, RunStatus
from domain.runs.runs import Runs
from domain.runs.settling import SettledDeliveries
from domain.work import Hints, WorkKind

log = logging.getLogger(__name__)

_QUESTIONS = {
    DeliveryState.UNCERTAIN: (RecipientState.UNCERTAIN,),
    DeliveryState.OVERDUE: (RecipientState.OVERDUE,),
    DeliveryState.PARTLY_SENT: (RecipientState.REFUSED, RecipientState.GIVEN_UP, RecipientState.CANCELLED),
    DeliveryState.FAILED: (RecipientState.REFUSED, RecipientState.GIVEN_UP),
}
"""Whose state a person's answer changes, by the state of the letter that asks."""


ActOnLot = Callable[[Run, int], Awaitable[int | None]]
"""Acts on letters of a run behind a number, in the open transaction; returns behind which there may be more."""


class TooLateToCancel(GonetsError):
    """The mail server has the letter, or is being given it."""

    key = "error-too-late-to-cancel"


class LetterErased(GonetsError):
    """What is to be sent was kept as long as letters are to be kept: there is nothing left to send."""

    key = "error-letter-erased"


class NothingToDo(GonetsError):
    """The letter is no longer in the state that the button was for."""

    key = "error-stale-card"
    redraw = Redraw.CARD


class SteerLetters:
    """The buttons of a card whose letters are under way. Each acts on the record's newest run, for its owner only."""

    def __init__(
        self,
        *,
        records: Records,
        runs: Runs,
        deliveries: SettledDeliveries,
        configured: StoredConnections,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._records = records
        self._runs = runs
        self._deliveries = deliveries
        self._configured = configured
        self._hints = hints
        self._clock = clock
        self._atomically = atomically
        self._cancel_run = CancelRun(runs, deliveries, clock)

    async def try_now(self, person: Person, record_id: int) -> Record:
        """Make every waiting letter due at once; raises NothingToDo when none waits."""

        async def work(run: Run, after: int) -> int | None:
            letters = await self._lot(run, (DeliveryState.DEFERRED,), after)
            for letter in letters:
                await self._deliveries.save(replace(letter, due_at=self._clock()))
            return _seen(letters)

        return await self._steer(person, record_id, work)

    async def cancel(self, person: Person, record_id: int) -> Record:
        """Cancel what has not gone; a press that has not begun to act gives the draft back.

        A run that is between two letters makes no more. Raises TooLateToCancel when nothing is left to be stopped.
        """
        stopped = False

        async def work(run: Run, after: int) -> int | None:
            nonlocal stopped
            cancelled = await self._cancel(run, after)
            stopped = stopped or not cancelled.nothing
            if not stopped and cancelled.seen is None:
                raise TooLateToCancel
            return cancelled.seen

        return await self._steer(person, record_id, work)

    async def cancel_all(self, person: Person, record_id: int) -> None:
        """Cancel what has not gone, inside the caller's transaction; what the mail server has by now goes its way."""
        _, run = await self._own(person, record_id)
        stopped = False
        seen: int | None = 0
        while seen is not None:
            cancelled = await self._cancel(run, seen)
            seen, stopped = cancelled.seen, stopped or not cancelled.nothing
        if not stopped:
            await self._deliveries.settle(run.id, self._clock())

    async def _cancel(self, run: Run, after: int) -> Cancelled:
        """Cancel a lot of letters."""
        cancelled = await self._cancel_run(run, after)
        if cancelled.nothing:
            return cancelled
        if cancelled.was_going and run.record_id is not None and not (await self._deliveries.tally(run.id)).total:
            await self._records.set_status(run.record_id, Status.CANCELLED if run.has_begun else Status.DRAFT)
            return cancelled
        # A question that was open before is no news.
        last = cancelled.last
        news = None if last is None or last.state is DeliveryState.UNCERTAIN else last
        await self._deliveries.settle(run.id, self._clock(), news)
        return cancelled

    async def resend(self, person: Person, record_id: int, tries: int) -> Record:
        """Send an uncertain letter again, knowing that it may arrive twice.

        `tries` is the number of the question that the person was asked (`question_number`): a press that comes later
        means that question, and raises NothingToDo when there is another one by now.
        """
        return await self._answer(person, record_id, (DeliveryState.UNCERTAIN,), RecipientState.PENDING, tries)

    async def count_as_sent(self, person: Person, record_id: int, tries: int) -> Record:
        """Take an uncertain letter for sent; `tries` as in `resend`."""
        return await self._answer(person, record_id, (DeliveryState.UNCERTAIN,), RecipientState.SENT, tries)

    async def still_needed(self, person: Person, record_id: int) -> Record:
        """Let a letter that has waited too long for its connection wait on."""
        return await self._answer(person, record_id, (DeliveryState.OVERDUE,), RecipientState.PENDING)

    async def retry_refused(self, person: Person, record_id: int) -> Record:
        """Send to those alone whom letters have not reached, the cause being mended.

        A scenario that has failed by such a letter does not go on: that letter is left as it is.
        """
        record, run = await self._own(person, record_id)
        whole = record.status is Status.PARTLY_SENT and run.status is not RunStatus.FAILED
        of = NOT_TAKEN if whole else (DeliveryState.PARTLY_SENT,)
        return await self._answer(person, record_id, of, RecipientState.PENDING)

    async def release_overdue(self, person: Person, connection_id: int) -> int:
        """Let every letter go on that has waited too long for a connection; return how many. For administrators."""
        if not person.is_admin:
            raise NotYours(f"connection {connection_id}")

        async def work() -> int:
            letters = await self._deliveries.overdue(connection_id)
            released = 0
            for letter in letters:
                released += await self._again(letter, RecipientState.PENDING)
                await self._deliveries.settle(letter.run_id, self._clock())
            return released

        released = await self._atomically(work)
        self._hints.wake(WorkKind.DELIVERY)
        self._hints.wake(WorkKind.REPORT)
        return released

    async def _answer(
        self,
        person: Person,
        record_id: int,
        of: tuple[DeliveryState, ...],
        to: RecipientState,
        tries: int | None = None,
    ) -> Record:
        moved_on = False

        async def work(run: Run, after: int) -> int | None:
            nonlocal moved_on
            asked = await self._lot(run, of, after)
            if tries is not None and not after and tries not in await self._numbers_of_the_question(run, asked):
                raise NothingToDo
            some = [await self._again(letter, to) for letter in asked]
            moved_on = moved_on or any(some)
            seen = _seen(asked)
            if seen is None and not moved_on:
                raise LetterErased(f"all letters of run {run.id}")
            # What the person has just said themselves is no news: the card shows it, and nothing sounds.
            if any(some) and run.status is RunStatus.ENDED and to is RecipientState.PENDING:
                await self._runs.set_status(run.id, RunStatus.DELIVERING, None)
            await self._deliveries.settle(run.id, self._clock())
            return seen

        async def work_whole(run: Run, after: int) -> int | None:
            """Act on all in one transaction: a letter that asks only since is another question."""
            seen: int | None = after
            while seen is not None:
                seen = await work(run, seen)
            return seen

        return await self._steer(person, record_id, work if tries is None else work_whole)

    async def _lot(self, run: Run, states: tuple[DeliveryState, ...], after: int) -> list[Delivery]:
        """Return the next letters in one of the states; raises NothingToDo when there is none at all."""
        letters = await self._deliveries.of_run(run.id, states=states, after=after, most=LOT)
        if not letters and not after:
            raise NothingToDo
        return letters

    async def _numbers_of_the_question(self, run: Run, asked: Sequence[Delivery]) -> set[int]:
        """Return what a button may call the open question.

        Buttons of version 0.1.0, whose runs had few letters, carry how often letters were tried.
        """
        numbers = {await self._deliveries.question_number(run.id)}
        if len(asked) < LOT:
            numbers.add(sum(letter.attempts_made for letter in await self._deliveries.of_run(run.id)))
        return numbers

    async def _again(self, letter: Delivery, to: RecipientState) -> bool:
        """Move the letter by a person's word; False for one that is erased, and cannot be sent."""
        after = moved(letter, to, *_QUESTIONS[letter.state], now=self._clock())
        if after.pending:
            # Those too who waited only for the answer have all their time from now on.
            if not await self._deliveries.is_kept(letter.id):
                return False
            stored = await self._configured.connection_by_id(letter.connection_id)
            give_up_at = self._clock() + stored.document.give_up_after if stored else letter.give_up_at
            after = replace(after, give_up_at=give_up_at)
        await self._deliveries.save(after)
        log.info(
            "run %s letter %s: was %s, is %s by a person's word", letter.run_id, letter.id, letter.state, after.state
        )
        return True

    async def _steer(self, person: Person, record_id: int, work: ActOnLot) -> Record:
        """Act on lots of letters, each in a transaction: `work` returns behind which letter there may be more."""
        number, seen = await self._atomically(lambda: self._first_lot(person, record_id, work))
        while seen is not None:
            seen = await self._atomically(partial(self._next_lot, number, work, seen))
        for kind in (WorkKind.DELIVERY, WorkKind.RUN, WorkKind.REPORT):
            self._hints.wake(kind)
        return await own_record(self._records, person, record_id)

    async def _first_lot(self, person: Person, record_id: int, work: ActOnLot) -> tuple[int, int | None]:
        _, run = await self._own(person, record_id)
        return run.id, await work(run, 0)

    async def _next_lot(self, run_id: int, work: ActOnLot, after: int) -> int | None:
        run = await self._runs.get(run_id)
        return None if run is None else await work(run, after)

    async def _own(self, person: Person, record_id: int) -> tuple[Record, Run]:
        """Return a person's own record with its newest run; raises NotFound, NotYours or NothingToDo."""
        record = await own_record(self._records, person, record_id)
        run = await self._runs.newest(record.id)
        if run is None:
            raise NothingToDo
        return record, run


def _seen(letters: Sequence[Delivery]) -> int | None:
    """Return behind which letter there may be more."""
    return letters[-1].id if len(letters) == LOT else None
