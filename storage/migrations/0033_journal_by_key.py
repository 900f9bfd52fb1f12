"""The journal is read and counted by key: its groups, the letters of a connection and of an author, runs without one."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from storage.partial_indexes import DueRows, LetterlessRuns, OpenLetterlessRuns, SentLetters, TroubledLetters
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("models", "0032_lists_by_key")]

    initial = False

    operations = [
        ops.RemoveIndex(
            model_name="Delivery",
            name="delivery_of_connection",
            fields=None,
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=Index(fields=["connection_id", "created_at", "id"], name="delivery_by_connection"),
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=Index(fields=["author_id", "created_at", "id"], name="delivery_by_author"),
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=DueRows(fields=["created_at", "id"], name="delivery_unsent"),
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=SentLetters(fields=["created_at", "id", "state"], name="delivery_sent"),
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=TroubledLetters(fields=["state", "created_at", "id"], name="delivery_troubled"),
        ),
        ops.AddIndex(
            model_name="ScenarioRun",
            index=LetterlessRuns(fields=["person_id", "started_at", "id"], name="scenario_run_letterless_by"),
        ),
        ops.AddIndex(
            model_name="ScenarioRun",
            index=LetterlessRuns(fields=["scenario_id", "started_at", "id"], name="scenario_run_letterless_of"),
        ),
        ops.AddIndex(
            model_name="ScenarioRun",
            index=OpenLetterlessRuns(fields=["status", "started_at", "id"], name="scenario_run_letterless_open"),
        ),
    ]
