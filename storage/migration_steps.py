"""Steps of migrations that Tortoise would do by making a table anew, which on SQLite loses rows, UNIQUE and indexes."""

import re
from typing import Any

from tortoise.migrations import operations as ops


class AddColumn(ops.AddField):
    """Adds a column, and takes it away again by SQLite's own statement. The table is the model's name in snake case."""

    async def database_backward(self, app_label, old_state, new_state, state_editor=None):  # type: ignore[no-untyped-def]  # noqa: ARG002
        """Drop the column."""
        await _drop_column(state_editor, self.model_name, self.name)


class DropColumn(ops.RemoveField):
    """Takes a column away by SQLite's own statement, and adds it again, empty."""

    async def database_forward(self, app_label, old_state, new_state, state_editor=None):  # type: ignore[no-untyped-def]  # noqa: ARG002
        """Drop the column."""
        await _drop_column(state_editor, self.model_name, self.name)


async def _drop_column(state_editor: Any, model: str, column: str) -> None:
    if state_editor is not None:
        table = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model).lower()
        await state_editor._run_sql(f'ALTER TABLE "{table}" DROP COLUMN {column}')  # noqa: SLF001 - no other way
