"""Steps of migrations that Tortoise would do by making a table anew, which on SQLite loses rows, UNIQUE and indexes."""

import re

from tortoise.migrations import operations as ops


class AddColumn(ops.AddField):
    """Adds a column, and takes it away again by SQLite's own statement. The table is the model's name in snake case."""

    async def database_backward(self, app_label, old_state, new_state, state_editor=None):  # type: ignore[no-untyped-def]  # noqa: ARG002
        """Drop the column."""
        if state_editor is not None:
            table = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", self.model_name).lower()
            await state_editor._run_sql(f'ALTER TABLE "{table}" DROP COLUMN {self.name}')  # noqa: SLF001 - no other way
