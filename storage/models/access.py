"""Who may come in, who has asked, and who may use which record template."""

from tortoise import fields
from tortoise.indexes import Index
from tortoise.models import Model

from storage.models.configuration import RecordTemplate
from storage.models.people import Person
from storage.partial_indexes import OpenRequests


class Invitation(Model):
    """A one-time link that lets in whoever opens it. Only its hash is kept.

    `bootstrap` marks the link of an empty installation: it works only while there is no administrator.
    """

    id = fields.IntField(primary_key=True)
    code_hash = fields.CharField(max_length=64, unique=True)
    role = fields.CharField(max_length=10)
    bootstrap = fields.BooleanField(default=False)
    created_by = fields.BigIntField(null=True)
    created_at = fields.DatetimeField()
    expires_at = fields.DatetimeField()
    used_by = fields.BigIntField(null=True)
    used_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        """Table."""

        table = "invitation"
        indexes = (Index(fields=("expires_at", "id"), name="invitation_ending"),)


class AccessRequest(Model):
    """A stranger's wish to be let in, and how it was answered."""

    id = fields.IntField(primary_key=True)
    telegram_id = fields.BigIntField(unique=True)
    name = fields.CharField(max_length=300, default="")
    language = fields.CharField(max_length=20, null=True)
    state = fields.CharField(max_length=10)
    asked_at = fields.DatetimeField()
    decided_by = fields.BigIntField(null=True)
    decided_at = fields.DatetimeField(null=True)

    class Meta:
        """Table."""

        table = "access_request"
        indexes = (
            OpenRequests(fields=("id",), name="access_request_open"),
            Index(fields=("asked_at",), name="access_request_asked"),
        )


class TemplateGrant(Model):
    """One person who may use a record template besides those whom the template itself allows."""

    id = fields.IntField(primary_key=True)
    template: fields.ForeignKeyRelation[RecordTemplate] = fields.ForeignKeyField(
        "models.RecordTemplate", on_delete=fields.CASCADE, related_name="grants"
    )
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "models.Person", on_delete=fields.CASCADE, related_name="grants"
    )

    class Meta:
        """Table."""

        table = "template_grant"
        unique_together = (("template_id", "person_id"),)
        indexes = (Index(fields=("person_id",), name="template_grant_of_person"),)
