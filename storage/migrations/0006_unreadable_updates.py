"""Updates are kept as they came and sealed, and those that cannot be read are counted by day."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops

from storage.migration_steps import AddColumn


class Migration(migrations.Migration):
    dependencies = [("models", "0005_kept_history")]

    initial = False

    operations = [
        ops.CreateModel(
            name="PassedOver",
            fields=[
                ("day", fields.DateField(primary_key=True, generated=False, unique=True, db_index=True)),
                ("count", fields.IntField()),
            ],
            options={
                "table": "passed_over",
                "app": "models",
                "pk_attr": "day",
                "table_description": "How many updates of a day (UTC) could not be read. It outlives their rows.",
            },
            bases=["Model"],
        ),
        AddColumn(model_name="Update", name="sealed", field=fields.BinaryField(null=True)),
    ]
