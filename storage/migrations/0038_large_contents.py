"""Large files stand in rows of pieces as large letters do, in one place; files that are there already stay whole."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from storage.partial_indexes import ContentsOfNobody
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

TAKEN = (
    "INSERT INTO large_content (size, made_at, letter_id) SELECT size, '2026-11-30 00:00:00+00:00', id FROM letter "
    "WHERE size > 0"
)
TAKEN_PIECES = (
    "INSERT INTO large_piece (large_content_id, number, content) SELECT c.id, p.number, p.content FROM letter_piece p "
    "JOIN large_content c ON c.letter_id = p.letter_id"
)
GIVEN_BACK = (
    "INSERT INTO letter_piece (letter_id, number, content) SELECT c.letter_id, p.number, p.content FROM large_piece p "
    "JOIN large_content c ON c.id = p.large_content_id WHERE c.letter_id IS NOT NULL"
)


class Migration(migrations.Migration):
    dependencies = [("models", "0037_accounts_by_list")]

    initial = False

    operations = [
        ops.CreateModel(
            name="LargeContent",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("size", fields.IntField()),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "letter",
                    fields.OneToOneField(
                        "models.Letter",
                        source_field="letter_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="large_content",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "file",
                    fields.OneToOneField(
                        "models.File",
                        source_field="file_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="large_content",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "kept_piece",
                    fields.OneToOneField(
                        "models.KeptPiece",
                        source_field="kept_piece_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="large_content",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "large_content",
                "app": "models",
                "indexes": [ContentsOfNobody(fields=["made_at"], name="large_content_of_nobody")],
                "pk_attr": "id",
                "table_description": "What a file, a letter or a kept message holds, where that is much. It goes with its owner.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="LargePiece",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "large_content",
                    fields.ForeignKeyField(
                        "models.LargeContent",
                        source_field="large_content_id",
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
                "table": "large_piece",
                "app": "models",
                "unique_together": (("large_content", "number"),),
                "pk_attr": "id",
                "table_description": "A piece of it: a whole one would be copied several times on its way into memory and out of it.",
            },
            bases=["Model"],
        ),
        ops.AlterModelOptions(
            name="File",
            options={
                "table": "file",
                "app": "models",
                "indexes": [Index(fields=["record_id"], name="file_of_record")],
                "pk_attr": "id",
                "table_description": "An attachment, in the database so that any host can send it. Of a `LargeContent` the row has no bytes.",
            },
        ),
        ops.RunSQL([TAKEN, TAKEN_PIECES], reverse_sql=GIVEN_BACK),
        ops.DeleteModel(name="LetterPiece"),
    ]
