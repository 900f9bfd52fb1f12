"""Many rows in one statement, as both databases take them: what is given to each row."""

from collections.abc import Sequence
from typing import Any

from storage.dialects import dialect

NUMBER, TEXT, FRACTION, TRUTH = "BIGINT", "TEXT", "DOUBLE PRECISION", "BOOLEAN"
INSTANT, BYTES = "INSTANT_TEXT", "BYTEA_BLOB"
"""Of what kind a column is. SQLite knows these two by their last part; PostgreSQL is told its own words for them."""


def given(kinds: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
    """Return a table `given` for FROM, with its values: its columns are `column1`, `column2` and so on.

    `kinds` says of what kind each column is; there must be a row.
    """
    return dialect.get().given(kinds, rows)
