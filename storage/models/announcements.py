"""What is still to be told to somebody outside any record: a request, its answer, what was handed over."""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index

from storage.models.runs import Work
from storage.partial_indexes import LeasedRows


class Announcement(Work):
    """A message of its own to one person, drawn from rows when it is told and redrawn when they change.

    `person_id` may be a stranger's: it refers to no row, and `language` is what their client said.
    """

    id = fields.IntField(primary_key=True)
    person_id = fields.BigIntField()
    language = fields.CharField(max_length=20, null=True)
    topic = fields.CharField(max_length=30)
    subject = fields.BigIntField(default=0)
    about: fields.Field[dict[str, Any]] = fields.JSONField()
    message_id = fields.BigIntField(null=True)
    tries = fields.IntField(default=0)
    created_at = fields.DatetimeField()

    class Meta:
        """Table."""

        table = "announcement"
        indexes = (
            Index(fields=("due_at",), name="announcement_due"),
            LeasedRows(fields=("lease_until",), name="announcement_held"),
            Index(fields=("topic", "subject"), name="announcement_of"),
        )
