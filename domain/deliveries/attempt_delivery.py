"""One attempt to hand a letter to its mail server, with the mark that decides what a failure means."""

import logging
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from domain.clock import Clock
from domain.configured.connection import SHORTEST_TIME, Connection
from domain.counters import Counters
from domain.deliveries.delivery import (
    Delivery,
    Recipient,
    RecipientState,
    let_copies_go,
    move,
    reply_line,
    state_of,
)
from domain.deliveries.outbox import Outbox, Taken
from domain.deliveries.suspension import ConnectionState
from domain.errors import DatabaseTrouble, GonetsError
from domain.faults import MOST_TRIES, is_a_stop, note, pause_after
from domain.messages.answers import Judgement, Verdict, judge
from domain.messages.causes import Cause
from domain.messages.sending import Envelope, Failure, MailSender, Mark, Phase, Receipt, Reply
from domain.servers.server_settings import SecretMissing, ServerSettings
from domain.work import Hints, LostClaim, WorkKind

log = logging.getLogger(__name__)


class AttemptDelivery:
    """Carries the pending recipients of a letter once, and writes what became of each.

    `wait` passes the time until the database may take an outcome that it did not take now. `left` hears which run has
    a letter on its way, or none that goes now.
    """

    def __init__(
        self,
        *,
        outbox: Outbox,
        settings: ServerSettings,
        sender: MailSender,
        hints: Hints,
        clock: Clock,
        morning: Callable[[datetime], datetime],
        wait: Callable[[], Awaitable[None]],
        left: Callable[[int], None] = lambda _run_id: None,
        jitter: random.Random | None = None,
        counters: Counters | None = None,
    ) -> None:
        self._outbox = outbox
        self._settings = settings
        self._sender = sender
        self._hints = hints
        self._clock = clock
        self._morning = morning
        self._wait = wait
        self._left = left
        self._jitter = jitter or random.Random()  # noqa: S311 - it spreads retries, it guards nothing
        self._counters = counters or Counters()

    async def __call__(self, taken: Taken) -> None:
        """Raises LostClaim when the letter is somebody else's by now."""
        try:
            receipt = await self._send(taken)
        finally:
            self._left(taken.delivery.run_id)
        if receipt.failure is Failure.STOPPED:
            raise LostClaim
        is_wrong = receipt.failure is not None
        try:
            while not await self._is_settled(taken, receipt):
                await self._wait()
        except LostClaim:
            raise
        except BaseException as error:
            if is_a_stop(error) or receipt.phase not in {Phase.MARKED, Phase.DONE}:
                raise
            # The server may have the letter, and nobody can write what it said: its author is asked.
            fault = note(error, f"letter {taken.delivery.id}: what it came to")
            await self._outbox.give_up(taken.claim, fault, self._clock())
            is_wrong = True
        for kind in (WorkKind.REPORT, WorkKind.RUN):
            self._hints.wake(kind)
        if is_wrong:
            # Administrators hear of what is wrong; a letter that went leaves them nothing.
            for kind in (WorkKind.NOTICE, WorkKind.ANNOUNCEMENT):
                self._hints.wake(kind)

    async def _send(self, taken: Taken) -> Receipt:
        marked = in_doubt = False

        async def mark(accepted: Mapping[str, Reply], _refused: Mapping[str, Reply]) -> bool:
            nonlocal marked, in_doubt
            in_doubt = True
            marked = await self._outbox.mark(taken.claim, taken.attempt, accepted)
            in_doubt = False
            self._left(taken.delivery.run_id)
            return marked

        try:
            return await self._carry(taken, mark)
        except DatabaseTrouble:
            if in_doubt:
                await self._take_back_mark(taken)
            raise
        except (LostClaim, SystemError):
            raise  # of a broken interpreter nothing is believed: its letter is taken up as a crash leaves it
        except BaseException as error:
            if is_a_stop(error):
                raise
            # What the sender itself did not expect: behind the mark nobody knows how far it came.
            fault = note(error, f"letter {taken.delivery.id} of run {taken.delivery.run_id}")
            phase = Phase.MARKED if marked else Phase.MAIL
            return Receipt(phase, failure=Failure.INTERNAL, detail=fault.words, uncertain=marked)

    async def _take_back_mark(self, taken: Taken) -> None:
        """Take a mark back that may have been written, its answer lost: here it is known that no dot followed.

        Left to others it would be a question about a letter that has certainly not gone.
        """
        while True:
            try:
                await self._outbox.take_back_mark(taken)
            except DatabaseTrouble as trouble:
                log.warning("letter %s: its mark cannot be taken back yet: %s", taken.delivery.id, trouble.detail)
                await self._wait()
            else:
                return

    async def _carry(self, taken: Taken, mark: Mark) -> Receipt:
        try:
            settings = await self._settings(taken.connection)
        except DatabaseTrouble:
            raise
        except SecretMissing:
            # The connection has become another one since the letter was taken: it waits as that one says.
            return Receipt(Phase.LOGIN, failure=Failure.STOPPED)
        except GonetsError as error:
            return Receipt(Phase.LOGIN, failure=Failure.SECRET_UNREADABLE, detail=error.key)
        delivery = taken.delivery
        envelope = Envelope(
            sender=delivery.sender,
            recipients=tuple(item.address for item in delivery.pending),
        )
        return await self._sender.send(settings, envelope, taken.content, mark)

    async def _is_settled(self, taken: Taken, receipt: Receipt) -> bool:
        """Write the outcome; False when the disk does not take it now: a known answer must not be forgotten."""
        try:
            await self._settle(taken, receipt)
        except DatabaseTrouble as trouble:
            log.warning("letter %s: what it came to cannot be written yet: %s", taken.delivery.id, trouble.detail)
            return False
        return True

    async def _settle(self, taken: Taken, receipt: Receipt) -> None:
        now = self._clock()
        connection, number = taken.connection.document, taken.attempt.number
        verdict = judge(receipt.failure, receipt.reply, uncertain=receipt.uncertain)
        internal = verdict.cause is Cause.INTERNAL
        given_up = internal and taken.claim.tries >= MOST_TRIES
        if given_up and receipt.phase.is_opening:
            # No letter has got any further over this connection: it is the connection that is to be mended.
            verdict = Judgement(Verdict.CONNECTION_FAULT, Cause.INTERNAL)
        line = None if receipt.reply is None else reply_line(receipt.reply)
        ended = replace(
            taken.attempt,
            phase=receipt.phase,
            outcome=verdict.verdict,
            cause=verdict.cause,
            peer=receipt.peer,
            ended_at=now,
            code=receipt.reply.code if receipt.reply else None,
            enhanced=receipt.reply.enhanced if receipt.reply else None,
            reply=_words_of(receipt),
        )
        fault = verdict.verdict is Verdict.CONNECTION_FAULT

        def outcome(current: Delivery, *, late: bool) -> Delivery:
            recipients = _outcomes(current, number, receipt, connection, late=late)
            if (given_up or now >= current.give_up_at) and not fault and not late:
                recipients = move(recipients, RecipientState.PENDING, RecipientState.GIVEN_UP)
            recipients = let_copies_go(recipients)
            state = state_of(recipients, number)
            due_at = None
            if any(item.state is RecipientState.PENDING for item in recipients):
                # Behind a suspension it is due at once: it goes as soon as the connection does.
                due_at = now if fault else now + self._pause(connection, number, taken.claim.tries if internal else 0)
                if late and current.due_at is not None:
                    due_at = min(due_at, current.due_at)
            return replace(
                current,
                recipients=recipients,
                state=state,
                due_at=due_at,
                cause=verdict.cause,
                reply=line,
                ended_at=now if state.is_ended else None,
            )

        def fares(state: ConnectionState) -> ConnectionState:
            if fault:
                return state.faulted(now, verdict.cause, line, self._morning)
            if verdict.verdict is Verdict.ACCEPTED:
                return state.accepted(taken.connection.revision, now)
            troubled = verdict.verdict is Verdict.TEMPORARY and not internal
            return state.troubled(now, verdict.cause, line) if troubled else state

        answered = receipt.phase is Phase.DONE
        after = await self._outbox.settle(taken, ended, outcome, fares, answered=answered)
        self._tell(taken, verdict, receipt, after)

    def _tell(self, taken: Taken, verdict: Judgement, receipt: Receipt, after: Delivery | None) -> None:
        """Tell the log where the letter is, without a word of its text, and count it."""
        self._counters.attempted(
            phase=receipt.phase,
            outcome=verdict.verdict,
            cause=verdict.cause,
            state=None if after is None else after.state,
        )
        if after is None:
            log.info("letter %s: attempt %s came too late to count", taken.delivery.id, taken.attempt.number)
            return
        said = reply_line(receipt.reply) if receipt.reply else receipt.detail
        log.info(
            "run %s letter %s: attempt %s at %s: %s (%s), it is %s now",
            after.run_id,
            after.id,
            taken.attempt.number,
            receipt.peer or taken.attempt.server,
            verdict.cause,
            said,
            after.state,
        )

    def _pause(self, connection: Connection, attempts: int, internal: int) -> timedelta:
        """Return the pause before the next attempt: by the schedule, with a tenth of jitter; there is always one.

        `internal` is how often it ended in a fault of our own: that is tried again soon, and not for long.
        """
        if internal:
            return pause_after(internal)
        pause = connection.retry_after[min(attempts, len(connection.retry_after)) - 1]
        return max(pause, SHORTEST_TIME) * self._jitter.uniform(0.9, 1.1)


