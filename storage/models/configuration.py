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
