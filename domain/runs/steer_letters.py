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
from domain.runs.runs import CardRuns, Runs
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


ActOnLot = Callable[[CardRuns, int], Awaitable[int | None]]
"""Acts on letters of runs behind a number, in the open transaction; returns behind which there may be more."""


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
    """The buttons of a card whose letters are under way, for its owner only.

    Each acts on all letters that the card counts: those of the record's newest press, and of the runs apart since.
    """

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

        async def work(runs: CardRuns, after: int) -> int | None:
            letters = await self._lot(runs, (DeliveryState.DEFERRED,), after)
            for letter in letters:
                await self._deliveries.save(replace(letter, due_at=self._clock()))
            return _seen(letters)

        return await self._steer(person, record_id, work)

    async def cancel(self, person: Person, record_id: int) -> Record:
        """Cancel what has not gone; a press that has not begun to act gives the draft back.

        A run that is between two letters makes no more. Raises TooLateToCancel when nothing is left to be stopped.
        """
        stopped = False

        async def work(runs: CardRuns, after: int) -> int | None:
            nonlocal stopped
            cancelled = await self._cancel(runs, after)
            stopped = stopped or not cancelled.nothing
            if not stopped and cancelled.seen is None:
                raise TooLateToCancel
            return cancelled.seen

        return await self._steer(person, record_id, work)

    async def cancel_all(self, person: Person, record_id: int) -> None:
        """Cancel what has not gone, inside the caller's transaction; what the mail server has by now goes its way."""
        _, runs = await self._own(person, record_id)
        stopped = False
        seen: int | None = 0
        while seen is not None:
            cancelled = await self._cancel(runs, seen)
            seen, stopped = cancelled.seen, stopped or not cancelled.nothing
        if not stopped:
            await self._deliveries.settle(runs.lead.id, self._clock())

    async def _cancel(self, runs: CardRuns, after: int) -> Cancelled:
        """Cancel a lot of letters."""
        cancelled = await self._cancel_run(runs.numbers, after)
        if cancelled.nothing:
            return cancelled
        run, record_id = runs.lead, runs.lead.record_id
        if (
            record_id is not None
            and [run.id] == [*cancelled.ended] == [*runs.numbers]
            and not await self._made_any(run)
        ):
            await self._records.set_status(record_id, Status.CANCELLED if run.has_begun else Status.DRAFT)
            return cancelled
        # A question that was open before is no news.
        last = cancelled.last
        news = None if last is None or last.state is DeliveryState.UNCERTAIN else last
        for number in sorted(cancelled.runs.union(cancelled.ended)):
            await self._deliveries.settle(
                number, self._clock(), news if news is not None and news.run_id == number else None
            )
        return cancelled

    async def _made_any(self, run: Run) -> bool:
        return (await self._deliveries.tally(run.id)).total > 0

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
        record, _ = await self._own(person, record_id)
        of = NOT_TAKEN if record.status is Status.PARTLY_SENT else (DeliveryState.PARTLY_SENT,)
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
        met = moved_on = False

        async def work(runs: CardRuns, after: int) -> int | None:
            nonlocal met, moved_on
            lot = await self._lot(runs, of, after)
            if tries is not None and not after and tries not in await self._numbers_of_the_question(runs, lot):
                raise NothingToDo
            asked = [letter for letter in lot if not runs.failed_by(letter)]
            some = [letter for letter in asked if await self._again(letter, to)]
            met, moved_on = met or bool(asked), moved_on or bool(some)
            seen = _seen(lot)
            if seen is None and not moved_on:
                raise LetterErased(f"all letters of record {record_id}") if met else NothingToDo
            for number in sorted({letter.run_id for letter in asked}):
                again = any(letter.run_id == number for letter in some) and to is RecipientState.PENDING
                await self._settle(number, is_delivering=again)
            return seen

        async def work_whole(runs: CardRuns, after: int) -> int | None:
            """Act on all in one transaction: a letter that asks only since is another question."""
            seen: int | None = after
            while seen is not None:
                seen = await work(runs, seen)
            return seen

        return await self._steer(person, record_id, work if tries is None else work_whole)

    async def _settle(self, run_id: int, *, is_delivering: bool) -> None:
        """Bring a run up to date. What the person has just said is no news: the card shows it, and nothing sounds."""
        run = await self._runs.get(run_id) if is_delivering else None
        if run is not None and run.status is RunStatus.ENDED:
            await self._runs.set_status(run_id, RunStatus.DELIVERING, None)
        await self._deliveries.settle(run_id, self._clock())

    async def _lot(self, runs: CardRuns, states: tuple[DeliveryState, ...], after: int) -> list[Delivery]:
        """Return the next letters in one of the states; raises NothingToDo when there is none at all."""
        letters = await self._deliveries.of_run(runs.numbers, states=states, after=after, most=LOT)
        if not letters and not after:
            raise NothingToDo
        return letters

    async def _numbers_of_the_question(self, runs: CardRuns, asked: Sequence[Delivery]) -> set[int]:
        """Return what a button may call the open question.

        Buttons of version 0.1.0, whose runs had few letters, carry how often letters were tried.
        """
        numbers = {await self._deliveries.question_number(runs.numbers)}
        if len(asked) < LOT:
            numbers.add(sum(letter.attempts_made for letter in await self._deliveries.of_run(runs.numbers)))
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
            seen = await self._atomically(partial(self._next_lot, record_id, number, work, seen))
        for kind in (WorkKind.DELIVERY, WorkKind.RUN, WorkKind.REPORT):
            self._hints.wake(kind)
        return await own_record(self._records, person, record_id)

    async def _first_lot(self, person: Person, record_id: int, work: ActOnLot) -> tuple[int, int | None]:
        _, runs = await self._own(person, record_id)
        return runs.lead.id, await work(runs, 0)

    async def _next_lot(self, record_id: int, run_id: int, work: ActOnLot, after: int) -> int | None:
        """Go on, unless there is a newer press by now."""
        runs = await self._runs.of_card(record_id)
        return None if runs is None or runs.lead.id != run_id else await work(runs, after)

    async def _own(self, person: Person, record_id: int) -> tuple[Record, CardRuns]:
        """Return a person's own record with the runs of its card; raises NotFound, NotYours or NothingToDo."""
        record = await own_record(self._records, person, record_id)
        runs = await self._runs.of_card(record.id)
        if runs is None:
            raise NothingToDo
        return record, runs


def _seen(letters: Sequence[Delivery]) -> int | None:
    """Return behind which letter there may be more."""
    return letters[-1].id if len(letters) == LOT else None
