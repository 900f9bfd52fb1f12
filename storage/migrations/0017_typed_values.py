"""What queries compare records by is kept beside them; of older records it is written by the bot, in lots."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

OLDER_RECORDS = "INSERT INTO indexing (name, done_up_to) SELECT 'record_values', 0 WHERE EXISTS (SELECT 1 FROM record)"


class Migration(migrations.Migration):
    dependencies = [("models", "0016_kept_words")]

    initial = False

    operations = [
        ops.CreateModel(
            name="RecordValue",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "record",
                    fields.ForeignKeyField(
                        "models.Record",
                        source_field="record_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="compared",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("template_id", fields.IntField()),
                ("attribute", fields.CharField(max_length=100)),
                ("text", fields.CharField(null=True, max_length=200)),
                ("number", fields.FloatField(null=True)),
            ],
            options={
                "table": "record_value",
                "app": "models",
                "indexes": [
                    Index(fields=["template_id", "attribute", "number"], name="record_value_number"),
                    Index(fields=["template_id", "attribute", "text"], name="record_value_text"),
                    Index(fields=["record_id"], name="record_value_of"),
                ],
                "pk_attr": "id",
                "table_description": "What one value of a record is compared by when a query looks for it: the beginning of a text, or a number.",
            },
            bases=["Model"],
        ),
        ops.RunSQL(OLDER_RECORDS, reverse_sql="DELETE FROM indexing WHERE name = 'record_values'"),
    ]
