"""A run has a cause, of which a press is one; and everything can be held back."""

from typing import Any

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops

from storage.migration_steps import AddColumn, AllowEmpty

RECORD: fields.ForeignKeyNullableRelation[Any] = fields.ForeignKeyField(
    "models.Record",
    source_field="record_id",
    null=True,
    db_constraint=True,
    to_field="id",
    related_name="runs",
    on_delete=OnDelete.CASCADE,
)


class Migration(migrations.Migration):
    dependencies = [("models", "0010_secrets_by_name")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Holding",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("revision", fields.IntField(default=0)),
                ("held_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("held_by", fields.BigIntField(null=True)),
            ],
            options={
                "table": "holding",
                "app": "models",
                "pk_attr": "id",
                "table_description": "Nothing is sent or begun while `held_at` is there. "
                "`revision` counts the times it was held back or let go.",
            },
            bases=["Model"],
        ),
        AllowEmpty(model_name="ScenarioRun", name="button", field=fields.IntField(null=True)),
        AllowEmpty(model_name="ScenarioRun", name="record", field=RECORD),
        AllowEmpty(model_name="ScenarioRun", name="turn", field=fields.IntField(null=True)),
        AddColumn(model_name="ScenarioRun", name="cause", field=fields.CharField(db_default="press", max_length=10)),
        AddColumn(model_name="ScenarioRun", name="depth", field=fields.IntField(db_default=0)),
        AddColumn(
            model_name="ScenarioRun",
            name="moment_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        AddColumn(model_name="ScenarioRun", name="parent_id", field=fields.IntField(null=True)),
    ]
