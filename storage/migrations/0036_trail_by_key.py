"""The trail of changes is read by key: of an object, of a kind, of a person."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("models", "0035_letters_in_pieces")]

    initial = False

    operations = [
        ops.RemoveIndex(
            model_name="AuditEntry",
            name="audit_entry_of",
            fields=None,
        ),
        ops.AddIndex(
            model_name="AuditEntry",
            index=Index(fields=["kind", "object_id", "id"], name="audit_entry_of_object"),
        ),
        ops.AddIndex(
            model_name="AuditEntry",
            index=Index(fields=["kind", "id"], name="audit_entry_of_kind"),
        ),
        ops.AddIndex(
            model_name="AuditEntry",
            index=Index(fields=["person_id", "id"], name="audit_entry_of_person"),
        ),
    ]
