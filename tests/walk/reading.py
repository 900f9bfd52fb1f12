"""Rows as they stand beside the product that writes them, from whichever database it keeps them in."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from storage.postgres.server import PostgresServer
from storage.postgres.texts import numbered
from tests.databases import running_on
from tests.loop_beside import LoopBeside
from tests.postgres import database_at

Row = Mapping[str, Any]


class Reading(Protocol):
    """A connection of its own, which waits for nobody."""

    def rows(self, query: str, *values: Any) -> list[Row]:
        """Return what a statement finds."""
        ...

    def columns(self) -> list[tuple[str, str, bool]]:
        """Return every column: its table, its name, whether it is the table's key."""
        ...

    def close(self) -> None:
        """Let the database go."""
        ...


def reading(path: Path) -> Reading:
    """Read what stands at `path`, as `tests.databases.opened` opens it."""
    return OfServer(database_at(path)) if running_on["database"] == "postgres" else OfFile(path)


class OfFile:
    """Reads a SQLite file."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10, isolation_level=None)
        self._connection.row_factory = sqlite3.Row

    def rows(self, query: str, *values: Any) -> list[Row]:
        """Return what a statement finds."""
        return [dict(row) for row in self._connection.execute(query, values)]

    def columns(self) -> list[tuple[str, str, bool]]:
        """Return every column."""
        tables = self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        return [
            (table["name"], row["name"], bool(row["pk"]))
            for table in tables
            for row in self.rows(f'PRAGMA table_info("{table["name"]}")')
        ]

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()


class OfServer:
    """Reads a database on PostgreSQL: its driver lives beside, since whoever asks waits in a running loop."""

    _COLUMNS = """
        SELECT c.relname AS name, a.attname AS col, COALESCE(a.attnum = ANY (i.indkey), FALSE) AS pk
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '%pgqueuer%'
        ORDER BY c.relname, a.attnum
    """

    def __init__(self, url: str) -> None:
        self._beside = LoopBeside()
        self._connection = self._beside.run(PostgresServer.from_url(url).connect())

    def rows(self, query: str, *values: Any) -> list[Row]:
        """Return what a statement finds."""
        return [dict(row) for row in self._beside.run(self._connection.fetch(numbered(query), *values))]

    def columns(self) -> list[tuple[str, str, bool]]:
        """Return every column of our own tables."""
        return [(row["name"], row["col"], row["pk"]) for row in self.rows(self._COLUMNS)]

    def close(self) -> None:
        """Let the server go."""
        self._beside.run(self._connection.close())
        self._beside.close()
