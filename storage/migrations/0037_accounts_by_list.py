"""Accounts that nobody can write to, and those without an address, are listed and counted by indexes of their own."""

from tortoise import migrations
from tortoise.migrations import operations as ops
from storage.partial_indexes import AccountsWithoutAddress, ArchivedAccounts


class Migration(migrations.Migration):
    dependencies = [("models", "0034_shared_inbox"), ("models", "0036_trail_by_key")]

    initial = False

    operations = [
        ops.AddIndex(
            model_name="Account",
            index=ArchivedAccounts(fields=["full_name", "id"], name="account_archived"),
        ),
        ops.AddIndex(
            model_name="Account",
            index=AccountsWithoutAddress(fields=["full_name", "id"], name="account_without_address"),
        ),
    ]
