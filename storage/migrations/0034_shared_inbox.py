"""Several processes take from one inbox: a row that is in somebody's hands says until when."""

from tortoise import fields, migrations

from storage.migration_steps import AddColumn


class Migration(migrations.Migration):
    dependencies = [("models", "0033_journal_by_key")]

    initial = False

    operations = [
        AddColumn(
            model_name="Update",
            name="lease_until",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
    ]
