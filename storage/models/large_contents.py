"""Bytes that are too many for one row."""

from tortoise import fields
from tortoise.models import Model

from storage.models.deliveries import Letter
from storage.models.kept import KeptPiece
from storage.models.records import File
from storage.partial_indexes import ContentsOfNobody


class LargeContent(Model):
    """What a file, a letter or a kept message holds, where that is much. It goes with its owner.

    It belongs to nobody while it is being put, and until its owner is written.
    """

    id = fields.IntField(primary_key=True)
    size = fields.IntField()
    made_at = fields.DatetimeField()
    letter: fields.OneToOneNullableRelation[Letter] = fields.OneToOneField(
        "models.Letter", null=True, on_delete=fields.CASCADE, related_name="large_content"
    )
    file: fields.OneToOneNullableRelation[File] = fields.OneToOneField(
        "models.File", null=True, on_delete=fields.CASCADE, related_name="large_content"
    )
    kept_piece: fields.OneToOneNullableRelation[KeptPiece] = fields.OneToOneField(
        "models.KeptPiece", null=True, on_delete=fields.CASCADE, related_name="large_content"
    )

    class Meta:
        """Table."""

        table = "large_content"
        indexes = (ContentsOfNobody(fields=("made_at",), name="large_content_of_nobody"),)


class LargePiece(Model):
    """A piece of it: a whole one would be copied several times on its way into memory and out of it."""

    id = fields.IntField(primary_key=True)
    large_content: fields.ForeignKeyRelation[LargeContent] = fields.ForeignKeyField(
        "models.LargeContent", on_delete=fields.CASCADE, related_name="pieces"
    )
    number = fields.IntField()
    content = fields.BinaryField()

    class Meta:
        """Table."""

        table = "large_piece"
        unique_together = (("large_content", "number"),)
