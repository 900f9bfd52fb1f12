"""Runs that others gave rise to count for their record: which run they go back to, and what their letters came to."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from storage.migration_steps import AddColumn
from storage.partial_indexes import ApartRuns


class Migration(migrations.Migration):
    dependencies = [("models", "0029_listed_records")]

    initial = False

    operations = [
        AddColumn(model_name="ScenarioRun", name="came_to", field=fields.CharField(null=True, max_length=20)),
        AddColumn(model_name="ScenarioRun", name="root_id", field=fields.IntField(null=True)),
        ops.AddIndex(
            model_name="ScenarioRun",
            index=ApartRuns(fields=["record_id", "came_to"], name="scenario_run_apart"),
        ),
    ]
