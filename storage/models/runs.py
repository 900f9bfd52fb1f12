"""Runs of scenarios, and what is still to be told about them."""

from typing import Any

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from storage.models.people import Person
from storage.models.records import Record
from storage.partial_indexes import ApartRuns, LeasedRows, LetterlessRuns, OpenLetterlessRuns, UnsweptRuns


class Work(Model):
    """Something that has something to do: when it is due, who has it, and the token that fences its writes.

    Each kind has `tries` as well: how often it was taken since it last came to anything.
    """

    due_at = fields.DatetimeField(null=True)
    lease_until = fields.DatetimeField(null=True)
    token = fields.IntField(default=0)

    class Meta:
        """No table."""

        abstract = True


class ScenarioRun(Work):
    """One durable execution: the scenario as it was at the press, the values then, its place and its variables.

    `scenario` is empty where `scenario_revision` says which version of it that was.

    `cause` says what began it: a press (of `button`, at that `turn`), an event of the run `parent_id`, which is `depth`
    runs behind a press or a moment, or the moment `moment_at`. A press and an event have a record. `scenario_id` and
    `parent_id` are numbers and no references, since a run outlives them. `began_with` names the revisions of the
    template and the routes as they were then. `trace` is the event chain of runs of version 0.1.0; what came later is
    rows of its own, of which those with numbers below `traced` count. `lettered` says that it has made a letter.
    A run with a parent goes back to the run `root_id`, and `came_to` says how its letters stand, as a record's status.
    """

    id = fields.IntField(primary_key=True)
    record: fields.ForeignKeyNullableRelation[Record] = fields.ForeignKeyField(
        "models.Record", on_delete=fields.CASCADE, related_name="runs", null=True
    )
    button = fields.IntField(null=True)
    turn = fields.IntField(null=True)
    cause = fields.CharField(max_length=10, db_default="press")
    parent_id = fields.IntField(null=True)
    depth = fields.IntField(db_default=0)
    moment_at = fields.DatetimeField(null=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", on_delete=fields.RESTRICT, related_name="runs"
    )
    scenario: fields.Field[dict[str, Any]] = fields.JSONField()
    scenario_id = fields.IntField(null=True)
    scenario_revision = fields.IntField(null=True)
    began_with: fields.Field[dict[str, Any] | None] = fields.JSONField(null=True)
    values: fields.Field[dict[str, Any]] = fields.JSONField()
    state: fields.Field[dict[str, Any]] = fields.JSONField()
    trace: fields.Field[list[dict[str, Any]]] = fields.JSONField()
    traced = fields.IntField(db_default=0)
    status = fields.CharField(max_length=20)
    error: fields.Field[dict[str, Any] | None] = fields.JSONField(null=True)
    started_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)
    fingerprint = fields.CharField(max_length=64, null=True)
    tries = fields.IntField(db_default=0)
    lettered = fields.BooleanField(db_default=False)
    root_id = fields.IntField(null=True)
    came_to = fields.CharField(max_length=20, null=True)

    class Meta:
        """Table."""

        table = "scenario_run"
        unique_together = (("record_id", "button", "turn"),)
        indexes = (
            Index(fields=("due_at",), name="scenario_run_due"),
            LeasedRows(fields=("lease_until",), name="scenario_run_leased"),
            Index(fields=("person_id", "fingerprint"), name="scenario_run_alike"),
            UnsweptRuns(fields=("ended_at",), name="scenario_run_unswept"),
            LetterlessRuns(fields=("started_at", "id"), name="scenario_run_letterless"),
            LetterlessRuns(fields=("person_id", "started_at", "id"), name="scenario_run_letterless_by"),
            LetterlessRuns(fields=("scenario_id", "started_at", "id"), name="scenario_run_letterless_of"),
            OpenLetterlessRuns(fields=("status", "started_at", "id"), name="scenario_run_letterless_open"),
            Index(fields=("scenario_id",), name="scenario_run_of"),
            ApartRuns(fields=("record_id", "came_to"), name="scenario_run_apart"),
        )


