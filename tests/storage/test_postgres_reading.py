"""Reading from PostgreSQL: of one moment, by indexes, and with no word to the server that is not needed."""

import pytest
from tortoise.connection import get_connection

from domain.work import WorkKind
from storage.database import open_database
from storage.given import NUMBER, given
from storage.postgres.texts import numbered
from storage.repositories.outcomes import read_letters
from storage.repositories.settling import plain_begins
from storage.repositories.work import TABLES
from storage.statements import AMONG, Steps
from storage.transactions import read

pytestmark = pytest.mark.usefixtures("on_server")

HOW = "SHOW transaction_isolation"


def how_often(count: int) -> Steps[list[str]]:
    said = []
    for _ in range(count):
        answer = yield HOW, ()
        said.append(answer.rows[0][0])
    return said


async def test_a_statement_alone_is_asked_as_it_is_and_several_are_asked_of_one_moment(url: str) -> None:
    async with open_database(url):
        assert await read(lambda: how_often(1)) == ["read committed"]
        assert await read(lambda: how_often(2)) == ["repeatable read"] * 2
        assert await read(lambda: how_often(3)) == ["repeatable read"] * 3


async def test_a_read_of_nothing_asks_nothing(url: str) -> None:
    async with open_database(url):
        assert await read(lambda: how_often(0)) == []


async def test_what_a_read_fails_with_is_raised(url: str) -> None:
    def failing() -> Steps[None]:
        yield HOW, ()
        raise ValueError("of what was read")

    async with open_database(url):
        with pytest.raises(ValueError, match="of what was read"):
            await read(failing)
        assert await read(lambda: how_often(1)) == ["read committed"]


def of_many_rows(table: str) -> Steps[None]:
    rows, values = given((NUMBER, NUMBER), [(1, 1)])
    yield f"UPDATE {table} SET token = given.column2 FROM {rows} WHERE {table}.id = given.column1", values


def by_their_numbers(table: str) -> Steps[None]:
    yield f"SELECT * FROM {table} WHERE id {AMONG}", ("[1]",)


def due(table: str) -> Steps[None]:
    yield f"SELECT MIN(due_at) FROM {table} WHERE due_at IS NOT NULL AND lease_until IS NULL", ()


async def test_a_plan_made_while_the_tables_are_empty_reads_none_of_them_whole(url: str) -> None:
    """Such a plan is kept as long as the connection lives, however much is written meanwhile."""
    growing = [TABLES[kind] for kind in (WorkKind.RUN, WorkKind.DELIVERY, WorkKind.REPORT)]
    async with open_database(url):
        asked = [steps(table) for table in growing for steps in (of_many_rows, by_their_numbers, due)]
        for reading in [*asked, read_letters([1]), plain_begins([1])]:
            sql, values = next(reading)
            reading.close()
            plan = await get_connection("default").execute_query_dict(f"EXPLAIN {sql}", list(values))
            assert "Seq Scan" not in str(plan), (numbered(sql), plan)
