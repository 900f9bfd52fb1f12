"""What administrators set in the chat for everybody."""

from typing import Any

from tortoise import fields
from tortoise.models import Model


class Setting(Model):
    """One setting by its name. `value` is an object, since Tortoise decodes a text in a JSON field a second time."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=40, unique=True)
    value: fields.Field[dict[str, Any]] = fields.JSONField()

    class Meta:
        """Table."""

        table = "setting"
