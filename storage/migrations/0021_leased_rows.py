"""When the first lease ends is found without reading the history."""

from tortoise import migrations
from tortoise.migrations import operations as ops

from storage.partial_indexes import LeasedRows


class Migration(migrations.Migration):
    dependencies = [("models", "0020_states_of_runs")]

    initial = False

    operations = [
        ops.AddIndex(model_name="Report", index=LeasedRows(fields=["lease_until"], name="report_leased")),
        ops.AddIndex(model_name="ScenarioRun", index=LeasedRows(fields=["lease_until"], name="scenario_run_leased")),
    ]
