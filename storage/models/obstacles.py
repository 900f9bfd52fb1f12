"""What holds people up and only an administrator can mend, and whom it holds up."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model


class Obstacle(Model):
    """One cause, told to administrators once, however many people meet it until it is mended.

    `kind` says what it is about, `subject` is that one's number, `mark` how it stood then.
    """

    id = fields.IntField(primary_key=True)
    kind = fields.CharField(max_length=40)
    subject = fields.BigIntField()
    mark = fields.CharField(max_length=40)
    met_at = fields.DatetimeField()
    mended_at = fields.DatetimeField(null=True)
    mended_by = fields.BigIntField(null=True)

    class Meta:
        """Table."""

        table = "obstacle"
        indexes = (Index(fields=("kind", "subject"), name="obstacle_by_subject"),)


class ObstacleMet(Model):
    """A person whom an obstacle holds up."""

    id = fields.IntField(primary_key=True)
    obstacle: fields.ForeignKeyRelation[Obstacle] = fields.ForeignKeyField(
        "models.Obstacle", on_delete=fields.CASCADE, related_name="people"
    )
    obstacle_id: int
    person_id = fields.BigIntField()

    class Meta:
        """Table."""

        table = "obstacle_met"
        unique_together = (("obstacle_id", "person_id"),)
