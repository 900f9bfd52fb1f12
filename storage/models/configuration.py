"""What administrators configure: documents as JSON, with what the database itself must know beside them."""

from typing import Any

from tortoise import fields
from tortoise.models import Model


class Connection(Model):
    """How to reach a mail server."""

    id = fields.IntField(primary_key=True)
    system_name = fields.CharField(max_length=100, unique=True)
    revision = fields.IntField(default=1)
    document: fields.Field[dict[str, Any]] = fields.JSONField()

    class Meta:
        """Table."""

        table = "connection"


class ConnectionSecret(Model):
    """A sealed secret of a connection, by name. It was entered for the server and the user of its document."""

    id = fields.IntField(primary_key=True)
    connection: fields.ForeignKeyRelation[Connection] = fields.ForeignKeyField(
        "models.Connection", on_delete=fields.CASCADE, related_name="secrets"
    )
    name = fields.CharField(max_length=40)
    sealed = fields.BinaryField()

    class Meta:
        """Table."""

        table = "connection_secret"
        unique_together = (("connection", "name"),)


class ConnectionToken(Model):
    """A connection's sealed access token. Until `fetching_until` one fetches a new one, everybody else waits for it.

    `revision` is the configuration that it was fetched with, `token` the number that fences what comes too late.
    """

    id = fields.IntField(primary_key=True)
    connection: fields.OneToOneRelation[Connection] = fields.OneToOneField(
        "models.Connection", on_delete=fields.CASCADE, related_name="token"
    )
    revision = fields.IntField(default=0)
    sealed = fields.BinaryField(null=True)
    fetched_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField(null=True)
    fetching_until = fields.DatetimeField(null=True)
    token = fields.IntField(default=0)

    class Meta:
        """Table."""

        table = "connection_token"


class Route(Model):
    """How a message is made, and which connection carries it."""

    id = fields.IntField(primary_key=True)
    system_name = fields.CharField(max_length=100, unique=True)
    revision = fields.IntField(default=1)
    document: fields.Field[dict[str, Any]] = fields.JSONField()

    class Meta:
        """Table."""

        table = "route"


class RecordTemplate(Model):
    """Named attributes, buttons and a form. `numbers` are what buttons in a chat carry instead of names."""

    id = fields.IntField(primary_key=True)
    system_name = fields.CharField(max_length=100, unique=True)
    revision = fields.IntField(default=1)
    document: fields.Field[dict[str, Any]] = fields.JSONField()
    numbers: fields.Field[dict[str, int]] = fields.JSONField()

    class Meta:
        """Table."""

        table = "record_template"


class Scenario(Model):
    """An event and a tree of actions."""

    id = fields.IntField(primary_key=True)
    system_name = fields.CharField(max_length=100, unique=True)
    revision = fields.IntField(default=1)
    document: fields.Field[dict[str, Any]] = fields.JSONField()

    class Meta:
        """Table."""

        table = "scenario"


class Draft(Model):
    """An object that is being made or changed: nothing of it is in force before it is applied.

    `object_id` is empty for an object that does not exist yet, `base_revision` what the change began from.
    """

    id = fields.IntField(primary_key=True)
    section = fields.CharField(max_length=20)
    object_id = fields.IntField(null=True)
    base_revision = fields.IntField(null=True)
    document: fields.Field[dict[str, Any]] = fields.JSONField()
    revision = fields.IntField(default=1)
    changed_by = fields.BigIntField()
    changed_at = fields.DatetimeField()

    class Meta:
        """Table."""

        table = "draft"
        unique_together = (("section", "object_id"),)


class DraftSecret(Model):
    """A sealed secret that was entered in a draft of a connection, by name."""

    id = fields.IntField(primary_key=True)
    draft: fields.ForeignKeyRelation[Draft] = fields.ForeignKeyField(
        "models.Draft", on_delete=fields.CASCADE, related_name="secrets"
    )
    name = fields.CharField(max_length=40)
    sealed = fields.BinaryField()

    class Meta:
        """Table."""

        table = "draft_secret"
        unique_together = (("draft", "name"),)


class DeviceWait(Model):
    """A device's code that somebody was shown, and that is asked about until they have decided. Both codes are sealed.

    It is for a connection in force or for a draft. `document` is what the connection was then, `message_id` the message
    that shows it. With an `outcome` it is over, and only that is still to be told.
    """

    id = fields.IntField(primary_key=True)
    connection: fields.ForeignKeyNullableRelation[Connection] = fields.ForeignKeyField(
        "models.Connection", on_delete=fields.CASCADE, related_name="device_waits", null=True
    )
    connection_id: int | None
    draft: fields.ForeignKeyNullableRelation[Draft] = fields.ForeignKeyField(
        "models.Draft", on_delete=fields.CASCADE, related_name="device_waits", null=True
    )
    draft_id: int | None
    person_id = fields.BigIntField()
    message_id = fields.BigIntField(null=True)
    document: fields.Field[dict[str, Any]] = fields.JSONField()
    sealed = fields.BinaryField()
    expires_at = fields.DatetimeField()
    interval = fields.IntField()
    outcome = fields.CharField(max_length=40, null=True)
    words = fields.TextField(null=True)

    class Meta:
        """Table."""

        table = "device_wait"


class ObjectVersion(Model):
    """A configured object as it was after one change, so that an earlier version can be brought back."""

    id = fields.IntField(primary_key=True)
    section = fields.CharField(max_length=20)
    object_id = fields.IntField()
    revision = fields.IntField()
    document: fields.Field[dict[str, Any]] = fields.JSONField()
    changed_by = fields.BigIntField(null=True)
    changed_at = fields.DatetimeField()

    class Meta:
        """Table."""

        table = "object_version"
        unique_together = (("section", "object_id", "revision"),)
