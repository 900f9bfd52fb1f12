"""Runs know their scenario and what they began with, and outlive the record that was deleted."""

import functools
from json import dumps, loads

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from storage.migration_steps import AddColumn

SCENARIOS = (
    "UPDATE scenario_run SET scenario_id = (SELECT id FROM scenario WHERE scenario.system_name = "
    "json_extract(scenario_run.scenario, '$.system_name'))"
)
ENDS = (
    "UPDATE scenario_run SET ended_at = started_at WHERE status = 'failed' AND ended_at IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.run_id = scenario_run.id AND delivery.ended_at IS NULL)"
)


class Migration(migrations.Migration):
    dependencies = [("models", "0004_administration")]

    initial = False

    operations = [
        AddColumn(
            model_name="Record",
            name="deleted_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        AddColumn(model_name="ScenarioRun", name="scenario_id", field=fields.IntField(null=True)),
        AddColumn(
            model_name="ScenarioRun",
            name="began_with",
            field=fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
        ),
        ops.RunSQL(SCENARIOS, reverse_sql=ops.RunSQL.noop),
        ops.RunSQL(ENDS, reverse_sql=ops.RunSQL.noop),
        ops.AddIndex(model_name="ScenarioRun", index=Index(fields=["scenario_id"], name="scenario_run_of")),
    ]
