"""Secrets have names: a password is one of them, and an access token has a place of its own."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields

from storage.migration_steps import DropColumn

PASSWORDS = [
    f"INSERT INTO {table}_secret ({table}_id, name, sealed) "  # noqa: S608 - our own names
    f"SELECT id, 'password', sealed_password FROM {table} WHERE sealed_password IS NOT NULL"
    for table in ("connection", "draft")
]
PASSWORDS_BACK = [
    f"UPDATE {table} SET sealed_password = "  # noqa: S608 - our own names
    f"(SELECT sealed FROM {table}_secret WHERE {table}_id = {table}.id AND name = 'password')"
    for table in ("connection", "draft")
]


class Migration(migrations.Migration):
    dependencies = [("models", "0009_counted_tries")]

    initial = False

    operations = [
        ops.CreateModel(
            name="ConnectionSecret",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "connection",
                    fields.ForeignKeyField(
                        "models.Connection",
                        source_field="connection_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="secrets",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=40)),
                ("sealed", fields.BinaryField()),
            ],
            options={
                "table": "connection_secret",
                "app": "models",
                "unique_together": (("connection", "name"),),
                "pk_attr": "id",
                "table_description": "A sealed secret of a connection, by name. It was entered for the server and the user of its document.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ConnectionToken",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "connection",
                    fields.OneToOneField(
                        "models.Connection",
                        source_field="connection_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="token",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("revision", fields.IntField(default=0)),
                ("sealed", fields.BinaryField(null=True)),
                ("fetched_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("fetching_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("token", fields.IntField(default=0)),
            ],
            options={
                "table": "connection_token",
                "app": "models",
                "pk_attr": "id",
                "table_description": "A connection's sealed access token. Until `fetching_until` one fetches a new one, everybody else waits for it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="DraftSecret",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "draft",
                    fields.ForeignKeyField(
                        "models.Draft",
                        source_field="draft_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="secrets",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("name", fields.CharField(max_length=40)),
                ("sealed", fields.BinaryField()),
            ],
            options={
                "table": "draft_secret",
                "app": "models",
                "unique_together": (("draft", "name"),),
                "pk_attr": "id",
                "table_description": "A sealed secret that was entered in a draft of a connection, by name.",
            },
            bases=["Model"],
        ),
        ops.AlterModelOptions(
            name="Connection",
            options={
                "table": "connection",
                "app": "models",
                "pk_attr": "id",
                "table_description": "How to reach a mail server.",
            },
        ),
        ops.RunSQL(PASSWORDS, reverse_sql=PASSWORDS_BACK),
        DropColumn(model_name="Connection", name="sealed_password"),
        DropColumn(model_name="Draft", name="sealed_password"),
    ]
