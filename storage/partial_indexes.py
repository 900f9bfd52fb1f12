"""Indexes of few rows of a table that grows: they stay small, and cost nothing to write for the other rows."""

from typing import Any

from tortoise.indexes import Index


class LeasedRows(Index):
    """Only the rows that somebody holds: of a long history none, so the first lease to end is found at once."""

    def __init__(self, *expressions: Any, fields: Any = None, name: str | None = None) -> None:
        super().__init__(*expressions, fields=fields, name=name)
        self.extra = " WHERE lease_until IS NOT NULL"
