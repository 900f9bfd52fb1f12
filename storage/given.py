"""Many rows at once, as both databases take them: what is given to each row."""

from collections.abc import Sequence
from typing import Any

from storage.dialects import dialect
from storage.statements import Steps

NUMBER, TEXT, FRACTION, TRUTH = "BIGINT", "TEXT", "DOUBLE PRECISION", "BOOLEAN"
INSTANT, BYTES = "INSTANT_TEXT", "BYTEA_BLOB"
"""Of what kind a column is. SQLite knows these two by their last part; PostgreSQL is told its own words for them."""


def given(kinds: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
    """Return a table `given` for FROM, with its values: its columns are `column1`, `column2` and so on.

    `kinds` says of what kind each column is; there must be a row.
    """
    return dialect.get().given(kinds, rows)


def each(sql: str, kinds: Sequence[str], rows: Sequence[Sequence[Any]]) -> Steps[int]:
    """Execute a statement for each of the rows; return how many rows of the database it has changed.

    It says `FROM given`, and `given.column1` and so on where a row's values go, each of them once; it has no other
    values, and returns nothing. SQLite updates three times as fast with it as from a table of many rows, and parses one
    text for any number of them; what inserts many rows is quicker with such a table (`given`).
    """
    return (yield from dialect.get().each(sql, kinds, rows)) if rows else 0
