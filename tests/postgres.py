"""Databases on a PostgreSQL server for tests: copies of one that was migrated once, each in some 50 ms.

`GONETS_TEST_POSTGRES` names a server that may make databases; `make postgres` and `make test` start Debian's.
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

_made: dict[Path, str] = {}


def server() -> str | None:
    """Return the address of the server, or None where there is none."""
    return os.environ.get(VARIABLE) or None


def url_of(name: str) -> str:
    """Return the address of a database on the server."""
    return urlunsplit(urlsplit(str(server()))._replace(path=f"/{name}"))


def database_at(path: Path) -> str:
    """Return the address of the database that stands for the file at `path`, an empty one at first."""
    if path not in _made:
        template, name = _template(), f"gonets_test_{uuid4().hex}"
        _asked(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        _made[path] = name
    return url_of(_made[path])


def empty_database(path: Path) -> str:
    """Return the address of a new database without any tables."""
    name = _made[path] = f"gonets_test_{uuid4().hex}"
    _asked(f'CREATE DATABASE "{name}" TEMPLATE template0')
    return url_of(name)


def drop_all() -> None:
    """Drop what was made since the last call."""
    for name in _made.values():
        _asked(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _made.clear()


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

    _beside(make())
    return name


def _asked(sql: str) -> None:
    async def ask() -> None:
        connection = await asyncpg.connect(server())
        try:
            await connection.execute(sql)
        finally:
            await connection.close()

    _beside(ask())


def _beside(work: Any) -> None:
    """Run it in a thread, since the caller's may have a running loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(work)).result()
