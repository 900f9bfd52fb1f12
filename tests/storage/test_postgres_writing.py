"""Writing to PostgreSQL: one after the other over all processes, whole or not at all, and trouble said in words."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import asyncpg
import pytest

from domain.errors import DatabaseTrouble
from storage.database import open_database
from storage.models import Person
from storage.postgres.locks import BEGIN
from storage.postgres.only_one import TakenByAnother, only_one
from storage.postgres.server import PostgresServer
from storage.postgres.trouble import kind_of
from storage.statements import Steps
from storage.transactions import atomically, execute

NOW = datetime(2026, 11, 30, tzinfo=UTC)
TOKEN = "123456:AbC"

pytestmark = pytest.mark.usefixtures("on_server")


def added(number: int) -> Steps[None]:
    yield (
        "INSERT INTO person (telegram_id, name, role, active, created_at) VALUES (?, ?, ?, ?, ?)",
        (*(number, "Анна", "staff", True, "2026-11-30 12:00:00+00:00"),),
    )


async def add(number: int) -> None:
    await Person.create(telegram_id=number, role="staff", created_at=NOW)


async def until_somebody_waits(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    waiting = (
        "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted "
        "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    while not await connection.fetchval(waiting):  # noqa: ASYNC110 - of another process
        await asyncio.sleep(0)


async def test_steps_that_fail_behind_their_first_write_take_no_others_with_them(url: str) -> None:
    def failing() -> Steps[None]:
        yield from added(2)
        raise ValueError("in the middle")

    async with open_database(url):
        asked = (lambda: added(1), failing, lambda: added(1), lambda: added(3))
        answers = await asyncio.gather(*(execute(steps) for steps in asked), return_exceptions=True)
        assert [type(answer) for answer in answers] == [
            type(None),
            ValueError,
            asyncpg.UniqueViolationError,
            type(None),
        ]
        assert sorted(await Person.all().values_list("telegram_id", flat=True)) == [1, 3]


async def test_whoever_writes_waits_for_other_processes_and_then_reads_what_they_wrote(
    url: str, another: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    async def count_and_add() -> int:
        count = await Person.all().count()
        await add(2)
        return count

    async with open_database(url), asyncio.TaskGroup() as group:
        await another.execute(BEGIN)
        counting = group.create_task(atomically(count_and_add))
        await until_somebody_waits(another)
        sql = "INSERT INTO person (telegram_id, name, role, active, created_at) VALUES (1, '', 'staff', TRUE, now())"
        await another.execute(sql)
        assert not counting.done()
        await another.execute("COMMIT")
        assert await counting == 1


async def test_a_connection_that_breaks_is_trouble_in_words_and_the_next_use_has_a_new_one(
    url: str, another: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    async def broken_off() -> None:
        await add(1)
        await another.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND application_name = 'gonets'"
        )
        await add(2)

    async with open_database(url):
        with pytest.raises(DatabaseTrouble) as raised:
            await atomically(broken_off)
        assert raised.value.params["kind"] == "lost"
        await atomically(lambda: add(3))
        await execute(lambda: added(4))
        assert sorted(await Person.all().values_list("telegram_id", flat=True)) == [3, 4]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (asyncpg.InterfaceError("connection is closed"), "lost"),
        (
            asyncpg.InterfaceError("cannot call Connection.execute(): connection has been released back to the pool"),
            "lost",
        ),
        (asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress"), "lost"),
        (asyncpg.InterfaceError("the server expects 1 argument for this query, 2 were passed"), None),
    ],
    ids=["closed", "taken back", "in the middle of an answer", "a mistake of ours"],
)
def test_a_driver_that_has_lost_its_connection_is_trouble(error: Exception, kind: str | None) -> None:
    assert kind_of(error) == kind


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.InternalClientError("cannot switch to state 15; another operation (2) is in progress"),
        asyncpg.InterfaceError("connection is closed"),
        asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation"),
        asyncpg.AdminShutdownError("terminating connection due to administrator command"),
        ConnectionResetError(104, "reset"),
        TimeoutError(),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_a_connection_that_breaks_when_it_is_given_back_takes_nothing_back_that_was_committed(
    url: str, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_database(url):
        release = asyncpg.pool.Pool.release

        async def breaks(pool: "asyncpg.Pool[asyncpg.Record]", connection: Any) -> None:
            connection.terminate()
            await release(pool, connection)
            raise error

        monkeypatch.setattr(asyncpg.pool.Pool, "release", breaks)
        await add(1)
        await atomically(lambda: add(2))
        monkeypatch.undo()
        assert await Person.all().count() == 2


async def test_one_process_serves_a_bot_and_another_bot_is_anothers(url: str) -> None:
    server = PostgresServer.from_url(url)
    async with only_one(server, TOKEN, lambda: None):
        with pytest.raises(TakenByAnother):
            async with only_one(server, TOKEN, lambda: None):
                pass
        async with only_one(server, "654321:AbC", lambda: None):
            pass
    async with only_one(server, TOKEN, lambda: None):
        pass
