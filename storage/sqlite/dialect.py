"""What SQLite is told in its own way."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from storage.statements import OfEach, Steps


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

    def each(self, sql: str, kinds: Sequence[str], rows: Sequence[Sequence[Any]]) -> Steps[int]:  # noqa: ARG002
        """Execute it again and again; SQLite needs no words for the kinds of its values."""
        answer = yield _of_one(sql), OfEach(rows)
        return answer.count


@cache
def _of_one(sql: str) -> str:
    return re.sub(r"\bgiven\.column(\d+)", r"?\1", sql.replace(" FROM given", ""))
