"""Moving an installation between a file of SQLite and a PostgreSQL server: every row of every table, counted.

The file is a database of ours at rest, of this version; the server's database has our tables. Everything is moved in
one transaction, or nothing is.
"""

import sqlite3
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import asyncpg

from domain.errors import GonetsError
from domain.progress import Progress, untold
from storage.postgres.locks import BEGIN
from storage.postgres.server import PostgresServer
from storage.postgres.storable import storable
from storage.statements import instant, moment

TOGETHER = 500
"""How many rows are read from the server at once, and moved between two words about how far it is."""

TOGETHER_WITH_BYTES = 10
"""As many of a table whose rows may have a megabyte each."""

_TABLES = """
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name IN (
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
) ORDER BY table_name, ordinal_position
"""

_REFERENCES = """
SELECT DISTINCT conrelid::regclass::text AS owner, confrelid::regclass::text AS other FROM pg_constraint
WHERE contype = 'f' AND conrelid <> confrelid AND connamespace = current_schema()::regnamespace
"""

_AT_WORK = """
SELECT COUNT(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'gonets' AND pid <> pg_backend_pid()
"""


class PlaceTaken(GonetsError):
    """The database that is moved to holds something already, or is in use."""

    key = "error-move-place-taken"


class NothingToMove(GonetsError):
    """The database that is moved from holds nothing."""

    key = "error-move-nothing"


class NotAllMoved(GonetsError):
    """The two have not the same tables or not as many rows: nothing was moved."""

    key = "error-move-not-all"


@dataclass(frozen=True, slots=True)
class Table:
    """A table and its columns with PostgreSQL's types."""

    name: str
    columns: Mapping[str, str]

    @property
    def together(self) -> int:
        """How many of its rows are read from the server at once."""
        return TOGETHER_WITH_BYTES if "bytea" in self.columns.values() else TOGETHER

    @property
    def selected(self) -> str:
        """What reads all of it."""
        return f"SELECT {', '.join(map(_quoted, self.columns))} FROM {_quoted(self.name)}"


async def move_in(file: Path, server: PostgresServer, progress: Progress = untold) -> dict[str, int]:
    """Move all rows of a file to the server; return how many of each table.

    Raises NothingToMove, PlaceTaken and NotAllMoved.
    """
    async with server.reached() as connection:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source:
            tables = await _tables(connection)
            _check_same(tables, source)
            await _refuse_workers(connection)
            await connection.execute(BEGIN)
            for table in tables:
                if await connection.fetchval(f"SELECT EXISTS (SELECT 1 FROM {_quoted(table.name)})"):
                    raise PlaceTaken(f"{table.name} has rows", what="rows", name=table.name)
            moving = _Moving({table.name: _count_in(source, table) for table in tables}, progress)
            for table in tables:
                await connection.copy_records_to_table(
                    table.name, records=_to_server(source, table, moving), columns=list(table.columns)
                )
                moving.check(table, await _count(connection, table))
                await _go_on_numbering(connection, table, _numbered_to(source, table))
            await connection.execute("COMMIT")
            return moving.counts


