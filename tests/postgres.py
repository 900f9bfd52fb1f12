"""Databases on a PostgreSQL server for tests: copies of one that was migrated once, emptied behind each test.

`GONETS_TEST_POSTGRES` names a server, and somebody who may do anything there; `make postgres` starts Debian's.
"""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg

from storage.database import open_database

VARIABLE = "GONETS_TEST_POSTGRES"
MISSING = f"no PostgreSQL: {VARIABLE} names no server, see `make postgres`"
STORAGE = Path(__file__).parent.parent / "storage"

_used: dict[Path, str] = {}
_kept: dict[Path, str] = {}
_bare: dict[Path, str] = {}
_free: list[str] = []

_EMPTY = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
    DO $$
    DECLARE
        one record;
    BEGIN
        SET LOCAL session_replication_role = replica;
        FOR one IN SELECT tablename FROM pg_tables
            WHERE schemaname = 'public' AND tablename <> 'tortoise_migrations' LOOP
            EXECUTE format('DELETE FROM %I', one.tablename);
        END LOOP;
        FOR one IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
            AND sequencename NOT LIKE 'tortoise%' LOOP
            EXECUTE format('ALTER SEQUENCE %I RESTART', one.sequencename);
        END LOOP;
    END $$
"""
"""Leaves the tables and nothing in them, in milliseconds; making a database anew costs a hundred."""


def server() -> str | None:
    """Return the address of the server, or None where there is none."""
    return os.environ.get(VARIABLE) or None


def url_of(name: str) -> str:
    """Return the address of a database on the server."""
    return urlunsplit(urlsplit(str(server()))._replace(path=f"/{name}"))


def database_at(path: Path, *, kept: bool = False) -> str:
    """Return the address of the database that stands for the file at `path`, an empty one at first.

    One that is `kept` is for all tests of this process.
    """
    if kept and path in _kept:
        return url_of(_kept[path])
    if path not in _used:
        if not _free:
            name = f"gonets_test_{uuid4().hex}"
            _asked(f'CREATE DATABASE "{name}" TEMPLATE "{_template()}"')
            _free.append(name)
        (_kept if kept else _used)[path] = _free.pop()
    return url_of((_kept if kept else _used)[path])


def bare_database(path: Path, options: str = "") -> str:
    """Return the address of a new database without any tables, for the file at `path`; `options` are SQL's."""
    name = f"gonets_test_{uuid4().hex}"
    _asked(f'CREATE DATABASE "{name}" TEMPLATE template0 {options}')
    _bare[path] = name
    return url_of(name)


def leave_nothing() -> None:
    """Empty what was used since the last call, for the next test."""
    for name in _bare.values():
        _asked(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _bare.clear()
    for name in _used.values():
        _asked(_EMPTY, name)
        _free.append(name)
    _used.clear()


def drop_all() -> None:
    """Drop all that this process has made, at its end."""
    for name in (*_free, *_kept.values()):
        _asked(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _free.clear()
    _kept.clear()


@cache
def _template() -> str:
    """Make the database that others are copies of, unless another process has."""
    sources = sorted([*STORAGE.glob("migrations/*.py"), *STORAGE.glob("postgres/*.py"), *STORAGE.glob("models/*.py")])
    name = f"gonets_template_{sha256(b''.join(file.read_bytes() for file in sources)).hexdigest()[:16]}"

    async def make() -> None:
        connection = await asyncpg.connect(server())
        try:
            await connection.execute("SELECT pg_advisory_lock(1)")
            if not await connection.fetchval("SELECT TRUE FROM pg_database WHERE datname = $1", name):
                await connection.execute(f'CREATE DATABASE "{name}_unready" TEMPLATE template0')
                async with open_database(url_of(f"{name}_unready")):
                    pass
                await connection.execute(f'ALTER DATABASE "{name}_unready" RENAME TO "{name}"')
        finally:
            await connection.close()

    asked(make())
    return name


def _asked(sql: str, database: str | None = None) -> None:
    async def ask() -> None:
        connection = await asyncpg.connect(server() if database is None else url_of(database))
        try:
            await connection.execute(sql)
        finally:
            await connection.close()

    asked(ask())


def asked(work: Any) -> Any:
    """Run it in a thread, since the caller's may have a running loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work)).result()
