"""One attempt to hand a letter to its mail server, with the mark that decides what a failure means."""

import logging
import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from pydantic import SecretStr

from domain.clock import Atomically, Clock
from domain.connections import Connection
from domain.deliveries.delivery import (
    Attempt,
    Delivery,
    DeliveryState,
    Recipient,
    RecipientState,
    move,
    reply_line,
    state_of,
)
from domain.deliveries.settle_run import SettleRun
from domain.documents import Stored
from domain.messages.answers import Verdict, judge
from domain.messages.sending import Envelope, Failure, MailSender, Phase, Receipt, Reply, SmtpSettings
from domain.scenarios.runs import Configured, Deliveries
from domain.work import Claim, Hints, LostClaim, Work, WorkKind

log = logging.getLogger(__name__)

HOLD = timedelta(minutes=1)
"""How long a letter waits before the next look at a connection that is disabled or has no password."""


class AttemptDelivery:
    """Carries the pending recipients of a delivery once, and writes what became of each."""

    def __init__(
        self,
        *,
        deliveries: Deliveries,
        configured: Configured,
        sender: MailSender,
        settle: SettleRun,
        work: Work,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
        jitter: random.Random | None = None,
    ) -> None:
        self._deliveries = deliveries
        self._configured = configured
        self._sender = sender
        self._settle = settle
        self._work = work
        self._hints = hints
        self._clock = clock
        self._atomically = atomically
        self._jitter = jitter or random.Random()  # noqa: S311 - it spreads retries, it guards nothing

    async def __call__(self, claim: Claim) -> None:
        """Raises LostClaim when the delivery is somebody else's by now."""
        delivery = await self._deliveries.get(claim.id)
        if delivery is None:
            return
        if delivery.state in {DeliveryState.TRANSMITTING, DeliveryState.CONNECTING}:
            delivery = await self._take_up(claim, delivery)
        if not delivery.pending:
            await self._work.release(claim, None)
            return
        stored = await self._configured.connection_by_id(delivery.connection_id)
        password = await self._configured.password(stored.document.system_name) if stored else None
        if stored is None or not stored.document.enabled or (stored.document.needs_password and password is None):
            await self._work.release(claim, self._clock() + HOLD)
            return
        attempt = Attempt(
            number=delivery.attempts_made + 1,
            server=f"{stored.document.host}:{stored.document.port}",
            phase=Phase.CONNECT,
            outcome="open",
            started_at=self._clock(),
        )

        async def begin() -> None:
            await self._work.fence(claim)
            await self._deliveries.begin_attempt(delivery.id, attempt)

        await self._atomically(begin)
        receipt = await self._send(claim, delivery, attempt, stored, password)
        if receipt.failure is Failure.STOPPED:
            raise LostClaim
        await self._settle_attempt(claim, attempt, receipt, stored.document)
        self._hints.wake(WorkKind.REPORT)
        self._hints.wake(WorkKind.RUN)

    async def _take_up(self, claim: Claim, delivery: Delivery) -> Delivery:
        """Take up what another worker left: past its mark nobody knows what the server has (RFC 5321, 4.1.1.4)."""

        async def write() -> Delivery:
            await self._work.fence(claim)
            current = await self._deliveries.get(delivery.id) or delivery
            recipients = move(
                current.recipients, RecipientState.TRANSMITTING, RecipientState.UNCERTAIN, cause="interrupted"
            )
            state = state_of(recipients, current.attempts_made)
            await self._deliveries.write(
                current.id, recipients=recipients, state=state, due_at=current.due_at, cause="interrupted"
            )
            attempts = await self._deliveries.attempts(current.id)
            if attempts and attempts[-1].outcome == "open":
                ended = replace(attempts[-1], outcome="interrupted", ended_at=self._clock())
                await self._deliveries.write_attempt(current.id, ended)
            changed = replace(current, recipients=recipients, state=state)
            if state is DeliveryState.UNCERTAIN:
                await self._settle(current.run_id, changed)
            return changed

        changed = await self._atomically(write)
        self._hints.wake(WorkKind.REPORT)
        return changed

    async def _send(
        self,
        claim: Claim,
        delivery: Delivery,
        attempt: Attempt,
        stored: Stored[Connection],
        password: SecretStr | None,
    ) -> Receipt:
        async def mark(accepted: Mapping[str, Reply], _refused: Mapping[str, Reply]) -> bool:
            async def write() -> None:
                await self._work.fence(claim)
                await self._deliveries.mark(delivery.id, replace(attempt, phase=Phase.MARKED), accepted)

            try:
                await self._atomically(write)
            except LostClaim:
                return False
            return True

        envelope = Envelope(
            sender=delivery.sender,
            recipients=tuple(item.address for item in delivery.pending),
            smtputf8=delivery.smtputf8,
        )
        content = await self._deliveries.content(delivery.id)
        return await self._sender.send(smtp_settings(stored, password), envelope, content, mark)

    async def _settle_attempt(self, claim: Claim, attempt: Attempt, receipt: Receipt, connection: Connection) -> None:
        now = self._clock()
        verdict = judge(receipt.failure, receipt.reply, uncertain=receipt.uncertain)
        ended = replace(
            attempt,
            phase=receipt.phase,
            outcome=verdict.verdict,
            cause=verdict.cause,
            peer=receipt.peer,
            ended_at=now,
            code=receipt.reply.code if receipt.reply else None,
            enhanced=receipt.reply.enhanced if receipt.reply else None,
            reply=receipt.reply.text if receipt.reply else None,
        )

        async def write() -> None:
            await self._deliveries.write_attempt(claim.id, ended)
            current = await self._deliveries.get(claim.id)
            if current is None or current.attempts_made != attempt.number:
                return
            if receipt.phase is not Phase.DONE and not receipt.uncertain:
                await self._work.fence(claim)
            recipients = _outcomes(current, attempt.number, receipt, connection)
            if now >= current.give_up_at:
                recipients = move(recipients, RecipientState.PENDING, RecipientState.GIVEN_UP)
            state = state_of(recipients, attempt.number)
            due_at = now + self._pause(connection, attempt.number) if state is DeliveryState.DEFERRED else None
            changed = replace(
                current,
                recipients=recipients,
                state=state,
                due_at=due_at,
                cause=verdict.cause,
                reply=None if receipt.reply is None else reply_line(receipt.reply),
            )
            await self._deliveries.write(
                current.id,
                recipients=recipients,
                state=state,
                due_at=due_at,
                cause=changed.cause,
                reply=changed.reply,
                ended_at=now if state.is_ended else None,
            )
            await self._work.release(claim, due_at)
            await self._settle(current.run_id, changed)

        await self._atomically(write)
        if verdict.verdict is not Verdict.ACCEPTED:
            log.info("delivery %s: attempt %s: %s (%s)", claim.id, attempt.number, verdict.cause, receipt.detail)

    def _pause(self, connection: Connection, attempts: int) -> timedelta:
        """Return the pause before the next attempt: by the schedule, with a tenth of jitter."""
        pause = connection.retry_after[min(attempts, len(connection.retry_after)) - 1]
        return pause * self._jitter.uniform(0.9, 1.1)


