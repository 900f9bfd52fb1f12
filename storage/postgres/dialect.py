"""What PostgreSQL is told in its own way."""

from collections.abc import Sequence
from typing import Any

from storage.statements import Steps


class PostgresDialect:
    """Implements `storage.dialects.Dialect`."""

    def numbers_ahead(self, table: str, many: int) -> Steps[Sequence[int]]:
        """Raise the counter of the table's numbers; whoever writes is alone (`locks.WRITING`)."""
        last = yield (
            """
            WITH counter AS (SELECT CAST(pg_get_serial_sequence(?, 'id') AS regclass) AS name)
            SELECT setval(name, nextval(name) + ? - 1) FROM counter
            """,
            (table, many),
        )
        (number,) = last.rows[0]
        return range(number - many + 1, number + 1)

    def given(self, kinds: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[str, list[Any]]:
        """Give a list for each column: the text is the same for any number of rows, so it is planned once."""
        lists = ", ".join(f"CAST(? AS {kind}[])" for kind in kinds)
        names = ", ".join(f"column{place}" for place in range(1, len(kinds) + 1))
        return f"unnest({lists}) AS given ({names})", [list(column) for column in zip(*rows, strict=True)]

    def each(self, sql: str, kinds: Sequence[str], rows: Sequence[Sequence[Any]]) -> Steps[int]:
        """Execute it once, over a table of the rows."""
        table, values = self.given(kinds, rows)
        answer = yield sql.replace("FROM given", f"FROM {table}"), values
        return answer.count
