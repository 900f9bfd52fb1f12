"""Letters on their way, with each recipient's outcome and every attempt."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from storage.models.configuration import Connection
from storage.models.people import Person
from storage.models.runs import ScenarioRun, Work
from storage.partial_indexes import DueRows, LeasedRows, LeftLetters, OverdueLetters, SentLetters, TroubledLetters


class Delivery(Work):
    """One e-mail on its way. `author_id` repeats the run's person, so that letters go in turn.

    `search` holds the folded subject, names and addresses, by which the journal finds it.
    """

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
    state = fields.CharField(max_length=20)
    cause = fields.CharField(max_length=40, null=True)
    reply = fields.TextField(null=True)
    attempts_made = fields.IntField(default=0)
    give_up_at = fields.DatetimeField()
    created_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    author_id = fields.BigIntField(db_default=0)
    search = fields.TextField(db_default="")
    told = fields.BooleanField(db_default=False)
    restored = fields.BooleanField(db_default=False)
    tries = fields.IntField(db_default=0)

    class Meta:
        """Table."""

        table = "delivery"
        indexes = (
            DueRows(fields=("connection_id", "due_at"), name="delivery_waiting"),
            DueRows(fields=("connection_id", "author_id", "due_at"), name="delivery_in_turn"),
            DueRows(fields=("connection_id", "told", "give_up_at"), name="delivery_resting"),
            LeasedRows(fields=("lease_until", "connection_id"), name="delivery_held"),
            LeftLetters(fields=("connection_id",), name="delivery_left"),
            OverdueLetters(fields=("connection_id",), name="delivery_overdue"),
            Index(fields=("connection_id", "created_at", "id"), name="delivery_by_connection"),
            Index(fields=("author_id", "created_at", "id"), name="delivery_by_author"),
            # What the journal shows of a group, and counts: with the state, so that counting reads no letter.
            DueRows(fields=("created_at", "id"), name="delivery_unsent"),
            SentLetters(fields=("created_at", "id", "state"), name="delivery_sent"),
            TroubledLetters(fields=("state", "created_at", "id"), name="delivery_troubled"),
            Index(fields=("run_id", "state"), name="delivery_states_of_run"),
            Index(fields=("created_at",), name="delivery_made"),
        )


class Letter(Model):
    """A delivery's letter as it goes over the wire: apart, since each change of a row writes all of it anew.

    A large one is a `LargeContent` of `size` bytes: `content` is empty then.
    """

    id = fields.IntField(primary_key=True)
    delivery: fields.OneToOneRelation[Delivery] = fields.OneToOneField(
        "models.Delivery", on_delete=fields.CASCADE, related_name="letter"
    )
    content = fields.BinaryField()
    size = fields.IntField(db_default=0)

    class Meta:
        """Table."""

        table = "letter"


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
        indexes = (Index(fields=("delivery_id",), name="recipient_of_delivery"),)


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
        indexes = (Index(fields=("started_at",), name="attempt_started"),)


class ConnectionState(Work):
    """How a connection fares. A suspended one is due when its next probe is."""

    id = fields.IntField(primary_key=True)
    connection: fields.OneToOneRelation[Connection] = fields.OneToOneField(
        "models.Connection", on_delete=fields.CASCADE, related_name="state"
    )
    proven_revision = fields.IntField(null=True)
    suspended_at = fields.DatetimeField(null=True)
    cause = fields.CharField(max_length=40, null=True)
    reply = fields.TextField(null=True)
    probes = fields.IntField(default=0)
    resumed_at = fields.DatetimeField(null=True)
    last_success_at = fields.DatetimeField(null=True)
    last_failure_at = fields.DatetimeField(null=True)
    remind_at = fields.DatetimeField(null=True)
    warned = fields.BooleanField(default=False)
    tries = fields.IntField(db_default=0)

    class Meta:
        """Table."""

        table = "connection_state"


class Notice(Work):
    """Something about a connection that is still to be told to an administrator."""

    id = fields.IntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", on_delete=fields.CASCADE, related_name="notices"
    )
    person_id: int
    connection: fields.ForeignKeyRelation[Connection] = fields.ForeignKeyField(
        "models.Connection", on_delete=fields.CASCADE, related_name="notices"
    )
    connection_id: int
    kind = fields.CharField(max_length=20)
    tries = fields.IntField(default=0)

    class Meta:
        """Table."""

        table = "notice"
        indexes = (
            Index(fields=("due_at",), name="notice_due"),
            LeasedRows(fields=("lease_until",), name="notice_held"),
        )
