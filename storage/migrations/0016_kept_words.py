from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("models", "0015_trace_rows")]

    initial = False

    operations = [
        ops.CreateModel(
            name="Bundle",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "models.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="telegram_id",
                        related_name="bundles",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "record",
                    fields.ForeignKeyField(
                        "models.Record",
                        source_field="record_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="bundles",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("album", fields.CharField(null=True, max_length=64)),
                ("message_id", fields.BigIntField(null=True)),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "bundle",
                "app": "models",
                "indexes": [Index(fields=["person_id", "id"], name="bundle_of_person")],
                "pk_attr": "id",
                "table_description": "Messages in a row that nobody asked for, offered one place together. One that is placed keeps its row a while.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="KeptPiece",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "bundle",
                    fields.ForeignKeyField(
                        "models.Bundle",
                        source_field="bundle_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="pieces",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("message_id", fields.BigIntField()),
                ("sent_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "text",
                    fields.JSONField(null=True, encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads),
                ),
                ("name", fields.CharField(null=True, max_length=255)),
                ("content_type", fields.CharField(null=True, max_length=200)),
                ("size", fields.IntField(null=True)),
                ("content", fields.BinaryField(null=True)),
            ],
            options={
                "table": "kept_piece",
                "app": "models",
                "indexes": [Index(fields=["bundle_id", "message_id"], name="kept_piece_of_bundle")],
                "pk_attr": "id",
                "table_description": "One message of a bundle, or what is left of it. `text` is an object around it, as an answer's is.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="LivePage",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "person",
                    fields.OneToOneField(
                        "models.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="telegram_id",
                        related_name="live_page",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("message_id", fields.BigIntField()),
                ("buttons", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
                ("question", fields.TextField(null=True, unique=False)),
            ],
            options={
                "table": "live_page",
                "app": "models",
                "pk_attr": "id",
                "table_description": "What the live message offers: the labels of its buttons with their addresses.",
            },
            bases=["Model"],
        ),
    ]