async def move_out(server: PostgresServer, file: Path, progress: Progress = untold) -> dict[str, int]:
    """Move all rows on the server into an empty file; return how many of each table. Raises what `move_in` does."""
    async with server.reached() as connection:
        with closing(sqlite3.connect(file, isolation_level=None)) as target:
            tables = await _tables(connection)
            _check_same(tables, target)
            await _refuse_workers(connection)
            target.execute("PRAGMA foreign_keys = OFF")
            target.execute("BEGIN")
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                moving = _Moving({table.name: await _count(connection, table) for table in tables}, progress)
                for table in tables:
                    marks = ", ".join("?" * len(table.columns))
                    names = ", ".join(map(_quoted, table.columns))
                    insert = f"INSERT INTO {_quoted(table.name)} ({names}) VALUES ({marks})"
                    async for row in connection.cursor(table.selected, prefetch=table.together):
                        target.execute(insert, [_to_file(value) for value in row])
                        await moving.one_more()
                    moving.check(table, _count_in(target, table))
                    await _number_from(connection, table, target)
            broken = target.execute("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise NotAllMoved(f"foreign keys: {broken[:3]}", name=broken[0][0])
            target.execute("COMMIT")
            return moving.counts


class _Moving:
    """Counts what was moved, and tells how far it is."""

    def __init__(self, counts: dict[str, int], progress: Progress) -> None:
        """`counts` say how many rows each table has where they come from. Raises NothingToMove."""
        self.counts = counts
        self._rows = sum(counts.values())
        if not self._rows:
            raise NothingToMove
        self._progress = progress
        self._done = 0

    async def one_more(self) -> None:
        """A row is moved."""
        self._done += 1
        if self._done % TOGETHER == 0:
            await self._progress(self._done, self._rows)

    def check(self, table: Table, moved: int) -> None:
        """Raise NotAllMoved where not so many rows of a table have come as there were."""
        there = self.counts[table.name]
        if there != moved:
            raise NotAllMoved(f"{table.name}: {there} rows, {moved} moved", name=table.name)


async def refuse_bare(server: PostgresServer) -> None:
    """Raise NothingToMove where the server's database is none of ours: opening it would make our tables there."""
    async with server.reached() as connection:
        if not await connection.fetchval("SELECT to_regclass('tortoise_migrations') IS NOT NULL"):
            raise NothingToMove


async def _tables(connection: "asyncpg.Connection[Any]") -> list[Table]:
    """Return our tables, each behind those that it refers to."""
    columns: dict[str, dict[str, str]] = {}
    for name, column, kind in await connection.fetch(_TABLES):
        if not name.startswith("hint_") and name != "tortoise_migrations":
            columns.setdefault(name, {})[column] = kind
    references: dict[str, set[str]] = {}
    for owner, other in await connection.fetch(_REFERENCES):
        references.setdefault(owner.strip('"'), set()).add(other.strip('"'))
    order = TopologicalSorter({name: sorted(references.get(name, ())) for name in columns}).static_order()
    return [Table(name, columns[name]) for name in order]


def _check_same(tables: Sequence[Table], file: sqlite3.Connection) -> None:
    """Raise NotAllMoved where the file has other tables or columns: one of them would be left behind."""
    found = file.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    ).fetchall()
    names = {name for (name,) in found} - {"tortoise_migrations"}
    ours = {table.name for table in tables}
    if names != ours:
        raise NotAllMoved(f"tables: {sorted(names ^ ours)}", name=min(names ^ ours))
    for table in tables:
        columns = {row[1] for row in file.execute(f"PRAGMA table_info({_quoted(table.name)})")}
        if columns != set(table.columns):
            raise NotAllMoved(f"{table.name}: {sorted(columns ^ set(table.columns))}", name=table.name)


async def refuse_workers(server: PostgresServer) -> None:
    """Raise PlaceTaken where a process of ours has the database open."""
    async with server.reached() as connection:
        await _refuse_workers(connection)


async def _refuse_workers(connection: "asyncpg.Connection[Any]") -> None:
    if await connection.fetchval(_AT_WORK):
        raise PlaceTaken("somebody works on it", what="work", name="")


def _count_in(file: sqlite3.Connection, table: Table) -> int:
    count: int = file.execute(f"SELECT COUNT(*) FROM {_quoted(table.name)}").fetchone()[0]
    return count


async def _count(connection: "asyncpg.Connection[Any]", table: Table) -> int:
    count: int = await connection.fetchval(f"SELECT COUNT(*) FROM {_quoted(table.name)}")
    return count


async def _go_on_numbering(connection: "asyncpg.Connection[Any]", table: Table, newest: int) -> None:
    """Number new rows behind all that there ever were: a button of a row that is gone leads to no other row."""
    sequence = await _sequence_of(connection, table)
    if sequence is not None and newest:
        await connection.execute(f"SELECT setval('{sequence}', {newest})")


async def _sequence_of(connection: "asyncpg.Connection[Any]", table: Table) -> str | None:
    if "id" not in table.columns:
        return None
    name: str | None = await connection.fetchval("SELECT pg_get_serial_sequence($1, 'id')", _quoted(table.name))
    return name


def _numbered_to(file: sqlite3.Connection, table: Table) -> int:
    """Return the highest number that a row of the table ever had."""
    found = file.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).fetchone()
    return found[0] if found else 0


async def _number_from(connection: "asyncpg.Connection[Any]", table: Table, target: sqlite3.Connection) -> None:
    sequence = await _sequence_of(connection, table)
    if sequence is not None:
        newest = await connection.fetchval(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")
        target.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
        target.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table.name, newest))


async def _to_server(source: sqlite3.Connection, table: Table, moving: _Moving) -> AsyncIterator[tuple[Any, ...]]:
    kinds = list(table.columns.values())
    for row in source.execute(table.selected):
        yield tuple(_of_kind(value, kind) for value, kind in zip(row, kinds, strict=True))
        await moving.one_more()


def _of_kind(value: Any, kind: str) -> Any:
    """Return a value of SQLite's as the driver of PostgreSQL wants it for a column."""
    if value is None:
        return None
    match kind:
        case "timestamp with time zone":
            return instant(value)
        case "boolean":
            return bool(value)
        case "double precision":
            return float(value)
        case "text":
            return storable(value if isinstance(value, str) else str(value))
    return value


def _to_file(value: Any) -> Any:
    """Return a value of PostgreSQL's as it is kept in a file."""
    if isinstance(value, bool):
        return int(value)
    return moment(value) if hasattr(value, "isoformat") else value


def _quoted(name: str) -> str:
    return f'"{name}"'
