"""The inbox: what Telegram has handed over, kept until its effect is committed and shown."""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


class Update(Model):
    """One update. `applied_at` is set in the transaction of what it changed, `done_at` when the person has seen it.

    `lease_until` says until when one of several processes has it in hand.
    `sealed` is its JSON, sealed like a password, since any message may hold one. Version 0.1.0 kept it in `body`.
    """

    id = fields.BigIntField(primary_key=True, generated=False)
    person_id = fields.BigIntField()
    body: fields.Field[dict[str, Any]] = fields.JSONField()
    sealed = fields.BinaryField(null=True)
    received_at = fields.DatetimeField()
    applied_at = fields.DatetimeField(null=True)
    done_at = fields.DatetimeField(null=True)
    tries = fields.IntField(default=0)
    lease_until = fields.DatetimeField(null=True)

    class Meta:
        """Table."""

        table = "update"
        indexes = (
            Index(fields=("done_at", "person_id", "id"), name="update_waiting"),
            Index(fields=("received_at", "id"), name="update_received"),
        )


class PassedOver(Model):
    """How many updates of a day (UTC) could not be read. It outlives their rows."""

    day = fields.DateField(primary_key=True, generated=False)
    count = fields.IntField()

    class Meta:
        """Table."""

        table = "passed_over"
