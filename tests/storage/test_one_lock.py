"""All who write in a process wait in one line, never in SQLite's busy handler, which holds a thread and is not fair."""

import asyncio
from pathlib import Path

from tortoise.connection import get_connection

from storage import models
from storage.database import open_database
from storage.statements import Steps
from storage.transactions import atomically, execute, read
from tests.databases import put_empty_database

MANY = 15
AT = "2026-11-30 12:00:00+00:00"


def add_person(number: int) -> Steps[None]:
    yield (
        "INSERT INTO person (telegram_id, name, role, active, created_at) VALUES (?, '', 'staff', TRUE, ?)",
        (number, AT),
    )


def count_people() -> Steps[int]:
    answer = yield "SELECT COUNT(*) FROM person", ()
    return int(answer.rows[0][0])


async def in_a_transaction(number: int) -> None:
    async def work() -> None:
        await models.Person.create(telegram_id=number, role="staff", created_at=AT)
        await asyncio.sleep(0)
        await models.Person.filter(telegram_id=number).update(name="Анна")

    await atomically(work)


async def by_a_statement(number: int) -> None:
    await models.Person.create(telegram_id=number, role="staff", created_at=AT)
    await models.Person.filter(telegram_id=number).update(name="Анна")
    await get_connection("default").execute_query("UPDATE person SET name = '' WHERE telegram_id = ?", [number])


async def by_the_writer(number: int) -> None:
    await execute(lambda: add_person(number))


async def many_at_once(number: int) -> None:
    numbers = [number * 1_000 + one for one in range(3)]
    rows = [models.Person(telegram_id=one, role="staff", created_at=AT) for one in numbers]
    await atomically(lambda: models.Person.bulk_create(rows))


async def test_no_writer_meets_another_ones_lock(tmp_path: Path) -> None:
    """Nothing is waited for in SQLite here: who met a lock would fail at once."""
    path = tmp_path / "gonets.db"
    put_empty_database(path)
    ways = (in_a_transaction, by_a_statement, by_the_writer, many_at_once)
    async with open_database(f"sqlite://{path}", patience=0):
        async with asyncio.TaskGroup() as group:
            for number in range(MANY * len(ways)):
                group.create_task(ways[number % len(ways)](number + 1))
                group.create_task(read(count_people))
        assert await read(count_people) == MANY * (len(ways) - 1) + MANY * 3
