from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields


class Migration(migrations.Migration):
    dependencies = [("models", "0011_what_begins_a_run")]

    initial = False

    operations = [
        ops.CreateModel(
            name="DeviceWait",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "connection",
                    fields.ForeignKeyField(
                        "models.Connection",
                        source_field="connection_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="device_waits",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "draft",
                    fields.ForeignKeyField(
                        "models.Draft",
                        source_field="draft_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="device_waits",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("person_id", fields.BigIntField()),
                ("message_id", fields.BigIntField(null=True)),
                ("document", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
                ("sealed", fields.BinaryField()),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("interval", fields.IntField()),
                ("outcome", fields.CharField(null=True, max_length=40)),
                ("words", fields.TextField(null=True, unique=False)),
            ],
            options={
                "table": "device_wait",
                "app": "models",
                "pk_attr": "id",
                "table_description": "A device's code that somebody was shown, and that is asked about until they have decided. Both codes are sealed.",
            },
            bases=["Model"],
        ),
    ]
