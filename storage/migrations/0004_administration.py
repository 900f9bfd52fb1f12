"""What administration needs: requests, invitations, drafts and versions of what is configured, the audit trail."""

from tortoise import migrations
from tortoise.migrations import operations as ops
import functools
from json import dumps, loads
from tortoise.fields.base import OnDelete
from tortoise import fields
from tortoise.indexes import Index

from storage.migration_steps import AddColumn


class Migration(migrations.Migration):
    dependencies = [("models", "0003_question")]

    initial = False

    operations = [
        ops.CreateModel(
            name="AccessRequest",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("telegram_id", fields.BigIntField(unique=True)),
                ("name", fields.CharField(default="", max_length=300)),
                ("language", fields.CharField(null=True, max_length=20)),
                ("state", fields.CharField(max_length=10)),
                ("asked_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("decided_by", fields.BigIntField(null=True)),
                ("decided_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "access_request",
                "app": "models",
                "pk_attr": "id",
                "table_description": "A stranger's wish to be let in, and how it was answered.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="AccountRequest",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("person_id", fields.BigIntField()),
                ("record_id", fields.IntField(null=True)),
                ("attribute", fields.CharField(default="", max_length=100)),
                ("full_name", fields.CharField(max_length=300)),
                ("mbox", fields.CharField(max_length=320)),
                ("state", fields.CharField(max_length=10)),
                ("account_id", fields.IntField(null=True)),
                ("asked_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("decided_by", fields.BigIntField(null=True)),
                ("decided_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "account_request",
                "app": "models",
                "indexes": [Index(fields=["person_id", "asked_at"], name="account_request_of_person")],
                "pk_attr": "id",
                "table_description": "Somebody whom a person could not find, with the address typed. One tap of an administrator adds them.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Announcement",
            fields=[
                ("due_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("lease_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("token", fields.IntField(default=0)),
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("person_id", fields.BigIntField()),
                ("language", fields.CharField(null=True, max_length=20)),
                ("topic", fields.CharField(max_length=30)),
                ("subject", fields.BigIntField(default=0)),
                ("about", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
                ("message_id", fields.BigIntField(null=True)),
                ("tries", fields.IntField(default=0)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "announcement",
                "app": "models",
                "indexes": [
                    Index(fields=["due_at"], name="announcement_due"),
                    Index(fields=["topic", "subject"], name="announcement_of"),
                ],
                "pk_attr": "id",
                "table_description": "A message of its own to one person, drawn from rows when it is told and redrawn when they change.",
            },
            bases=["Work"],
        ),
        ops.CreateModel(
            name="AuditEntry",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("person_id", fields.BigIntField(null=True)),
                ("via", fields.CharField(max_length=10)),
                ("act", fields.CharField(max_length=20)),
                ("kind", fields.CharField(max_length=20)),
                ("object_id", fields.BigIntField(null=True)),
                ("name", fields.CharField(default="", max_length=320)),
                ("changes", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
            ],
            options={
                "table": "audit_entry",
                "app": "models",
                "indexes": [
                    Index(fields=["at"], name="audit_entry_at"),
                    Index(fields=["kind", "object_id"], name="audit_entry_of"),
                ],
                "pk_attr": "id",
                "table_description": "One act of a person, of a file or of the command line. `changes` hold before and after, never a secret.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Draft",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("section", fields.CharField(max_length=20)),
                ("object_id", fields.IntField(null=True)),
                ("base_revision", fields.IntField(null=True)),
                ("document", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
                ("sealed_password", fields.BinaryField(null=True)),
                ("revision", fields.IntField(default=1)),
                ("changed_by", fields.BigIntField()),
                ("changed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "draft",
                "app": "models",
                "unique_together": (("section", "object_id"),),
                "pk_attr": "id",
                "table_description": "An object that is being made or changed: nothing of it is in force before it is applied.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Invitation",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("code_hash", fields.CharField(unique=True, max_length=64)),
                ("role", fields.CharField(max_length=10)),
                ("bootstrap", fields.BooleanField(default=False)),
                ("created_by", fields.BigIntField(null=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("used_by", fields.BigIntField(null=True)),
                ("used_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "invitation",
                "app": "models",
                "pk_attr": "id",
                "table_description": "A one-time link that lets in whoever opens it. Only its hash is kept.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ObjectVersion",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("section", fields.CharField(max_length=20)),
                ("object_id", fields.IntField()),
                ("revision", fields.IntField()),
                ("document", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
                ("changed_by", fields.BigIntField(null=True)),
                ("changed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "object_version",
                "app": "models",
                "unique_together": (("section", "object_id", "revision"),),
                "pk_attr": "id",
                "table_description": "A configured object as it was after one change, so that an earlier version can be brought back.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SearchText",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "models.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="telegram_id",
                        related_name="searches",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("text", fields.CharField(max_length=200)),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "search_text",
                "app": "models",
                "unique_together": (("person_id", "text"),),
                "pk_attr": "id",
                "table_description": "A text that somebody typed to find letters by: buttons in a chat carry its number.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="TemplateGrant",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "template",
                    fields.ForeignKeyField(
                        "models.RecordTemplate",
                        source_field="template_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="grants",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "models.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="telegram_id",
                        related_name="grants",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
            ],
            options={
                "table": "template_grant",
                "app": "models",
                "unique_together": (("template_id", "person_id"),),
                "indexes": [Index(fields=["person_id"], name="template_grant_of_person")],
                "pk_attr": "id",
                "table_description": "One person who may use a record template besides those whom the template itself allows.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Upload",
            fields=[
                ("due_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("lease_until", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("token", fields.IntField(default=0)),
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "models.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="telegram_id",
                        related_name="uploads",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("kind", fields.CharField(max_length=20)),
                ("name", fields.CharField(max_length=255)),
                ("content", fields.BinaryField(null=True)),
                ("state", fields.CharField(max_length=20)),
                ("result", fields.JSONField(encoder=functools.partial(dumps, separators=(",", ":")), decoder=loads)),
                ("message_id", fields.BigIntField(null=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "upload",
                "app": "models",
                "indexes": [
                    Index(fields=["due_at"], name="upload_due"),
                    Index(fields=["created_at"], name="upload_made"),
                ],
                "pk_attr": "id",
                "table_description": "A file of accounts or of configuration, what its dry run found, and how far applying it has come.",
            },
            bases=["Work"],
        ),
        AddColumn(
            model_name="Delivery",
            name="search",
            field=fields.TextField(db_default="", unique=False),
        ),
        ops.AddIndex(
            model_name="Delivery",
            index=Index(fields=["created_at"], name="delivery_made"),
        ),
        AddColumn(
            model_name="Person",
            name="copy_to_self",
            field=fields.BooleanField(db_default=False),
        ),
        AddColumn(
            model_name="Person",
            name="hides_first_steps",
            field=fields.BooleanField(db_default=False),
        ),
        ops.DeleteModel(name="AdminLink"),
    ]