class TraceStep(Model):
    """A step of a run's event chain: which action it was, in which pass of the loops around it, what it did.

    Numbers leave gaps, where passes of a long loop are not kept. What the run does not count as `traced` is not shown.
    """

    id = fields.IntField(primary_key=True)
    run: fields.ForeignKeyRelation[ScenarioRun] = fields.ForeignKeyField(
        "models.ScenarioRun", on_delete=fields.CASCADE, related_name="steps"
    )
    number = fields.IntField()
    place: fields.Field[list[int]] = fields.JSONField()
    iteration: fields.Field[list[int]] = fields.JSONField()
    kind = fields.CharField(max_length=40)
    at = fields.DatetimeField()
    ms = fields.FloatField()
    did: fields.Field[dict[str, Any] | None] = fields.JSONField(null=True)
    error: fields.Field[dict[str, Any] | None] = fields.JSONField(null=True)

    class Meta:
        """Table."""

        table = "trace_step"
        unique_together = (("run_id", "number"),)


class Spill(Model):
    """A run whose segment has been written in part: nobody sees it, until all of it is made live or swept."""

    id = fields.IntField(primary_key=True)
    run_id = fields.IntField(unique=True)

    class Meta:
        """Table."""

        table = "spill"


class StagedRecord(Model):
    """A record as a segment that is not committed changes or makes it, seen by nobody.

    `revision` is what was read, `changed` what is written by attribute, `seen_values` what the run takes for the
    record's values. `copies` says that there are files of other records among them.
    """

    id = fields.IntField(primary_key=True)
    run_id = fields.IntField()
    record_id = fields.IntField()
    template_id = fields.IntField()
    creator_id = fields.BigIntField()
    is_new = fields.BooleanField()
    revision = fields.IntField()
    status = fields.CharField(max_length=20)
    changed: fields.Field[dict[str, Any]] = fields.JSONField()
    seen_values: fields.Field[dict[str, Any]] = fields.JSONField()
    new_values: fields.Field[dict[str, Any]] = fields.JSONField()
    complete = fields.BooleanField()
    copies = fields.BooleanField()
    words = fields.TextField()
    created_at = fields.DatetimeField()
    modified_at = fields.DatetimeField()

    class Meta:
        """Table."""

        table = "staged_record"
        indexes = (Index(fields=("run_id",), name="staged_record_of_run"),)


class StagedValue(Model):
    """What a staged record is found by: a value that is compared, or, without an attribute, an account."""

    id = fields.IntField(primary_key=True)
    staged: fields.ForeignKeyRelation[StagedRecord] = fields.ForeignKeyField(
        "models.StagedRecord", on_delete=fields.CASCADE, related_name="found_by"
    )
    attribute = fields.CharField(max_length=100, null=True)
    text = fields.CharField(max_length=200, null=True)
    number = fields.FloatField(null=True)

    class Meta:
        """Table."""

        table = "staged_value"
        indexes = (Index(fields=("staged_id",), name="staged_value_of"),)


class LoopItems(Model):
    """Some of the items of a long loop that a run stands in: written once, and not with each of its segments."""

    id = fields.IntField(primary_key=True)
    run: fields.ForeignKeyRelation[ScenarioRun] = fields.ForeignKeyField(
        "models.ScenarioRun", on_delete=fields.CASCADE, related_name="loop_items"
    )
    loop = fields.IntField()
    lot = fields.IntField()
    items: fields.Field[list[Any]] = fields.JSONField()

    class Meta:
        """Table."""

        table = "loop_items"
        unique_together = (("run_id", "loop", "lot"),)


class Report(Work):
    """An outcome that is still to be told: the card redrawn, and for bad news a message of its own.

    Where it names a `record_id` only the card of that record is drawn, which the run has changed.
    """

    id = fields.IntField(primary_key=True)
    run: fields.ForeignKeyRelation[ScenarioRun] = fields.ForeignKeyField(
        "models.ScenarioRun", on_delete=fields.CASCADE, related_name="reports"
    )
    news = fields.CharField(max_length=20)
    delivery_id = fields.IntField(null=True)
    record_id = fields.IntField(null=True)
    tries = fields.IntField(default=0)
    drawn = fields.BooleanField(db_default=False)

    class Meta:
        """Table."""

        table = "report"
        indexes = (
            Index(fields=("due_at",), name="report_due"),
            LeasedRows(fields=("lease_until",), name="report_leased"),
            Index(fields=("run_id",), name="report_of_run"),
        )
