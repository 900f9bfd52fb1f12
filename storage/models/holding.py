"""Whether everything is held back: one row, of which there is none before the first time."""

from tortoise import fields
from tortoise.models import Model


class Holding(Model):
    """Nothing is sent or begun while `held_at` is there. `revision` counts the times it was held back or let go."""

    id = fields.IntField(primary_key=True)
    revision = fields.IntField(default=0)
    held_at = fields.DatetimeField(null=True)
    held_by = fields.BigIntField(null=True)

    class Meta:
        """Table."""

        table = "holding"
