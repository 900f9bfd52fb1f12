"""Letters on their way, with each recipient's outcome and every attempt."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from storage.models.configuration import Connection
from storage.models.runs import ScenarioRun, Work


class Delivery(Work):
    """One e-mail on its way, rendered once."""

    id = fields.IntField(primary_key=True)
    run: fields.ForeignKeyRelation[ScenarioRun] = fields.ForeignKeyField(
        "models.ScenarioRun", on_delete=fields.CASCADE, related_name="deliveries"
    )
    connection: fields.ForeignKeyRelation[Connection] = fields.ForeignKeyField(
        "models.Connection", on_delete=fields.RESTRICT, related_name="deliveries"
    )
    message_id = fields.CharField(max_length=255, unique=True)
    sender = fields.CharField(max_length=320)
    subject = fields.TextField()
    smtputf8 = fields.BooleanField(default=False)
    content = fields.BinaryField()
    state = fields.CharField(max_length=20)
    cause = fields.CharField(max_length=40, null=True)
    reply = fields.TextField(null=True)
    attempts_made = fields.IntField(default=0)
    give_up_at = fields.DatetimeField()
    created_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        """Table."""

        table = "delivery"
        indexes = (Index(fields=("due_at",), name="delivery_due"),)


class Recipient(Model):
    """One address of a delivery and what became of it."""

    id = fields.IntField(primary_key=True)
    delivery: fields.ForeignKeyRelation[Delivery] = fields.ForeignKeyField(
        "models.Delivery", on_delete=fields.CASCADE, related_name="recipients"
    )
    name = fields.CharField(max_length=300, default="")
    address = fields.CharField(max_length=320)
    kind = fields.CharField(max_length=3)
    state = fields.CharField(max_length=20)
    cause = fields.CharField(max_length=40, null=True)
    reply = fields.TextField(null=True)
    attempt = fields.IntField(default=0)

    class Meta:
        """Table."""

        table = "recipient"


class Attempt(Model):
    """One try: when, which server, how far it came, and the server's words."""

    id = fields.IntField(primary_key=True)
    delivery: fields.ForeignKeyRelation[Delivery] = fields.ForeignKeyField(
        "models.Delivery", on_delete=fields.CASCADE, related_name="attempts"
    )
    number = fields.IntField()
    server = fields.CharField(max_length=320)
    peer = fields.CharField(max_length=320, null=True)
    phase = fields.CharField(max_length=20)
    outcome = fields.CharField(max_length=20)
    cause = fields.CharField(max_length=40, null=True)
    code = fields.IntField(null=True)
    enhanced = fields.CharField(max_length=20, null=True)
    reply = fields.TextField(null=True)
    started_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        """Table."""

        table = "attempt"
        unique_together = (("delivery_id", "number"),)
