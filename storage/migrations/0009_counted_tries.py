"""Every piece of work counts how often it was taken since it last came to anything."""

from tortoise import fields, migrations

from storage.migration_steps import AddColumn


class Migration(migrations.Migration):
    dependencies = [("models", "0008_whose_turn")]

    initial = False

    operations = [
        AddColumn(model_name=name, name="tries", field=fields.IntField(db_default=0))
        for name in ("ConnectionState", "Delivery", "ScenarioRun", "Upload")
    ]
