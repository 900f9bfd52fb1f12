"""The audit trail: who changed what and when."""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


class AuditEntry(Model):
    """One act of a person, of a file or of the command line. `changes` hold before and after, never a secret."""

    id = fields.IntField(primary_key=True)
    at = fields.DatetimeField()
    person_id = fields.BigIntField(null=True)
    via = fields.CharField(max_length=10)
    act = fields.CharField(max_length=20)
    kind = fields.CharField(max_length=20)
    object_id = fields.BigIntField(null=True)
    name = fields.CharField(max_length=320, default="")
    changes: fields.Field[dict[str, Any]] = fields.JSONField()

    class Meta:
        """Table."""

        table = "audit_entry"
        indexes = (
            Index(fields=("at",), name="audit_entry_at"),
            Index(fields=("kind", "object_id", "id"), name="audit_entry_of_object"),
            Index(fields=("kind", "id"), name="audit_entry_of_kind"),
            Index(fields=("person_id", "id"), name="audit_entry_of_person"),
            Index(fields=("person_id", "at"), name="audit_entry_by"),
        )
