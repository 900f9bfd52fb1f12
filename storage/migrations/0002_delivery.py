"""What delivery needs: letters apart from their rows, lanes, suspensions, notices, and what recognises a repeat."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

LETTERS_OUT = "INSERT INTO letter (delivery_id, content) SELECT id, content FROM delivery"
LETTERS_BACK = "UPDATE delivery SET content = (SELECT content FROM letter WHERE delivery_id = delivery.id)"
AUTHORS = "UPDATE delivery SET author_id = (SELECT person_id FROM scenario_run WHERE scenario_run.id = run_id)"


class DropContent(ops.RemoveField):
    """Removes the column by SQLite's own statement: Tortoise would make the table anew, and lose UNIQUE and indexes."""

    async def database_forward(self, app_label, old_state, new_state, state_editor=None):  # type: ignore[no-untyped-def]
        """Drop it."""
        if state_editor is not None:
            await state_editor._run_sql("ALTER TABLE delivery DROP COLUMN content")

    async def database_backward(self, app_label, old_state, new_state, state_editor=None):  # type: ignore[no-untyped-def]
        """Add it again, to be filled from the letters."""
        if state_editor is not None:
            await state_editor._run_sql("ALTER TABLE delivery ADD COLUMN content BLOB NOT NULL DEFAULT x''")


class Migration(migrations.Migration):
    dependencies = [("models", "0001_initial")]

    initial = False

    operations = [
        ops.RemoveIndex(model_name="Delivery", name="delivery_due"),
        ops.CreateModel(
            name="ConnectionState",
            fields=[
                ("due_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("lease_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("token", fields.IntField(default=0)),
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "connection",
                    fields.OneToOneField(
                        "models.Connection",
                        source_field="connection_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="state",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("proven_revision", fields.IntField(null=True)),
                ("suspended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("cause", fields.CharField(null=True, max_length=40)),
                ("reply", fields.TextField(null=True, unique=False)),
                ("probes", fields.IntField(default=0)),
                ("resumed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("last_success_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("last_failure_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("remind_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("warned", fields.BooleanField(default=False)),
            ],
            options={
                "table": "connection_state",
                "app": "models",
                "pk_attr": "id",
                "table_description": "How a connection fares. A suspended one is due when its next probe is.",
            },
            bases=["Work"],
        ),
        ops.CreateModel(
            name="Letter",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "delivery",
                    fields.OneToOneField(
                        "models.Delivery",
                        source_field="delivery_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="letter",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("content", fields.BinaryField()),
            ],
            options={
                "table": "letter",
                "app": "models",
                "pk_attr": "id",
                "table_description": "A delivery's letter as it goes over the wire: apart, since each change of a row writes all of it anew.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Notice",
            fields=[
                ("due_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("lease_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("token", fields.IntField(default=0)),
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "models.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="telegram_id",
                        related_name="notices",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "connection",
                    fields.ForeignKeyField(
                        "models.Connection",
                        source_field="connection_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="notices",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("kind", fields.CharField(max_length=20)),
                ("tries", fields.IntField(default=0)),
            ],
            options={
                "table": "notice",
                "app": "models",
                "indexes": [Index(fields=["due_at"], name="notice_due")],
                "pk_attr": "id",
                "table_description": "Something about a connection that is still to be told to an administrator.",
            },
            bases=["Work"],
        ),
        ops.AddIndex(
            model_name="Attempt",
            index=Index(fields=["started_at"], name="attempt_started"),
        ),
        ops.AlterModelOptions(
            name="Delivery",
            options={
                "table": "delivery",
                "app": "models",
                "indexes": [
                    Index(fields=["connection_id", "due_at", "author_id"], name="delivery_lane"),
                    Index(fields=["lease_until", "connection_id"], name="delivery_leased"),
                    Index(fields=["run_id"], name="delivery_of_run"),
                ],
                "pk_attr": "id",
                "table_description": "One e-mail on its way. `author_id` repeats the run's person, so that letters go in turn.",
            },
        ),
        ops.AddField(
            model_name="Delivery",
            name="author_id",
            field=fields.BigIntField(db_default=0),
        ),
        ops.AddField(
            model_name="Delivery",
            name="told",
            field=fields.BooleanField(db_default=False),
        ),
        ops.RunSQL(AUTHORS, reverse_sql=ops.RunSQL.noop),
        ops.RunSQL(LETTERS_OUT, reverse_sql=LETTERS_BACK),
        DropContent(model_name="Delivery", name="content"),
        ops.AddIndex(
            model_name="Delivery",
            index=Index(fields=["connection_id", "due_at", "author_id"], name="delivery_lane"),
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=Index(fields=["lease_until", "connection_id"], name="delivery_leased"),
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=Index(fields=["run_id"], name="delivery_of_run"),
        ),
        ops.AddIndex(
            model_name="Recipient",
            index=Index(fields=["delivery_id"], name="recipient_of_delivery"),
        ),
        ops.AddField(
            model_name="Report",
            name="drawn",
            field=fields.BooleanField(db_default=False),
        ),
        ops.AddIndex(
            model_name="Report",
            index=Index(fields=["run_id"], name="report_of_run"),
        ),
        ops.AddField(
            model_name="ScenarioRun",
            name="fingerprint",
            field=fields.CharField(null=True, max_length=64),
        ),
        ops.AddIndex(
            model_name="ScenarioRun",
            index=Index(fields=["person_id", "fingerprint"], name="scenario_run_alike"),
        ),
        ops.AddIndex(
            model_name="ScenarioRun",
            index=Index(fields=["ended_at"], name="scenario_run_ended"),
        ),
    ]
