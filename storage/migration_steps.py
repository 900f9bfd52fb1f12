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


class AllowEmpty(ops.AlterField):
    """Lets a column be empty, on SQLite by taking NOT NULL out of the table's text, as its documentation allows.

    https://www.sqlite.org/lang_altertable.html, section 8. Nothing else of the table may differ. Going back is refused
    by SQLite's own check where a row has become empty.
    """

    async def database_forward(self, app_label, old_state, new_state, state_editor=None):  # type: ignore[no-untyped-def]  # noqa: ARG002
        """Take it out."""
        await self._rewrite(state_editor, r'("%s" \w+) NOT NULL', r"\1")

    async def database_backward(self, app_label, old_state, new_state, state_editor=None):  # type: ignore[no-untyped-def]  # noqa: ARG002
        """Put it back."""
        await self._rewrite(state_editor, r'("%s" \w+)', r"\1 NOT NULL")

    async def _rewrite(self, state_editor: Any, pattern: str, to: str) -> None:
        if state_editor is None:
            return
        table, column = _table_of(self.model_name), self.column
        client = state_editor.client
        if client.capabilities.dialect == "postgres":
            change = "SET" if to.endswith("NOT NULL") else "DROP"
            await client.execute_script(f'ALTER TABLE "{table}" ALTER COLUMN "{column}" {change} NOT NULL')
            return
        _, rows = await client.execute_query(
            "SELECT sql, (SELECT schema_version FROM pragma_schema_version) AS version FROM sqlite_master "
            "WHERE type = 'table' AND name = ?",
            [table],
        )
        text, count = re.subn(pattern % re.escape(column), to, rows[0]["sql"], count=1)
        if not count:
            raise ValueError(f"{table} has no column {column} that could be changed so")
        await client.execute_query("PRAGMA writable_schema = ON")
        await client.execute_query(
            "UPDATE sqlite_master SET sql = ? WHERE type = 'table' AND name = ?",
            [text, table],
        )
        await client.execute_query(f"PRAGMA schema_version = {rows[0]['version'] + 1}")
        await client.execute_query("PRAGMA writable_schema = OFF")

    @property
    def column(self) -> str:
        """What the column is called: of a reference, with its number."""
        return getattr(self.field, "source_field", None) or self.name


async def _drop_column(state_editor: Any, model: str, column: str) -> None:
    if state_editor is not None:
        await state_editor._run_sql(f'ALTER TABLE "{_table_of(model)}" DROP COLUMN {column}')  # noqa: SLF001 - no other way


def _table_of(model: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model).lower()
