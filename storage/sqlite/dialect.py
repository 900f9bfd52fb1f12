"""What SQLite is told in its own way."""

from collections.abc import Sequence
from typing import Any

from storage.statements import Steps


class SqliteDialect:
    """Implements `storage.dialects.Dialect`."""

    def numbers_ahead(self, table: str, many: int) -> Steps[Sequence[int]]:
        """Raise the counter of the table's numbers."""
        highest = yield "UPDATE sqlite_sequence SET seq = seq + ? WHERE name = ? RETURNING seq", (many, table)
        if not highest.rows:  # the table never had a row
            yield "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, many)
            return range(1, many + 1)
        (last,) = highest.rows[0]
        return range(last - many + 1, last + 1)

    def given(self, kinds: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
        """Write a row behind the other; the first one says of what kind they are."""
        first = ", ".join(f"CAST(? AS {kind})" for kind in kinds)
        others = f", ({', '.join('?' * len(kinds))})" * (len(rows) - 1)
        return f"(VALUES ({first}){others}) AS given", [value for row in rows for value in row]
