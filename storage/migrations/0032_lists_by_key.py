"""A person's lists are found by key: indexes of the rows that stand in them alone."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from storage.partial_indexes import DeletedRecords, DraftRecords, ListedRecords, RecordsWithCard


class Migration(migrations.Migration):
    dependencies = [("models", "0031_false_as_a_word")]

    initial = False

    operations = [
        ops.RemoveIndex(
            model_name="Record",
            name="record_listed",
            fields=None,
        ),
        ops.AddIndex(
            model_name="Record",
            index=ListedRecords(fields=["creator_id", "disabled", "modified_at", "id"], name="record_in_list"),
        ),
        ops.AddIndex(
            model_name="Record",
            index=ListedRecords(
                fields=["creator_id", "disabled", "status", "modified_at", "id", "revision", "saved_at", "deleted_at"],
                name="record_of_status",
            ),
        ),
        ops.AddIndex(
            model_name="Record",
            index=DeletedRecords(fields=["creator_id", "deleted_at", "id"], name="record_deleted"),
        ),
        ops.AddIndex(
            model_name="Record",
            index=DraftRecords(fields=["creator_id", "modified_at"], name="record_draft"),
        ),
        ops.AddIndex(
            model_name="Record",
            index=RecordsWithCard(fields=["creator_id", "card_message_id"], name="record_of_card"),
        ),
    ]
