"""A person's list and drafts are found and counted without reading all of their records."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0028_waiting_rows")]

    initial = False

    operations = [
        ops.AddIndex(
            model_name="Record",
            index=Index(fields=["creator_id", "template_id"], name="record_of_creator_and_template"),
        ),
        ops.AddIndex(
            model_name="Record",
            index=Index(
                fields=["creator_id", "status", "modified_at", "disabled", "deleted_at", "revision", "saved_at"],
                name="record_listed",
            ),
        ),
    ]
