"""A letter remembers that it came back from a copy of the database, whatever its recipients' causes are since."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from storage.migration_steps import AddColumn

KNOWN = "UPDATE delivery SET restored = 1 WHERE id IN (SELECT delivery_id FROM recipient WHERE cause = 'restored')"


class Migration(migrations.Migration):
    dependencies = [("models", "0006_unreadable_updates")]

    initial = False

    operations = [
        AddColumn(model_name="Delivery", name="restored", field=fields.BooleanField(db_default=False)),
        ops.RunSQL(KNOWN, reverse_sql=ops.RunSQL.noop),
    ]