def _outcomes(current: Delivery, number: int, receipt: Receipt, connection: Connection) -> tuple[Recipient, ...]:
    """Say what became of each recipient; only those whom this attempt carried change."""
    changed = []
    for item in current.recipients:
        carried = item.attempt == number and item.state in {RecipientState.TRANSMITTING, RecipientState.UNCERTAIN}
        if item.state is not RecipientState.PENDING and not carried:
            changed.append(item)
            continue
        refusal = receipt.refused.get(item.address)
        reply = refusal or receipt.reply
        failure = Failure.REPLY if refusal else receipt.failure
        judged = judge(failure, reply, uncertain=receipt.uncertain and carried)
        state = {
            Verdict.ACCEPTED: RecipientState.SENT,
            Verdict.TEMPORARY: RecipientState.PENDING,
            Verdict.CONNECTION_FAULT: RecipientState.PENDING,
            Verdict.PERMANENT: RecipientState.REFUSED,
            Verdict.UNCERTAIN: RecipientState.PENDING
            if connection.on_uncertain == "resend"
            else RecipientState.UNCERTAIN,
        }[judged.verdict]
        words = None if reply is None else reply_line(reply)
        changed.append(replace(item, state=state, cause=judged.cause, reply=words))
    return tuple(changed)


def smtp_settings(stored: Stored[Connection], password: SecretStr | None) -> SmtpSettings:
    """Return what the transport needs; its key changes with the configuration: old connections are not reused."""
    connection = stored.document
    return SmtpSettings(
        key=f"{connection.system_name}:{stored.revision}",
        host=connection.host,
        port=connection.port,
        authentication=connection.authentication,
        username=connection.username,
        password=password,
        encryption=connection.encryption,
        verify_certificate=connection.verify_certificate,
        ca_file=connection.ca_file,
        sender_address=connection.sender_address,
        timeout=connection.timeout.total_seconds(),
        max_connections=connection.max_connections,
        messages_per_connection=connection.messages_per_connection,
        local_hostname=connection.local_hostname,
    )
