"""What the two databases cannot be told in one text. All other statements are the same for both: see CONTRIBUTING."""

from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any, Protocol

from storage.sqlite.dialect import SqliteDialect
from storage.statements import Steps


class Dialect(Protocol):
    """What is said in another way to each database."""

    def numbers_ahead(self, table: str, many: int) -> Steps[Sequence[int]]:
        """Take numbers for rows that are written later: nobody else gets them, whatever becomes of the rows."""
        ...

    def given(self, kinds: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
        """Return rows as a table for FROM: see `storage.given`."""
        ...

    def each(self, sql: str, kinds: Sequence[str], rows: Sequence[Sequence[Any]]) -> Steps[int]:
        """Execute a statement for each of the rows: see `storage.given`."""
        ...


_WITHOUT_ONE: Dialect = SqliteDialect()

dialect: ContextVar[Dialect] = ContextVar("dialect", default=_WITHOUT_ONE)
"""Of the database that is open."""
