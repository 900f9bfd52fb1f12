"""Records, the question that a person has open, the messages that answered, and files."""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from storage.models.configuration import RecordTemplate
from storage.models.people import Person
from storage.partial_indexes import DeletedRecords, DraftRecords, ListedRecords, RecordsWithCard


class Record(Model):
    """One form, from its first answer on. `status` repeats the newest run's, so that lists filter by it.

    One that was deleted is whole for a while (`DeletedRecord`); then it keeps its row, empty, while it has runs: what
    became of its letters is the journal's.
    """

    id = fields.IntField(primary_key=True)
    template: fields.ForeignKeyRelation[RecordTemplate] = fields.ForeignKeyField(
        "models.RecordTemplate", on_delete=fields.RESTRICT, related_name="records"
    )
    template_id: int
    creator: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", on_delete=fields.RESTRICT, related_name="records"
    )
    creator_id: int
    values: fields.Field[dict[str, Any]] = fields.JSONField()
    revision = fields.IntField(default=1)
    status = fields.CharField(max_length=20)
    disabled = fields.BooleanField(default=False)
    card_message_id = fields.BigIntField(null=True)
    created_at = fields.DatetimeField()
    modified_at = fields.DatetimeField()
    saved_at = fields.DatetimeField(null=True)
    deleted_at = fields.DatetimeField(null=True)

    class Meta:
        """Table."""

        table = "record"
        indexes = (
            Index(fields=("creator_id", "modified_at"), name="record_by_creator"),
            Index(fields=("template_id",), name="record_of_template"),
            Index(fields=("creator_id", "template_id"), name="record_of_creator_and_template"),
            ListedRecords(fields=("creator_id", "disabled", "modified_at", "id"), name="record_in_list"),
            # With all that its rows are told by, so that counting reads no record.
            ListedRecords(
                fields=("creator_id", "disabled", "status", "modified_at", "id", "revision", "saved_at", "deleted_at"),
                name="record_of_status",
            ),
            DeletedRecords(fields=("creator_id", "deleted_at", "id"), name="record_deleted"),
            DraftRecords(fields=("creator_id", "modified_at"), name="record_draft"),
            RecordsWithCard(fields=("creator_id", "card_message_id"), name="record_of_card"),
        )


class DeletedRecord(Model):
    """A record whose person has deleted it and can still take it back: it is whole, and nobody sees it."""

    id = fields.IntField(primary_key=True)
    record: fields.OneToOneRelation[Record] = fields.OneToOneField(
        "models.Record", on_delete=fields.CASCADE, related_name="deletion"
    )
    deleted_at = fields.DatetimeField()

    class Meta:
        """Table."""

        table = "deleted_record"
        indexes = (Index(fields=("deleted_at",), name="deleted_record_by_time"),)


class RecordText(Model):
    """The folded words of a record's texts, a space before each, by which its author finds it."""

    id = fields.IntField(primary_key=True)
    record: fields.OneToOneRelation[Record] = fields.OneToOneField(
        "models.Record", on_delete=fields.CASCADE, related_name="text"
    )
    words = fields.TextField()

    class Meta:
        """Table."""

        table = "record_text"


class RecordAccount(Model):
    """An account that a record names: it is found by the account's words as they are now."""

    id = fields.IntField(primary_key=True)
    record: fields.ForeignKeyRelation[Record] = fields.ForeignKeyField(
        "models.Record", on_delete=fields.CASCADE, related_name="accounts"
    )
    account_id = fields.IntField()

    class Meta:
        """Table."""

        table = "record_account"
        unique_together = (("record_id", "account_id"),)


class RecordValue(Model):
    """What one value of a record is compared by when a query looks for it: the beginning of a text, or a number.

    An attribute of many values has a row of each. Numbers are those of `domain.records.types`: an instant's seconds
    since 1970, a duration's seconds, 0 and 1, the number of an account or a record.
    """

    id = fields.IntField(primary_key=True)
    record: fields.ForeignKeyRelation[Record] = fields.ForeignKeyField(
        "models.Record", on_delete=fields.CASCADE, related_name="compared"
    )
    template_id = fields.IntField()
    attribute = fields.CharField(max_length=100)
    text = fields.CharField(max_length=200, null=True)
    number = fields.FloatField(null=True)

    class Meta:
        """Table."""

        table = "record_value"
        indexes = (
            Index(fields=("template_id", "attribute", "number"), name="record_value_number"),
            Index(fields=("template_id", "attribute", "text"), name="record_value_text"),
            Index(fields=("record_id",), name="record_value_of"),
        )


class Asking(Model):
    """The one question that a person has open. `query` and `page` are what an account question shows now."""

    id = fields.IntField(primary_key=True)
    person: fields.OneToOneRelation[Person] = fields.OneToOneField(
        "models.Person", on_delete=fields.CASCADE, related_name="asking"
    )
    record: fields.ForeignKeyRelation[Record] = fields.ForeignKeyField(
        "models.Record", on_delete=fields.CASCADE, related_name="askings"
    )
    record_id: int
    attribute = fields.CharField(max_length=100)
    query = fields.CharField(max_length=200, default="")
    page = fields.IntField(default=0)

    class Meta:
        """Table."""

        table = "asking"
        indexes = (Index(fields=("record_id",), name="asking_of_record"),)


class Answer(Model):
    """A message of a person that answered a question, so that editing it corrects the answer.

    `value` is an object around the answer, since Tortoise decodes a text in a JSON field a second time.
    """

    id = fields.IntField(primary_key=True)
    chat_id = fields.BigIntField()
    message_id = fields.BigIntField()
    record: fields.ForeignKeyRelation[Record] = fields.ForeignKeyField(
        "models.Record", on_delete=fields.CASCADE, related_name="answers"
    )
    record_id: int
    attribute = fields.CharField(max_length=100)
    value: fields.Field[dict[str, Any]] = fields.JSONField()
    sent_at = fields.DatetimeField()

    class Meta:
        """Table."""

        table = "answer"
        unique_together = (("chat_id", "message_id"),)
        indexes = (Index(fields=("record_id", "attribute"), name="answer_of_attribute"),)


class File(Model):
    """An attachment, in the database so that any host can send it. Of a `LargeContent` the row has no bytes."""

    id = fields.IntField(primary_key=True)
    record: fields.ForeignKeyRelation[Record] = fields.ForeignKeyField(
        "models.Record", on_delete=fields.CASCADE, related_name="files"
    )
    name = fields.CharField(max_length=255)
    content_type = fields.CharField(max_length=200)
    size = fields.IntField()
    content = fields.BinaryField()

    class Meta:
        """Table."""

        table = "file"
        indexes = (Index(fields=("record_id",), name="file_of_record"),)
