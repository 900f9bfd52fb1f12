"""Records that segments change and make, and items of long loops, in rows of their own."""

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

from storage.migration_steps import AddColumn


class Migration(migrations.Migration):
    dependencies = [("models", "0021_leased_rows")]

    initial = False

    operations = [
        ops.CreateModel(
            name="LoopItems",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "run",
                    fields.ForeignKeyField(
                        "models.ScenarioRun",
                        source_field="run_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="loop_items",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("loop", fields.IntField()),
                ("lot", fields.IntField()),
                ("items", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
            ],
            options={
                "table": "loop_items",
                "app": "models",
                "unique_together": (("run_id", "loop", "lot"),),
                "pk_attr": "id",
                "table_description": "Some of the items of a long loop that a run stands in: written once, and not with each of its segments.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="StagedRecord",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("run_id", fields.IntField()),
                ("record_id", fields.IntField()),
                ("template_id", fields.IntField()),
                ("creator_id", fields.BigIntField()),
                ("is_new", fields.BooleanField()),
                ("revision", fields.IntField()),
                ("status", fields.CharField(max_length=20)),
                ("changed", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
                (
                    "seen_values",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                (
                    "new_values",
                    fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                ("complete", fields.BooleanField()),
                ("copies", fields.BooleanField()),
                ("words", fields.TextField(unique=False)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("modified_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "staged_record",
                "app": "models",
                "indexes": [Index(fields=["run_id"], name="staged_record_of_run")],
                "pk_attr": "id",
                "table_description": "A record as a segment that is not committed changes or makes it, seen by nobody.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="StagedValue",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "staged",
                    fields.ForeignKeyField(
                        "models.StagedRecord",
                        source_field="staged_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="found_by",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("attribute", fields.CharField(null=True, max_length=100)),
                ("text", fields.CharField(null=True, max_length=200)),
                ("number", fields.FloatField(null=True)),
            ],
            options={
                "table": "staged_value",
                "app": "models",
                "indexes": [Index(fields=["staged_id"], name="staged_value_of")],
                "pk_attr": "id",
                "table_description": "What a staged record is found by: a value that is compared, or, without an attribute, an account.",
            },
            bases=["Model"],
        ),
        AddColumn(
            model_name="Report",
            name="record_id",
            field=fields.IntField(null=True),
        ),
    ]
