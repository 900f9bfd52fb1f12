"""Accounts are found by what their words sound like, records by their texts; older rows are made findable by the bot."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index


OLDER_ROWS = [
    f"INSERT INTO indexing (name, done_up_to) SELECT '{table}s', 0 WHERE EXISTS (SELECT 1 FROM {table})"  # noqa: S608
    for table in ("account", "record")
]


class Migration(migrations.Migration):
    dependencies = [("models", "0012_device_waits")]

    initial = False

    operations = [
        ops.CreateModel(
            name="AccountSound",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("sound", fields.CharField(max_length=100)),
                (
                    "account",
                    fields.ForeignKeyField(
                        "models.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="sounds",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "account_sound",
                "app": "models",
                "indexes": [
                    Index(fields=["sound", "account_id"], name="account_sound_range"),
                    Index(fields=["account_id", "sound"], name="account_sound_of"),
                ],
                "pk_attr": "id",
                "table_description": "What a word of an account sounds like without its ending (`domain.accounts.search.sounds`).",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Indexing",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("name", fields.CharField(unique=True, max_length=40)),
                ("done_up_to", fields.IntField(default=0)),
            ],
            options={
                "table": "indexing",
                "app": "models",
                "pk_attr": "id",
                "table_description": "Rows of before an upgrade that are still to be made findable: `done_up_to` is the number of the last one done.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RecordAccount",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "record",
                    fields.ForeignKeyField(
                        "models.Record",
                        source_field="record_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="accounts",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("account_id", fields.IntField()),
            ],
            options={
                "table": "record_account",
                "app": "models",
                "unique_together": (("record_id", "account_id"),),
                "pk_attr": "id",
                "table_description": "An account that a record names: it is found by the account's words as they are now.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RecordText",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "record",
                    fields.OneToOneField(
                        "models.Record",
                        source_field="record_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="text",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("words", fields.TextField(unique=False)),
            ],
            options={
                "table": "record_text",
                "app": "models",
                "pk_attr": "id",
                "table_description": "The folded words of a record's texts, a space before each, by which its author finds it.",
            },
            bases=["Model"],
        ),
        ops.AlterModelOptions(
            name="AccountWord",
            options={
                "table": "account_word",
                "app": "models",
                "indexes": [
                    Index(fields=["word", "account_id"], name="account_word_range"),
                    Index(fields=["account_id", "word"], name="account_word_of"),
                ],
                "pk_attr": "id",
                "table_description": "One folded word of an account's name, e-mail, post or department, or the digits of its telephone.",
            },
        ),
        ops.AlterModelOptions(
            name="SearchText",
            options={
                "table": "search_text",
                "app": "models",
                "unique_together": (("person_id", "text"),),
                "pk_attr": "id",
                "table_description": "A text that somebody typed to find letters or their own records by: buttons in a chat carry its number.",
            },
        ),
        ops.RunSQL(OLDER_ROWS, reverse_sql=ops.RunSQL.noop),
    ]
