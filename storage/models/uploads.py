"""Files that administrators send to the chat: looked at first, then applied as work of their own."""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index

from storage.models.people import Person
from storage.models.runs import Work
from storage.partial_indexes import LeasedRows


class Upload(Work):
    """A file of accounts or of configuration, what its dry run found, and how far applying it has come."""

    id = fields.IntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", on_delete=fields.CASCADE, related_name="uploads"
    )
    person_id: int
    kind = fields.CharField(max_length=20)
    name = fields.CharField(max_length=255)
    content = fields.BinaryField(null=True)
    state = fields.CharField(max_length=20)
    result: fields.Field[dict[str, Any]] = fields.JSONField()
    message_id = fields.BigIntField(null=True)
    created_at = fields.DatetimeField()
    tries = fields.IntField(db_default=0)

    class Meta:
        """Table."""

        table = "upload"
        indexes = (
            Index(fields=("due_at",), name="upload_due"),
            LeasedRows(fields=("lease_until",), name="upload_held"),
            Index(fields=("created_at",), name="upload_made"),
        )
