"""Letters are found by their run and state: what a run has come to is known without going over all of them."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

OTHERS = [
    Index(fields=["connection_id", "due_at", "author_id"], name="delivery_lane"),
    Index(fields=["lease_until", "connection_id"], name="delivery_leased"),
    Index(fields=["created_at"], name="delivery_made"),
]


class Migration(migrations.Migration):
    dependencies = [("models", "0017_typed_values")]

    initial = False

    operations = [
        ops.RemoveIndex(model_name="Delivery", name="delivery_of_run", fields=None),
        # Earlier migrations have put the indexes into the model twice: what is left of the one that is gone goes, too.
        ops.AlterModelOptions(
            name="Delivery",
            options={
                "table": "delivery",
                "app": "models",
                "indexes": OTHERS,
                "pk_attr": "id",
                "table_description": "One e-mail on its way. `author_id` repeats the run's person, so that letters go in turn.",
            },
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=Index(fields=["run_id", "state"], name="delivery_states_of_run"),
        ),
    ]
