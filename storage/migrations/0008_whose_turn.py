"""The inbox is asked for one person's next update, whatever else waits and whatever is done."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0007_restored_letters")]

    initial = False

    operations = [
        ops.RemoveIndex(model_name="Update", name="update_open", fields=None),
        ops.AddIndex(model_name="Update", index=Index(fields=["done_at", "person_id", "id"], name="update_waiting")),
    ]
