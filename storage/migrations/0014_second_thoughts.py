from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("models", "0013_what_is_found_by")]

    initial = False

    operations = [
        ops.CreateModel(
            name="DeletedRecord",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "record",
                    fields.OneToOneField(
                        "models.Record",
                        source_field="record_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="deletion",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("deleted_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "deleted_record",
                "app": "models",
                "indexes": [Index(fields=["deleted_at"], name="deleted_record_by_time")],
                "pk_attr": "id",
                "table_description": "A record whose person has deleted it and can still take it back: it is whole, and nobody sees it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Obstacle",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("kind", fields.CharField(max_length=40)),
                ("subject", fields.BigIntField()),
                ("mark", fields.CharField(max_length=40)),
                ("met_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("mended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("mended_by", fields.BigIntField(null=True)),
            ],
            options={
                "table": "obstacle",
                "app": "models",
                "indexes": [Index(fields=["kind", "subject"], name="obstacle_by_subject")],
                "pk_attr": "id",
                "table_description": "One cause, told to administrators once, however many people meet it until it is mended.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ObstacleMet",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "obstacle",
                    fields.ForeignKeyField(
                        "models.Obstacle",
                        source_field="obstacle_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="people",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("person_id", fields.BigIntField()),
            ],
            options={
                "table": "obstacle_met",
                "app": "models",
                "unique_together": (("obstacle_id", "person_id"),),
                "pk_attr": "id",
                "table_description": "A person whom an obstacle holds up.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Setting",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("name", fields.CharField(unique=True, max_length=40)),
                ("value", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
            ],
            options={
                "table": "setting",
                "app": "models",
                "pk_attr": "id",
                "table_description": "One setting by its name. `value` is an object, since Tortoise decodes a text in a JSON field a second time.",
            },
            bases=["Model"],
        ),
    ]
