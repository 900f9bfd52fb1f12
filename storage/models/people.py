"""Telegram users who may use the bot."""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from storage.models.accounts import Account
from storage.partial_indexes import ActivePeople


class Person(Model):
    """A Telegram user who may use the bot. A removed one keeps the row, so that records keep their creator."""

    telegram_id = fields.BigIntField(primary_key=True, generated=False)
    name = fields.CharField(max_length=300, default="")
    role = fields.CharField(max_length=10)
    language = fields.CharField(max_length=5, null=True)
    time_zone = fields.CharField(max_length=64, null=True)
    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "models.Account", null=True, on_delete=fields.SET_NULL, related_name="people"
    )
    account_id: int | None
    active = fields.BooleanField(default=True)
    copy_to_self = fields.BooleanField(db_default=False)
    hides_first_steps = fields.BooleanField(db_default=False)
    live_message_id = fields.BigIntField(null=True)
    question = fields.JSONField[dict[str, Any] | None](null=True)
    created_at = fields.DatetimeField()

    class Meta:
        """Table."""

        table = "person"
        indexes = (
            ActivePeople(fields=("role", "name", "telegram_id"), name="person_listed"),
            Index(fields=("name", "telegram_id"), name="person_by_name"),
            Index(fields=("account_id",), name="person_of_account"),
        )
