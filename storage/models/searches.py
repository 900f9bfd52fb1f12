"""What administrators looked for in the journal."""

from tortoise import fields
from tortoise.models import Model

from storage.models.people import Person


class SearchText(Model):
    """A text that somebody typed to find letters by: buttons in a chat carry its number."""

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
