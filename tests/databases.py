"""Databases for tests: migrated once a process, and not written through to the disk. No test cuts the power."""

import asyncio
import sqlite3
import tempfile
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, closing
from functools import cache
from pathlib import Path
from typing import Any

from tortoise.connection import get_connection

from storage.database import open_database
from storage.opened import writer
from storage.sqlite.group_writer import GroupWriter
from storage.statements import Steps, drive
from tests.postgres import database_at

NOT_THROUGH = "PRAGMA synchronous = OFF"


def put_empty_database(path: Path) -> None:
    """Put a database there that has all tables and nothing in them."""
    path.write_bytes(_migrated())


running_on = {"database": "sqlite"}
"""Which database the test that runs is meant for: on PostgreSQL each path stands for a database there."""


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[None]:
    """Open the database at `path`, an empty one where there is none yet."""
    if running_on["database"] == "postgres":
        async with open_database(database_at(path)):
            yield
        return
    if not path.exists():
        put_empty_database(path)
    async with open_database(f"sqlite://{path}"):
        await get_connection("default").execute_query(NOT_THROUGH)
        _write_not_through(writer.get())
        yield


def _write_not_through(group: GroupWriter) -> None:
    open_through = group._open

    def open_not_through() -> sqlite3.Connection:
        connection = open_through()
        connection.execute(NOT_THROUGH)
        return connection

    group._open = open_not_through  # type: ignore[method-assign]


@cache
def _migrated() -> bytes:
    async def migrate(path: Path) -> None:
        async with open_database(f"sqlite://{path}"):
            pass

    with tempfile.TemporaryDirectory() as home, ThreadPoolExecutor(1) as thread:
        path = Path(home) / "empty.db"
        # In a thread, since the caller's may have a running loop.
        thread.submit(lambda: asyncio.run(migrate(path))).result()
        assert not path.with_name("empty.db-wal").exists()
        return path.read_bytes()


def driven(path: Path, steps: Callable[[], Steps[Any]]) -> tuple[Any, int]:
    """Drive steps and take back what they wrote; return what they came to, and how much SQLite did for it."""
    done = 0

    def count() -> int:
        nonlocal done
        done += 1
        return 0

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.set_progress_handler(count, 1)
        result = drive(connection, steps())
        connection.set_progress_handler(None, 0)
        connection.execute("ROLLBACK")
    return result, done
