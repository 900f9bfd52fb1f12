"""The tables on PostgreSQL: made at once as they were at its beginning, then migrated as on SQLite, up and down."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from tortoise.context import TortoiseContext

from storage.app import APP, APP_CONFIG, DatabaseTooNew, our_migrations
from storage.database import open_database
from storage.models import Person
from storage.postgres.opening import migrate
from storage.postgres.schema import BEGINNING, PostgresMigrations
from storage.postgres.server import PostgresServer
from tests import postgres

COLUMNS = """
    SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '%pgqueuer%' ORDER BY 1, 2
"""
INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' AND tablename NOT LIKE '%pgqueuer%' ORDER BY 1
"""
RULES = """
    SELECT conrelid::regclass::text, contype::text, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
    AND conrelid::regclass::text NOT LIKE '%pgqueuer%' ORDER BY 1, 2, 3
"""

pytestmark = pytest.mark.usefixtures("on_server")


async def asked(url: str, sql: str) -> list[Any]:
    connection = await asyncpg.connect(url)
    try:
        return [tuple(row) for row in await connection.fetch(sql)]
    finally:
        await connection.close()


async def schema(url: str) -> list[Any]:
    return [await asked(url, sql) for sql in (COLUMNS, INDEXES, RULES)]


async def test_migrations_lead_from_the_beginning_to_what_the_models_say(tmp_path: Path) -> None:
    migrated = postgres.bare_database(tmp_path / "migrated")
    async with open_database(migrated):
        pass
    generated = postgres.bare_database(tmp_path / "generated")
    server = PostgresServer.from_url(generated)
    async with TortoiseContext() as context:
        await context.init(config=server.config())
        executor = PostgresMigrations(context.db(), {APP: APP_CONFIG})
        await executor.begin(behind=max(our_migrations()))
    for ours, theirs in zip(await schema(migrated), await schema(generated), strict=True):
        assert ours == theirs


async def test_migrations_go_down_to_the_beginning_and_up_again_and_keep_what_is_there(tmp_path: Path) -> None:
    url = postgres.bare_database(tmp_path / "gonets")
    server = PostgresServer.from_url(url)
    async with open_database(url):
        await Person.create(
            telegram_id=5_000_000_000, name="Анна", role="staff", created_at="2026-11-30T12:00:00+00:00"
        )
    before = await schema(url)
    taken_back = await migrate(server, BEGINNING)
    assert sorted(taken_back, reverse=True) == taken_back
    assert await schema(url) != before
    assert await migrate(server) == taken_back[::-1]
    assert await schema(url) == before
    async with open_database(url):
        assert (await Person.get(telegram_id=5_000_000_000)).name == "Анна"


async def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    url = postgres.bare_database(tmp_path / "gonets")
    async with open_database(url):
        pass
    await asked(url, "INSERT INTO tortoise_migrations (app, name, applied_at) VALUES ('models', '9999_later', now())")
    with pytest.raises(DatabaseTooNew):
        async with open_database(url):
            pass


async def test_a_beginning_that_was_cut_off_leaves_nothing_and_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.bare_database(tmp_path / "gonets")

    async def killed(*_: object) -> None:
        raise KeyError("killed")

    with monkeypatch.context() as patch, suppress(KeyError):
        patch.setattr("tortoise.migrations.recorder.MigrationRecorder.record_applied", killed)
        async with open_database(url):
            raise AssertionError("it has opened")
    assert await asked(url, COLUMNS) == []
    async with open_database(url):
        assert await Person.all().count() == 0
