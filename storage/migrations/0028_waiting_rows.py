"""What waits is found without reading the history: indexes of the rows that are open alone."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from storage.migration_steps import AddColumn
from storage.partial_indexes import DueRows, LeasedRows, LeftLetters, LetterlessRuns, OverdueLetters, UnsweptRuns
from tortoise import fields
from tortoise.indexes import Index

COPIES = (
    "UPDATE scenario_run SET scenario = (SELECT document FROM object_version v WHERE v.section = 'scenarios' "
    "AND v.object_id = scenario_run.scenario_id AND v.revision = scenario_run.scenario_revision) "
    "WHERE scenario_revision IS NOT NULL"
)
"""On the way back each run gets its copy of the scenario again."""


class Migration(migrations.Migration):
    dependencies = [("models", "0026_staged_records")]

    initial = False

    operations = [
        AddColumn(
            model_name="ScenarioRun",
            name="scenario_revision",
            field=fields.IntField(null=True),
        ),
        AddColumn(
            model_name="ScenarioRun",
            name="lettered",
            field=fields.BooleanField(db_default=False),
        ),
        ops.RunSQL(
            "UPDATE scenario_run SET lettered = 1 "
            "WHERE EXISTS (SELECT 1 FROM delivery WHERE run_id = scenario_run.id AND state <> 'staged')",
            reverse_sql=COPIES,
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=Index(fields=["connection_id"], name="delivery_of_connection"),
        ),
        ops.AddIndex(
            model_name="AccountRequest",
            index=Index(fields=["state", "record_id"], name="account_request_of_record"),
        ),
        ops.AddIndex(
            model_name="AccountRequest",
            index=Index(fields=["decided_at"], name="account_request_decided"),
        ),
        ops.AddIndex(
            model_name="Announcement",
            index=LeasedRows(fields=["lease_until"], name="announcement_held"),
        ),
        ops.AddIndex(
            model_name="Asking",
            index=Index(fields=["record_id"], name="asking_of_record"),
        ),
        ops.AddIndex(
            model_name="AuditEntry",
            index=Index(fields=["person_id", "at"], name="audit_entry_by"),
        ),
        ops.AddIndex(
            model_name="Bundle",
            index=Index(fields=["record_id"], name="bundle_of_record"),
        ),
        ops.AddIndex(
            model_name="Bundle",
            index=Index(fields=["made_at"], name="bundle_made"),
        ),
        ops.RemoveIndex(
            model_name="Delivery",
            name="delivery_lane",
            fields=None,
        ),
        ops.RemoveIndex(
            model_name="Delivery",
            name="delivery_leased",
            fields=None,
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=DueRows(fields=["connection_id", "due_at"], name="delivery_waiting"),
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=DueRows(fields=["connection_id", "author_id", "due_at"], name="delivery_in_turn"),
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=DueRows(fields=["connection_id", "told", "give_up_at"], name="delivery_resting"),
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=LeasedRows(fields=["lease_until", "connection_id"], name="delivery_held"),
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=LeftLetters(fields=["connection_id"], name="delivery_left"),
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=OverdueLetters(fields=["connection_id"], name="delivery_overdue"),
        ),
        ops.AddIndex(
            model_name="File",
            index=Index(fields=["record_id"], name="file_of_record"),
        ),
        ops.AddIndex(
            model_name="Notice",
            index=LeasedRows(fields=["lease_until"], name="notice_held"),
        ),
        ops.AddIndex(
            model_name="Record",
            index=Index(fields=["template_id"], name="record_of_template"),
        ),
        ops.RemoveIndex(
            model_name="ScenarioRun",
            name="scenario_run_ended",
            fields=None,
        ),
        ops.AddIndex(
            model_name="ScenarioRun",
            index=UnsweptRuns(fields=["ended_at"], name="scenario_run_unswept"),
        ),
        ops.AddIndex(
            model_name="ScenarioRun",
            index=LetterlessRuns(fields=["started_at", "id"], name="scenario_run_letterless"),
        ),
        ops.AddIndex(
            model_name="Update",
            index=Index(fields=["received_at", "id"], name="update_received"),
        ),
        ops.AddIndex(
            model_name="Upload",
            index=LeasedRows(fields=["lease_until"], name="upload_held"),
        ),
    ]
