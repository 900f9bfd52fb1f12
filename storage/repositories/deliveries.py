"""Letters on their way, their recipients and attempts, over the tables."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from domain.deliveries import delivery as domain
from storage import models

_COLUMNS = (
    "id",
    "run_id",
    "connection_id",
    "message_id",
    "sender",
    "subject",
    "smtputf8",
    "state",
    "attempts_made",
    "give_up_at",
    "created_at",
    "due_at",
    "ended_at",
    "cause",
    "reply",
)
"""Everything but the letter itself, which may have megabytes."""


def _recipient(row: models.Recipient) -> domain.Recipient:
    return domain.Recipient(
        id=row.id,
        address=row.address,
        name=row.name,
        kind=row.kind,
        state=domain.RecipientState(row.state),
        cause=row.cause,
        reply=row.reply,
        attempt=row.attempt,
    )


def _delivery(row: dict[str, Any], recipients: tuple[domain.Recipient, ...]) -> domain.Delivery:
    return domain.Delivery(**{**row, "state": domain.DeliveryState(row["state"])}, recipients=recipients)


class DeliveryRepository:
    """Implements `domain.scenarios.runs.Deliveries`."""

    async def get(self, delivery_id: int) -> domain.Delivery | None:
        """Return the delivery with its recipients."""
        rows = await models.Delivery.filter(id=delivery_id).values(*_COLUMNS)
        if not rows:
            return None
        recipients = await models.Recipient.filter(delivery_id=delivery_id).order_by("id")
        return _delivery(rows[0], tuple(map(_recipient, recipients)))

    async def content(self, delivery_id: int) -> bytes:
        """Return the rendered letter."""
        (content,) = await models.Delivery.filter(id=delivery_id).values_list("content", flat=True)
        return bytes(content)

    async def of_run(self, run_id: int) -> list[domain.Delivery]:
        """Return a run's deliveries in order."""
        rows = await models.Delivery.filter(run_id=run_id).order_by("id").values(*_COLUMNS)
        recipients = await models.Recipient.filter(delivery__run_id=run_id).order_by("id")
        by_delivery: dict[int, list[domain.Recipient]] = {}
        for row in recipients:
            by_delivery.setdefault(row.delivery_id, []).append(_recipient(row))  # type: ignore[attr-defined]
        return [_delivery(row, tuple(by_delivery.get(row["id"], []))) for row in rows]

    async def add(self, run_id: int, new: domain.NewDelivery, now: datetime) -> int:
        """Write the delivery; it is due at once."""
        row = await models.Delivery.create(
            run_id=run_id,
            connection_id=new.connection_id,
            message_id=new.message_id,
            sender=new.sender,
            subject=new.subject,
            smtputf8=new.smtputf8,
            content=new.content,
            state=domain.DeliveryState.QUEUED,
            give_up_at=new.give_up_at,
            created_at=now,
            due_at=now,
        )
        await models.Recipient.bulk_create(
            models.Recipient(
                delivery_id=row.id,
                name=recipient.name[:300],
                address=recipient.address,
                kind=recipient.kind,
                state=domain.RecipientState.PENDING,
            )
            for recipient in new.recipients
        )
        return row.id

    async def attempts(self, delivery_id: int) -> list[domain.Attempt]:
        """Return every try, in order."""
        rows = await models.Attempt.filter(delivery_id=delivery_id).order_by("number")
        return [
            domain.Attempt(
                number=row.number,
                server=row.server,
                phase=row.phase,
                outcome=row.outcome,
                started_at=row.started_at,
                ended_at=row.ended_at,
                peer=row.peer,
                cause=row.cause,
                code=row.code,
                enhanced=row.enhanced,
                reply=row.reply,
            )
            for row in rows
        ]

    async def begin_attempt(self, delivery_id: int, attempt: domain.Attempt) -> None:
        """Write that a try begins; the delivery is connecting."""
        await models.Attempt.create(delivery_id=delivery_id, **_columns(attempt))
        await models.Delivery.filter(id=delivery_id).update(
            state=domain.DeliveryState.CONNECTING, attempts_made=attempt.number
        )

    async def write_attempt(self, delivery_id: int, attempt: domain.Attempt) -> None:
        """Write how far the try has come."""
        await models.Attempt.filter(delivery_id=delivery_id, number=attempt.number).update(**_columns(attempt))

    async def mark(self, delivery_id: int, attempt: domain.Attempt, addresses: Collection[str]) -> None:
        """Write that from now on the server may have the letter for those addresses of the pending ones."""
        pending = models.Recipient.filter(
            delivery_id=delivery_id, state=domain.RecipientState.PENDING, address__in=list(addresses)
        )
        await pending.update(state=domain.RecipientState.TRANSMITTING, attempt=attempt.number, cause=None, reply=None)
        await models.Delivery.filter(id=delivery_id).update(state=domain.DeliveryState.TRANSMITTING)
        await models.Attempt.filter(delivery_id=delivery_id, number=attempt.number).update(phase=attempt.phase)

    async def write(
        self,
        delivery_id: int,
        *,
        recipients: tuple[domain.Recipient, ...],
        state: domain.DeliveryState,
        due_at: datetime | None,
        cause: str | None = None,
        reply: str | None = None,
        ended_at: datetime | None = None,
        give_up_at: datetime | None = None,
    ) -> None:
        """Write each recipient's state and the delivery's."""
        for item in recipients:
            await models.Recipient.filter(id=item.id).update(
                state=item.state, cause=item.cause, reply=item.reply, attempt=item.attempt
            )
        values: dict[str, Any] = {
            "state": state,
            "due_at": due_at,
            "cause": cause,
            "reply": reply,
            "ended_at": ended_at,
        }
        if give_up_at is not None:
            values["give_up_at"] = give_up_at
        await models.Delivery.filter(id=delivery_id).update(**values)

    async def take_away(self, delivery_id: int) -> None:
        """Raise the token: whoever works on it now stops at the mark."""
        row = await models.Delivery.filter(id=delivery_id).values_list("token", flat=True)
        await models.Delivery.filter(id=delivery_id).update(token=int(row[0]) + 1, lease_until=None)  # type: ignore[call-overload]


def _columns(attempt: domain.Attempt) -> dict[str, Any]:
    return {
        "number": attempt.number,
        "server": attempt.server,
        "phase": attempt.phase,
        "outcome": attempt.outcome,
        "started_at": attempt.started_at,
        "ended_at": attempt.ended_at,
        "peer": attempt.peer,
        "cause": attempt.cause,
        "code": attempt.code,
        "enhanced": attempt.enhanced,
        "reply": attempt.reply,
    }
