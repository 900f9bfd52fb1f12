"""Opening the database: one file (or a server), migrated under a lock, copied before a migration changes it."""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

from tortoise.context import TortoiseContext
from tortoise.exceptions import OperationalError
from tortoise.migrations.executor import MigrationTarget

from domain.errors import DatabaseTrouble, GonetsError
from domain.private_files import make_file, make_folder, opened_private
from storage.addresses import ON_SERVER, AddressUnreadable, is_on_server, kind_shown
from storage.app import APP, APP_CONFIG, DatabaseTooNew, our_migrations, statements_of
from storage.migrating import Migrations
from storage.opened import in_use
from storage.secrets import KEY_FILE, is_key_of_a_database
from storage.sqlite.client import Client
from storage.sqlite.damage import damage_in, has_tables
from storage.sqlite.dialect import SqliteDialect
from storage.sqlite.group_writer import GroupWriter
from storage.sqlite.reader import Reader
from storage.trouble import reason_of

PATIENCE = 0.5
"""Seconds that a lock of another process is waited for: whoever talks to the bot hears of it within two."""

LEAST_ROOM = 64 * 1024
"""Bytes: with less SQLite cannot even open a file to write."""


class DatabaseUnusable(GonetsError):
    """The database cannot be opened; `kind` says what is in the way, as of DatabaseTrouble."""

    key = "error-database-unusable"

    @classmethod
    def because(cls, error: Exception, path: Path) -> "DatabaseUnusable":
        """Say what is in the way."""
        kind = reason_of(error) or "other"
        if kind == "disk" and _has_no_room(path.parent):
            kind = "full"  # SQLite says so only of the file itself, not of the one that it keeps beside it
        return cls(str(error), kind=kind, reason=str(error), path=str(path))


