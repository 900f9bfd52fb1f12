"""What people looked for, and how far older rows have been made findable."""

from tortoise import fields
from tortoise.models import Model

from storage.models.people import Person


class SearchText(Model):
    """A text that somebody typed to find letters or their own records by: buttons in a chat carry its number."""

    id = fields.IntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", on_delete=fields.CASCADE, related_name="searches"
    )
    text = fields.CharField(max_length=200)
    made_at = fields.DatetimeField()

    class Meta:
        """Table."""

        table = "search_text"
        unique_together = (("person_id", "text"),)


class Indexing(Model):
    """Rows of before an upgrade that are still to be made findable: `done_up_to` is the number of the last one done.

    The row goes when there is nothing more to do.
    """

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=40, unique=True)
    done_up_to = fields.IntField(default=0)

    class Meta:
        """Table."""

        table = "indexing"
