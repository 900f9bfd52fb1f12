"""What a person may do with letters that are under way: try now, cancel, or answer the question that one asks."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from domain.clock import Atomically, Clock
from domain.configured.stored import StoredConnections
from domain.deliveries.delivery import Delivery, DeliveryState, RecipientState, question_number
from domain.errors import GonetsError, NotFound, NotYours, Redraw
from domain.people import Person
from domain.records.record import Record, Records, Status
from domain.runs.cancel_run import CancelRun, moved
from domain.runs.run import Run, RunStatus
from domain.runs.runs import Runs
from domain.runs.settling import SettledDeliveries
from domain.work import Hints, WorkKind

log = logging.getLogger(__name__)

_QUESTIONS = {
    DeliveryState.UNCERTAIN: (RecipientState.UNCERTAIN,),
    DeliveryState.OVERDUE: (RecipientState.OVERDUE,),
    DeliveryState.PARTLY_SENT: (RecipientState.REFUSED, RecipientState.GIVEN_UP, RecipientState.CANCELLED),
}
"""Whose state a person's answer changes, by the state of the letter that asks."""


class TooLateToCancel(GonetsError):
    """The mail server has the letter, or is being given it."""

    key = "error-too-late-to-cancel"


class LetterErased(GonetsError):
    """The letter was kept as long as letters are to be kept: there is nothing left to send."""

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

        async def work() -> None:
            _, letters = await self._letters(person, record_id)
            waiting = [item for item in letters if item.state is DeliveryState.DEFERRED]
            if not waiting:
                raise NothingToDo
            for letter in waiting:
                await self._deliveries.save(replace(letter, due_at=self._clock()))

        return await self._steer(person, record_id, work)

    async def cancel(self, person: Person, record_id: int) -> Record:
        """Cancel what has not gone; a press that has not begun to act gives the draft back.

        A run that is between two letters makes no more. Raises TooLateToCancel when nothing is left to be stopped.
        """

        async def work() -> None:
            if not await self._cancel(person, record_id):
                raise TooLateToCancel

        return await self._steer(person, record_id, work)

    async def cancel_all(self, person: Person, record_id: int) -> None:
        """Cancel what has not gone, inside the caller's transaction; what the mail server has by now goes its way."""
        if not await self._cancel(person, record_id):
            run, _ = await self._letters(person, record_id)
            await self._deliveries.settle(run.id, self._clock())

    async def _cancel(self, person: Person, record_id: int) -> bool:
        """Whether anything could be stopped."""
        run, letters = await self._letters(person, record_id)
        cancelled = await self._cancel_run(run, letters)
        if cancelled.nothing:
            return False
        if cancelled.was_going and not letters:
            await self._records.set_status(record_id, Status.CANCELLED if run.has_begun else Status.DRAFT)
            return True
        # A question that was open before is no news.
        last = cancelled.last
        news = None if last is None or last.state is DeliveryState.UNCERTAIN else last
        await self._deliveries.settle(run.id, self._clock(), news)
        return True

    async def resend(self, person: Person, record_id: int, tries: int) -> Record:
        """Send an uncertain letter again, knowing that it may arrive twice.

        `tries` is the number of the question that the person was asked (`question_number`): a press that comes later
        means that question, and raises NothingToDo when there is another one by now.
        """
        return await self._answer(person, record_id, DeliveryState.UNCERTAIN, RecipientState.PENDING, tries)

    async def count_as_sent(self, person: Person, record_id: int, tries: int) -> Record:
        """Take an uncertain letter for sent; `tries` as in `resend`."""
        return await self._answer(person, record_id, DeliveryState.UNCERTAIN, RecipientState.SENT, tries)

    async def still_needed(self, person: Person, record_id: int) -> Record:
        """Let a letter that has waited too long for its connection wait on."""
        return await self._answer(person, record_id, DeliveryState.OVERDUE, RecipientState.PENDING)

    async def retry_refused(self, person: Person, record_id: int) -> Record:
        """Send a letter to those alone whom it has not reached, the cause being mended."""
        return await self._answer(person, record_id, DeliveryState.PARTLY_SENT, RecipientState.PENDING)

    async def release_overdue(self, person: Person, connection_id: int) -> int:
        """Let every letter go on that has waited too long for a connection; return how many. For administrators."""
        if not person.is_admin:
            raise NotYours(f"connection {connection_id}")

        async def work() -> int:
            letters = await self._deliveries.overdue(connection_id)
            for letter in letters:
                await self._again(letter, DeliveryState.OVERDUE, RecipientState.PENDING)
                await self._deliveries.settle(letter.run_id, self._clock())
            return len(letters)

        released = await self._atomically(work)
        self._hints.wake(WorkKind.DELIVERY)
        self._hints.wake(WorkKind.REPORT)
        return released

    async def _answer(
        self, person: Person, record_id: int, of: DeliveryState, to: RecipientState, tries: int | None = None
    ) -> Record:
        async def work() -> None:
            run, letters = await self._letters(person, record_id)
            asked = [item for item in letters if item.state is of]
            if not asked or (tries is not None and tries not in _numbers_of_the_question(letters)):
                raise NothingToDo
            for letter in asked:
                await self._again(letter, of, to)
            # What the person has just said themselves is no news: the card shows it, and nothing sounds.
            if run.status is RunStatus.ENDED and to is RecipientState.PENDING:
                await self._runs.set_status(run.id, RunStatus.DELIVERING, None)
            await self._deliveries.settle(run.id, self._clock())

        return await self._steer(person, record_id, work)

    async def _again(self, letter: Delivery, of: DeliveryState, to: RecipientState) -> None:
        after = moved(letter, to, *_QUESTIONS[of], now=self._clock())
        if after.pending:
            # Those too who waited only for the answer have all their time from now on.
            if not await self._deliveries.is_kept(letter.id):
                raise LetterErased(f"letter {letter.id}")
            stored = await self._configured.connection_by_id(letter.connection_id)
            give_up_at = self._clock() + stored.document.give_up_after if stored else letter.give_up_at
            after = replace(after, give_up_at=give_up_at)
        await self._deliveries.save(after)
        log.info("run %s letter %s: was %s, is %s by a person's word", letter.run_id, letter.id, of, after.state)

    async def _steer(self, person: Person, record_id: int, work: Callable[[], Awaitable[None]]) -> Record:
        await self._atomically(work)
        for kind in (WorkKind.DELIVERY, WorkKind.RUN, WorkKind.REPORT):
            self._hints.wake(kind)
        return await self._record(person, record_id)

    async def _letters(self, person: Person, record_id: int) -> tuple[Run, list[Delivery]]:
        record = await self._record(person, record_id)
        run = await self._runs.newest(record.id)
        if run is None:
            raise NothingToDo
        return run, await self._deliveries.of_run(run.id)

    async def _record(self, person: Person, record_id: int) -> Record:
        record = await self._records.get(record_id)
        if record is None:
            raise NotFound(f"record {record_id}")
        if record.creator_id != person.telegram_id:
            raise NotYours(f"record {record_id}")
        return record


def _numbers_of_the_question(letters: Sequence[Delivery]) -> set[int]:
    """Return what a button may call the open question; buttons of version 0.1.0 carry how often letters were tried."""
    return {question_number(letters), sum(item.attempts_made for item in letters)}
