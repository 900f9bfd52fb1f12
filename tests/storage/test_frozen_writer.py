"""A process that is frozen in the middle of a statement holds the others up for a bounded time."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest

from storage.postgres.locks import BEGIN, BEGIN_FENCED
from storage.postgres.transaction import begin
from storage.postgres.trouble import OF_THE_DRIVER

pytestmark = pytest.mark.usefixtures("on_server")

SILENT = timedelta(0)

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]


class SoonPatient:
    """Waits for the lock a moment the first time, and as long as it takes the second."""

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    async def execute(self, sql: str) -> str:
        if sql == "ROLLBACK":
            sql = "ROLLBACK; SET lock_timeout = '20s'"
        return await self._connection.execute(sql)


@pytest.fixture
async def waiting(url: str) -> AsyncIterator[SoonPatient]:
    """Whoever waits for the lock."""
    connection = await asyncpg.connect(url, server_settings={"lock_timeout": "50"})
    yield SoonPatient(connection)
    await connection.close()


async def freeze_between_text_and_values(connection: "Connection") -> None:
    """Leave the server with a statement that was named, and whose values do not come."""
    await connection.prepare("SELECT id FROM delivery WHERE id = $1")


@pytest.mark.parametrize("held", [BEGIN, BEGIN_FENCED])
async def test_whoever_stopped_within_a_statement_is_ended_by_whoever_waits(
    another: "Connection", waiting: SoonPatient, held: str
) -> None:
    await another.execute(held)
    await freeze_between_text_and_values(another)
    await begin(waiting, BEGIN, SILENT)
    assert await waiting.fetchval("SELECT pg_try_advisory_lock(1)")
    with pytest.raises(OF_THE_DRIVER):
        await another.fetchval("SELECT 1")
    await waiting.execute("COMMIT")


async def test_whoever_has_been_silent_for_a_moment_only_goes_on(another: "Connection", waiting: SoonPatient) -> None:
    await another.execute(BEGIN)
    await freeze_between_text_and_values(another)
    with pytest.raises(asyncpg.LockNotAvailableError):
        await begin(waiting, BEGIN)
    assert not waiting.is_in_transaction()
    assert await another.fetchval("SELECT 1")


async def test_whoever_copies_rows_goes_on(another: "Connection", waiting: SoonPatient) -> None:
    begun, more = asyncio.Event(), asyncio.Event()

    async def rows() -> AsyncIterator[bytes]:
        yield b"a\t1\n"
        begun.set()
        await more.wait()
        yield b"b\t2\n"

    async with asyncio.TaskGroup() as group:
        await another.execute(f"CREATE TEMPORARY TABLE copied (name TEXT, number INT); {BEGIN}")
        copying = group.create_task(another.copy_to_table("copied", source=rows()))
        await begun.wait()
        with pytest.raises(asyncpg.LockNotAvailableError):
            await begin(waiting, BEGIN, SILENT)
        more.set()
        assert await copying == "COPY 2"
