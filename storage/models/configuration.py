"""What administrators configure: documents as JSON, with what the database itself must know beside them."""

from typing import Any

from tortoise import fields
from tortoise.models import Model


class Connection(Model):
    """How to reach a mail server, with its sealed password."""

    id = fields.IntField(primary_key=True)
    system_name = fields.CharField(max_length=100, unique=True)
    revision = fields.IntField(default=1)
    document: fields.Field[dict[str, Any]] = fields.JSONField()
    sealed_password = fields.BinaryField(null=True)

    class Meta:
        """Table."""

        table = "connection"


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
    sealed_password = fields.BinaryField(null=True)
    revision = fields.IntField(default=1)
    changed_by = fields.BigIntField()
    changed_at = fields.DatetimeField()

    class Meta:
        """Table."""

        table = "draft"
        unique_together = (("section", "object_id"),)


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
