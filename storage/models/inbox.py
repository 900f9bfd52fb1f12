"""The inbox: what Telegram has handed over, kept until its effect is committed and shown."""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


class Update(Model):
    """One update. `applied_at` is set in the transaction of what it changed, `done_at` when the person has seen it."""

    id = fields.BigIntField(primary_key=True, generated=False)
    person_id = fields.BigIntField()
    body: fields.Field[dict[str, Any]] = fields.JSONField()
    received_at = fields.DatetimeField()
    applied_at = fields.DatetimeField(null=True)
    done_at = fields.DatetimeField(null=True)
    tries = fields.IntField(default=0)

    class Meta:
        """Table."""

        table = "update"
        indexes = (Index(fields=("done_at", "id"), name="update_open"),)
