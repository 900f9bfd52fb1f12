"""The index of runs without letters says `FALSE`, as the statements do that both databases take."""

from tortoise import migrations
from tortoise.migrations import operations as ops

from storage.partial_indexes import LetterlessRuns


class Migration(migrations.Migration):
    dependencies = [("models", "0030_runs_apart")]

    initial = False

    operations = [
        ops.RemoveIndex(model_name="ScenarioRun", name="scenario_run_letterless", fields=None),
        ops.AddIndex(
            model_name="ScenarioRun",
            index=LetterlessRuns(fields=["started_at", "id"], name="scenario_run_letterless"),
        ),
    ]
