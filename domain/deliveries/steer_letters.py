"""What a person may do with letters that are under way: try now, cancel, or say what an uncertain one is."""

from dataclasses import replace

from domain.clock import Atomically, Clock
from domain.deliveries.delivery import Delivery, DeliveryState, RecipientState, move, state_of
from domain.deliveries.settle_run import SettleRun
from domain.errors import GonetsError, NotFound, NotYours
from domain.people import Person
from domain.records.record import Record, Records
from domain.scenarios.run import Run, RunStatus
from domain.scenarios.runs import Configured, Deliveries, Runs
from domain.work import Hints, WorkKind


class TooLateToCancel(GonetsError):
    """The mail server has the letter, or is being given it."""

    key = "error-too-late-to-cancel"


class NothingToDo(GonetsError):
    """The letter is no longer in the state that the button was for."""

    key = "error-stale-card"


class SteerLetters:
    """The buttons of a card whose letters are under way. Each acts on the record's newest run, for its owner only."""

    def __init__(
        self,
        *,
        records: Records,
        runs: Runs,
        deliveries: Deliveries,
        configured: Configured,
        settle: SettleRun,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._records = records
        self._runs = runs
        self._deliveries = deliveries
        self._configured = configured
        self._settle = settle
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def try_now(self, person: Person, record_id: int) -> Record:
        """Make every waiting letter due at once; raises NothingToDo when none waits."""

        async def work() -> None:
            _, letters = await self._letters(person, record_id)
            waiting = [item for item in letters if item.state is DeliveryState.DEFERRED]
            if not waiting:
                raise NothingToDo
            for letter in waiting:
                await self._write(letter, letter.state)

        await self._atomically(work)
        self._hints.wake(WorkKind.DELIVERY)
        return await self._record(person, record_id)

    async def cancel(self, person: Person, record_id: int) -> Record:
        """Cancel what has not gone; raises TooLateToCancel when nothing is left to be stopped."""

        async def work() -> None:
            run, letters = await self._letters(person, record_id)
            stopped = False
            if run.status in {RunStatus.RUNNING, RunStatus.WAITING}:
                await self._runs.stop(run.id)
                await self._runs.set_status(run.id, RunStatus.ENDED, self._clock())
                stopped = not letters
            last = None
            for letter in letters:
                if letter.pending and letter.state is not DeliveryState.TRANSMITTING:
                    await self._deliveries.take_away(letter.id)
                    recipients = move(letter.recipients, RecipientState.PENDING, RecipientState.CANCELLED)
                    last = replace(
                        letter, recipients=recipients, state=state_of(recipients, letter.attempts_made), due_at=None
                    )
                    await self._write(last, last.state, cancelled=True)
                    stopped = True
            if not stopped:
                raise TooLateToCancel
            await self._settle(run.id, last)

        await self._atomically(work)
        self._hints.wake(WorkKind.REPORT)
        return await self._record(person, record_id)

    async def resend(self, person: Person, record_id: int) -> Record:
        """Send an uncertain letter again, knowing that it may arrive twice."""
        return await self._resolve(person, record_id, RecipientState.PENDING)

    async def count_as_sent(self, person: Person, record_id: int) -> Record:
        """Take an uncertain letter for sent."""
        return await self._resolve(person, record_id, RecipientState.SENT)

    async def _resolve(self, person: Person, record_id: int, to: RecipientState) -> Record:
        async def work() -> None:
            run, letters = await self._letters(person, record_id)
            uncertain = [item for item in letters if item.state is DeliveryState.UNCERTAIN]
            if not uncertain:
                raise NothingToDo
            for letter in uncertain:
                recipients = move(letter.recipients, RecipientState.UNCERTAIN, to)
                changed = replace(letter, recipients=recipients, state=state_of(recipients, letter.attempts_made))
                await self._write(changed, changed.state, fresh=to is RecipientState.PENDING)
            # What the person has just said themselves is no news: the card shows it, and nothing sounds.
            await self._settle(run.id)

        await self._atomically(work)
        self._hints.wake(WorkKind.DELIVERY)
        self._hints.wake(WorkKind.RUN)
        self._hints.wake(WorkKind.REPORT)
        return await self._record(person, record_id)

    async def _write(
        self, letter: Delivery, state: DeliveryState, *, fresh: bool = False, cancelled: bool = False
    ) -> None:
        now = self._clock()
        stored = await self._configured.connection_by_id(letter.connection_id) if fresh else None
        await self._deliveries.write(
            letter.id,
            recipients=letter.recipients,
            state=state,
            due_at=None if cancelled or not letter.pending else now,
            cause=letter.cause,
            reply=letter.reply,
            ended_at=now if state.is_ended else None,
            give_up_at=now + stored.document.give_up_after if stored else None,
        )

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
