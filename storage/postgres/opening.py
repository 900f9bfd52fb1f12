"""Opening a database on PostgreSQL: one process migrates it, the others wait for that."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import cast

from tortoise.context import TortoiseContext
from tortoise.migrations.executor import MigrationTarget

from storage.app import APP, APP_CONFIG, DatabaseTooNew, our_migrations
from storage.opened import in_use
from storage.postgres.client import Client
from storage.postgres.dialect import PostgresDialect
from storage.postgres.functions import FUNCTIONS
from storage.postgres.locks import MIGRATING
from storage.postgres.reader import PostgresReader
from storage.postgres.schema import BEGINNING, PostgresMigrations
from storage.postgres.server import PostgresServer
from storage.postgres.triggers import leave_hints
from storage.postgres.triggers import mark as mark_of_triggers
from storage.postgres.trouble import ServerUnusable, reaching
from storage.postgres.writer import PostgresWriter

_HINT_TABLES = ("hint_pgqueuer", "hint_pgqueuer_log", "hint_pgqueuer_statistics", "hint_pgqueuer_schedules")
"""PgQueuer's, without which nothing that is due could be written."""

_FUNCTIONS_MARK = f"gonets {sha256(''.join(FUNCTIONS).encode()).hexdigest()[:16]}"


@asynccontextmanager
async def opened(server: PostgresServer) -> AsyncIterator[None]:
    """Open the database, making its tables and migrating it first; close it at the end.

    Raises DatabaseTooNew and ServerUnusable.
    """
    async with TortoiseContext() as context:
        await context.init(config=server.config())
        client = cast("Client", context.db())
        with reaching(server.named):
            await client.create_connection(with_db=True)
            await _brought_up_to_date(server, client)
        together = PostgresWriter(client)
        with in_use(together, PostgresReader(client), PostgresDialect()):
            try:
                yield
            finally:
                await together.close()


async def migrate(server: PostgresServer, target: str = "__latest__") -> list[str]:
    """Bring the schema to `target`, which is not before `BEGINNING`; return what was applied or taken back."""
    async with TortoiseContext() as context:
        await context.init(config=server.config())
        client = cast("Client", context.db())
        await client.create_connection(with_db=True)
        return await _migrated(client, target)


async def _brought_up_to_date(server: PostgresServer, client: Client) -> None:
    applied, ours = await _applied(client), our_migrations()
    if applied - ours:
        raise DatabaseTooNew(", ".join(sorted(applied - ours)))
    if not applied:
        await _refuse_other_letters(server, client)
    if applied == ours and await _has_functions(client) and await _leaves_hints(client):
        return
    holder = await server.connect()
    try:
        await holder.execute(f"SET lock_timeout = 0; SELECT pg_advisory_lock({MIGRATING})")
        await _migrated(client, "__latest__")
        if not await _leaves_hints(client):
            await leave_hints(server)
    finally:
        await holder.close()


async def _refuse_other_letters(server: PostgresServer, client: Client) -> None:
    """Raise ServerUnusable where a database cannot hold every letter that people write."""
    (found,) = await client.execute_query_dict("SELECT current_setting('server_encoding') AS encoding")
    if found["encoding"] != "UTF8":
        raise ServerUnusable(found["encoding"], kind="encoding", reason=found["encoding"], path=server.named)


async def _migrated(client: Client, target: str) -> list[str]:
    executor = PostgresMigrations(client, {APP: APP_CONFIG})
    done = [] if await _applied(client) else await executor.begin()
    if not await _has_functions(client):
        await client.execute_script(
            ";".join((*FUNCTIONS, f"COMMENT ON FUNCTION instr(text, text) IS '{_FUNCTIONS_MARK}'"))
        )
    if target == BEGINNING and done:
        return done
    steps = await executor.plan([MigrationTarget(app_label=APP, name=target)])
    if steps:
        await executor.migrate([MigrationTarget(app_label=APP, name=target)])
    return [*done, *(step.migration.name for step in steps)]


async def _applied(client: Client) -> set[str]:
    (there,) = await client.execute_query_dict("SELECT to_regclass('tortoise_migrations') IS NOT NULL AS is_there")
    if not there["is_there"]:
        return set()
    return {row["name"] for row in await client.execute_query_dict("SELECT name FROM tortoise_migrations")}


async def _has_functions(client: Client) -> bool:
    return await _mark_of(client, "instr(text, text)") == _FUNCTIONS_MARK


async def _leaves_hints(client: Client) -> bool:
    """Whether all is there that rows leave hints by; a copy may have been made without the tables that hints go to."""
    if await _mark_of(client, "gonets_leave_hint(text)") != mark_of_triggers():
        return False
    missing = " OR ".join(f"to_regclass('{name}') IS NULL" for name in _HINT_TABLES)
    (found,) = await client.execute_query_dict(f"SELECT {missing} AS are_missing")
    return not found["are_missing"]


async def _mark_of(client: Client, function: str) -> str | None:
    (found,) = await client.execute_query_dict(
        f"SELECT obj_description(to_regprocedure('{function}'), 'pg_proc') AS mark"
    )
    return cast("str | None", found["mark"])
