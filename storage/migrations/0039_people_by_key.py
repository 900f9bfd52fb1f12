"""Lists of people, of requests for access and of invitations are read by key, and people by their account."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from storage.partial_indexes import ActivePeople, OpenRequests
from tortoise.indexes import Index


class Migration(migrations.Migration):
    dependencies = [("models", "0038_large_contents")]

    initial = False

    operations = [
        ops.AddIndex(
            model_name="AccessRequest",
            index=OpenRequests(fields=["id"], name="access_request_open"),
        ),
        ops.AddIndex(
            model_name="AccessRequest",
            index=Index(fields=["asked_at"], name="access_request_asked"),
        ),
        ops.AddIndex(
            model_name="Invitation",
            index=Index(fields=["expires_at", "id"], name="invitation_ending"),
        ),
        ops.AddIndex(
            model_name="Person",
            index=ActivePeople(fields=["role", "name", "telegram_id"], name="person_listed"),
        ),
        ops.AddIndex(
            model_name="Person",
            index=Index(fields=["name", "telegram_id"], name="person_by_name"),
        ),
        ops.AddIndex(
            model_name="Person",
            index=Index(fields=["account_id"], name="person_of_account"),
        ),
    ]
