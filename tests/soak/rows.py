"""The rows that the product has kept, read from whichever database it keeps them in."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import asyncpg

from storage.postgres.texts import numbered

Rows = Callable[..., Awaitable[list[tuple[Any, ...]]]]
"""Returns the rows of a statement with its values: `await rows("SELECT id FROM person WHERE role = ?", role)`."""


def rows_of_file(path: Path) -> Rows:
    """Return what reads the rows of a SQLite file."""

    async def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as connection:
            return connection.execute(sql, values).fetchall()

    return rows


def rows_of_server(url: str) -> Rows:
    """Return what reads the rows of a database on PostgreSQL."""

    async def rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
        connection = await asyncpg.connect(url)
        try:
            return [tuple(row) for row in await connection.fetch(numbered(sql), *values)]
        finally:
            await connection.close()

    return rows
