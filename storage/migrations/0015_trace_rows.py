"""The event chain is rows; what a segment has written in part is known. Chains of before stay in their column."""

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields

from storage.migration_steps import AddColumn


class Migration(migrations.Migration):
    dependencies = [("models", "0014_second_thoughts")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Spill",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("run_id", fields.IntField(unique=True)),
            ],
            options={
                "table": "spill",
                "app": "models",
                "pk_attr": "id",
                "table_description": "A run whose segment has been written in part: nobody sees it, until all of it is made live or swept.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="TraceStep",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "run",
                    fields.ForeignKeyField(
                        "models.ScenarioRun",
                        source_field="run_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="steps",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("number", fields.IntField()),
                ("place", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
                ("iteration", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
                ("kind", fields.CharField(max_length=40)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ms", fields.FloatField()),
                (
                    "did",
                    fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                (
                    "error",
                    fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
            ],
            options={
                "table": "trace_step",
                "app": "models",
                "unique_together": (("run_id", "number"),),
                "pk_attr": "id",
                "table_description": "A step of a run's event chain: which action it was, in which pass of the loops around it, what it did.",
            },
            bases=["Model"],
        ),
        AddColumn(model_name="ScenarioRun", name="traced", field=fields.IntField(db_default=0)),
    ]
