"""Large letters stand in rows of pieces; those that are there already stay as they are."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("models", "0034_shared_inbox")]

    initial = False

    operations = [
        ops.CreateModel(
            name="LetterPiece",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "letter",
                    fields.ForeignKeyField(
                        "models.Letter",
                        source_field="letter_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="pieces",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("number", fields.IntField()),
                ("content", fields.BinaryField()),
            ],
            options={
                "table": "letter_piece",
                "app": "models",
                "unique_together": (("letter", "number"),),
                "pk_attr": "id",
                "table_description": "A piece of a large letter: a whole one would be copied several times on its way into memory and out of it.",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="Letter",
            name="size",
            field=fields.IntField(db_default=0),
        ),
    ]