def _words_of(receipt: Receipt) -> str | None:
    """Return the server's words, or under which number the log tells of a fault of our own."""
    if receipt.reply is not None:
        return receipt.reply.text
    return receipt.detail if receipt.failure is Failure.INTERNAL else None


def _outcomes(
    current: Delivery, number: int, receipt: Receipt, connection: Connection, *, late: bool
) -> tuple[Recipient, ...]:
    """Say what became of each recipient; of a late attempt only those change whom it carried and nobody has decided."""
    changed = []
    for item in current.recipients:
        carried = item.attempt == number and item.state in {RecipientState.TRANSMITTING, RecipientState.UNCERTAIN}
        if not carried and (late or item.state is not RecipientState.PENDING):
            changed.append(item)
            continue
        refusal = receipt.refused.get(item.address)
        reply = refusal or receipt.reply
        failure = Failure.REPLY if refusal else receipt.failure
        judged = judge(failure, reply, uncertain=receipt.uncertain and carried)
        words = None if reply is None else reply_line(reply)
        state = _state_after(judged.verdict, connection)
        changed.append(replace(item, state=state, cause=judged.cause, reply=words))
    return tuple(changed)


def _state_after(verdict: Verdict, connection: Connection) -> RecipientState:
    match verdict:
        case Verdict.ACCEPTED:
            return RecipientState.SENT
        case Verdict.PERMANENT:
            return RecipientState.REFUSED
        case Verdict.UNCERTAIN if connection.on_uncertain == "ask":
            return RecipientState.UNCERTAIN
    return RecipientState.PENDING


def interrupted(left: Delivery, connection: Connection) -> Delivery:
    """Say what a letter is that a worker left past its mark: nobody knows what the server has (RFC 5321, 4.1.1.4)."""
    to = _state_after(Verdict.UNCERTAIN, connection)
    recipients = let_copies_go(move(left.recipients, RecipientState.TRANSMITTING, to, cause=Cause.INTERRUPTED))
    state = state_of(recipients, left.attempts_made)
    due_at = left.due_at if any(item.state is RecipientState.PENDING for item in recipients) else None
    return replace(left, recipients=recipients, state=state, due_at=due_at, cause=Cause.INTERRUPTED)
