"""What came with no question open, and what the live page offers."""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from storage.models.people import Person
from storage.models.records import Record


class Bundle(Model):
    """Messages in a row that nobody asked for, offered one place together. One that is placed keeps its row a while.

    `record` is the notification that they came beside or went to: later parts of the album follow them there.
    """

    id = fields.IntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", on_delete=fields.CASCADE, related_name="bundles"
    )
    person_id: int
    record: fields.ForeignKeyNullableRelation[Record] = fields.ForeignKeyField(
        "models.Record", null=True, on_delete=fields.SET_NULL, related_name="bundles"
    )
    record_id: int | None
    album = fields.CharField(max_length=64, null=True)
    message_id = fields.BigIntField(null=True)
    made_at = fields.DatetimeField()

    class Meta:
        """Table."""

        table = "bundle"
        indexes = (
            Index(fields=("person_id", "id"), name="bundle_of_person"),
            Index(fields=("record_id",), name="bundle_of_record"),
            Index(fields=("made_at",), name="bundle_made"),
        )


class KeptPiece(Model):
    """One message of a bundle, or what is left of it. `text` is an object around it, as an answer's is."""

    id = fields.IntField(primary_key=True)
    bundle: fields.ForeignKeyRelation[Bundle] = fields.ForeignKeyField(
        "models.Bundle", on_delete=fields.CASCADE, related_name="pieces"
    )
    message_id = fields.BigIntField()
    sent_at = fields.DatetimeField()
    text = fields.JSONField[dict[str, Any] | None](null=True)
    name = fields.CharField(max_length=255, null=True)
    content_type = fields.CharField(max_length=200, null=True)
    size = fields.IntField(null=True)
    content = fields.BinaryField(null=True)

    class Meta:
        """Table."""

        table = "kept_piece"
        indexes = (Index(fields=("bundle_id", "message_id"), name="kept_piece_of_bundle"),)


class LivePage(Model):
    """What the live message offers: the labels of its buttons with their addresses.

    `question` is its text where it wants one of them pressed.
    """

    id = fields.IntField(primary_key=True)
    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "models.Person", on_delete=fields.CASCADE, related_name="live_page"
    )
    message_id = fields.BigIntField()
    buttons: fields.Field[list[list[Any]]] = fields.JSONField()
    question = fields.TextField(null=True)

    class Meta:
        """Table."""

        table = "live_page"