def _has_no_room(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < LEAST_ROOM
    except OSError:
        return False


class DatabaseLost(GonetsError):
    """There is no database, or nothing in it, while the key of one is there: a new one would hide that it is gone."""

    key = "error-database-lost"


class DatabaseKindNotYet(GonetsError):
    """Only SQLite and PostgreSQL work in this version."""

    key = "error-database-kind"


class DriverMissing(GonetsError):
    """The address is of PostgreSQL, and the extra that talks to it is not installed."""

    key = "error-database-driver"


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """The embedded database. Its settings are fixed here: a mistyped PRAGMA in an address is ignored in silence."""

    path: Path

    @classmethod
    def from_url(cls, url: str) -> "SqliteFile":
        """Read `sqlite://relative/path.db` or `sqlite:///absolute/path.db`; of a link it is the file that it leads to.

        By whatever name a process has come to it, they meet at the same locks, and restoring puts nothing in the
        link's place. Raises DatabaseKindNotYet, and AddressUnreadable for what is nearly the address of a server.
        """
        scheme, _, path = url.partition("://")
        if kind_shown(url).lower() in ON_SERVER and not is_on_server(url):
            raise AddressUnreadable
        if scheme != "sqlite" or not path:
            raise DatabaseKindNotYet(scheme=kind_shown(url))
        file = Path(unquote(path.split("?", 1)[0]))
        return cls(Path(os.path.realpath(file)) if os.path.islink(file) else file)  # noqa: PTH114 - never raises

    def config(self, *, foreign_keys: bool = True, patience: float = PATIENCE) -> dict[str, Any]:
        """Return Tortoise's configuration for this file."""
        credentials: dict[str, Any] = {
            "file_path": str(self.path),
            "journal_mode": "WAL",
            "synchronous": "FULL",
            "busy_timeout": round(patience * 1000),
            "foreign_keys": "ON" if foreign_keys else "OFF",
            "secure_delete": "ON",  # what was erased is not left in the file's free places
        }
        return {
            "connections": {"default": {"engine": "storage.sqlite", "credentials": credentials}},
            "apps": {APP: APP_CONFIG},
            "use_tz": True,
            "timezone": "UTC",
        }


TORTOISE_ORM = SqliteFile(Path(":memory:")).config()
"""What `python -m tortoise -c storage.database.TORTOISE_ORM makemigrations` reads."""


@contextmanager
def opening_locked(path: Path) -> Iterator[None]:
    """Let nobody else open, migrate or exchange this database file meanwhile."""
    with opened_private(path.with_name(f"{path.name}.migrate-lock")) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def copy_database(source: Path, target: Path) -> None:
    """Copy a database that may be in use: SQLite's own online copy, so that what it writes meanwhile is not torn.

    Where it cannot be written to its end, no half of it is left.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        make_file(part)
        with closing(sqlite3.connect(source)) as before, closing(sqlite3.connect(part)) as after:
            before.backup(after)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def applied_migrations(path: Path) -> set[str]:
    """Return the names of the migrations that a file has seen: Tortoise's own look costs 20 MB and a moment."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            return {name for (name,) in connection.execute("SELECT name FROM tortoise_migrations")}
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return set()
            raise  # a disk that is full must not be taken for an empty database


async def migrate(file: SqliteFile, target: str = "__latest__", *, copy_first: bool = True) -> list[str]:
    """Bring the schema to `target`; return what was applied or taken back.

    It runs on a connection of its own with foreign keys off: SQLite changes a column by making the table anew, and with
    foreign keys on that would delete every row that refers to it.
    """
    async with TortoiseContext() as context:
        config = file.config(foreign_keys=False)
        await context.init(config=config)
        connection = await _connected(context)
        executor = Migrations(connection, {APP: config["apps"][APP]})
        steps = await executor.plan([MigrationTarget(app_label=APP, name=target)])
        if not steps:
            return []
        if copy_first and await executor.recorder.applied_migrations():
            copy_database(file.path, file.path.with_name(f"{file.path.name}.before-{steps[0].migration.name}"))
        await executor.migrate([MigrationTarget(app_label=APP, name=target)])
        broken = await connection.execute_query_dict("PRAGMA foreign_key_check")
        if broken:
            detail = f"foreign keys after migration: {broken[:5]}"
            raise DatabaseUnusable(detail, kind="damaged", reason="foreign_key_check", path=str(file.path))
        return [step.migration.name for step in steps]


async def _connected(context: TortoiseContext) -> Client:
    """Open the connection now: what is wrong with the file is said at the start."""
    client = cast("Client", context.db())
    await client.create_connection(with_db=True)
    return client


def refuse_without_driver() -> None:
    """Raise DriverMissing where the extra is not installed that a database on a server needs."""
    if any(find_spec(name) is None for name in ("asyncpg", "pgqueuer")):
        raise DriverMissing


def refuse_lost(path: Path, home: Path) -> None:
    """Raise DatabaseLost when the key at hand has had a database, and there is none any more."""
    if is_key_of_a_database(home) and not has_tables(path):
        raise DatabaseLost(str(path), path=str(path), key=str(home / KEY_FILE))


def refuse_damaged(path: Path, seconds: float) -> None:
    """Raise DatabaseUnusable when damage is found in the file within so many seconds."""
    found = damage_in(path, seconds) if path.exists() else None
    if found is not None:
        raise DatabaseUnusable(found, kind="damaged", reason=found, path=str(path))


@asynccontextmanager
async def open_database(url: str, *, patience: float = PATIENCE) -> AsyncIterator[None]:
    """Open the database that `url` names, creating and migrating it first; close it at the end.

    `patience`: for how many seconds each use of a file waits for a lock that another process holds.

    Raises DatabaseUnusable when the file cannot be made, read or written, or is not a database; ServerUnusable when the
    server does not let us in or make tables; AddressUnreadable, DriverMissing and DatabaseTooNew.
    """
    statements_of("postgres" if is_on_server(url) else "sqlite")
    async with AsyncExitStack() as stack:
        if is_on_server(url):
            await _open_server(stack, url)
        else:
            await stack.enter_async_context(_file_opened(SqliteFile.from_url(url), patience))
        yield


async def _open_server(stack: AsyncExitStack, url: str) -> None:
    refuse_without_driver()
    from storage.postgres.opening import opened
    from storage.postgres.server import PostgresServer

    await stack.enter_async_context(opened(PostgresServer.from_url(url)))


@asynccontextmanager
async def _file_opened(file: SqliteFile, patience: float) -> AsyncIterator[None]:
    try:
        make_folder(file.path.parent)
        with opening_locked(file.path):
            if not file.path.exists():
                make_file(file.path)
            applied, ours = applied_migrations(file.path), our_migrations()
            if applied - ours:
                raise DatabaseTooNew(", ".join(sorted(applied - ours)))
            if applied != ours:
                await migrate(file)
    except (OSError, sqlite3.Error, OperationalError, DatabaseTrouble) as error:
        raise DatabaseUnusable.because(error, file.path) from error
    async with TortoiseContext() as context:
        await context.init(config=file.config(patience=patience))
        try:
            client = await _connected(context)
        except DatabaseTrouble as error:
            raise DatabaseUnusable.because(error, file.path) from error
        together = GroupWriter(file.path, patience, client.turn)
        beside = Reader(file.path, together)
        with in_use(together, beside, SqliteDialect()):
            try:
                yield
            finally:
                beside.close()
                await together.close()
