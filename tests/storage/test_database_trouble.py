"""Whatever SQLite fails with, wherever: the caller is told which trouble it is, nothing half-done stays, it goes on."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.errors import DatabaseTrouble
from storage.models import Person
from storage.statements import Steps
from storage.transactions import atomically, execute
from tests.databases import opened
from tests.storage.failing import TROUBLES, Failing, failing_connections

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Failing]:
    with failing_connections(monkeypatch) as failing:
        yield failing


@pytest.fixture(autouse=True)
async def database(tmp_path: Path, failing: Failing) -> AsyncIterator[Path]:
    async with opened(tmp_path / "gonets.db"):
        await in_a_transaction(1)
        await together(2)
        yield tmp_path / "gonets.db"


async def add(number: int) -> None:
    await Person.create(telegram_id=number, role="staff", created_at=NOW)


async def in_a_transaction(number: int) -> None:
    """Two writes in a transaction of Tortoise's."""

    async def work() -> None:
        await add(number)
        await add(number + 100)

    await atomically(work)


async def together(number: int) -> None:
    """Two writes of the group writer's."""

    def steps() -> Steps[None]:
        columns = "telegram_id, role, active, name, created_at"
        for item in (number, number + 100):
            yield f"INSERT INTO person ({columns}) VALUES (?, 'staff', 1, '', '{NOW.isoformat(' ')}')", (item,)

    await execute(steps)


async def alone(number: int) -> None:
    """One write outside any transaction."""
    await add(number)


async def many(number: int) -> None:
    """Many rows at once, in a transaction that Tortoise begins by itself."""
    await Person.bulk_create(
        [Person(telegram_id=item, role="staff", created_at=NOW) for item in (number, number + 100)]
    )


async def looked_for(number: int) -> None:
    """A read."""
    await Person.get_or_none(telegram_id=number)


async def read_together(number: int) -> None:
    """A read of the group writer's."""

    def steps() -> Steps[None]:
        yield "SELECT * FROM person WHERE telegram_id = ?", (number,)

    await execute(steps)


WRITES: dict[Callable[[int], Awaitable[None]], tuple[str, ...]] = {
    in_a_transaction: ("BEGIN", "INSERT", "COMMIT"),
    together: ("BEGIN", "INSERT", "COMMIT"),
    alone: ("INSERT",),
    many: ("BEGIN", "INSERT", "COMMIT"),
    looked_for: ("SELECT",),
    read_together: ("BEGIN", "SELECT"),
}
SEAMS = [(work, seam) for work, seams in WRITES.items() for seam in seams]


def people(path: Path) -> set[int]:
    """Who is in the file, as another program sees it."""
    with closing(sqlite3.connect(path)) as other:
        return {number for (number,) in other.execute("SELECT telegram_id FROM person")}


def is_free(path: Path) -> bool:
    """Whether another program may write now."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
    return True


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize(("work", "seam"), SEAMS, ids=lambda item: item if isinstance(item, str) else item.__name__)
async def test_a_trouble_is_told_by_its_kind_and_the_next_one_finds_a_database_that_works(
    failing: Failing, database: Path, work: Callable[[int], Awaitable[None]], seam: str, trouble: str
) -> None:
    before = people(database)
    # For another process's lock the group writer asks twice: at once, then with patience.
    times = 2 if work in {together, read_together} and seam == "BEGIN" and "locked" in trouble else 1
    fault = failing.fail(seam, TROUBLES[trouble], times)
    with pytest.raises(DatabaseTrouble) as caught:
        await work(10)
    assert fault.raised == times
    assert caught.value.params["kind"] == trouble.split(maxsplit=1)[0]
    failing.mend()
    assert people(database) == before
    assert is_free(database)
    await in_a_transaction(20)
    await together(30)
    assert people(database) == before | {20, 120, 30, 130}


@pytest.mark.parametrize("work", [in_a_transaction, together, many], ids=lambda item: item.__name__)
async def test_a_transaction_that_can_neither_be_committed_nor_taken_back_leaves_nothing(
    failing: Failing, database: Path, work: Callable[[int], Awaitable[None]]
) -> None:
    before = people(database)
    failing.fail("COMMIT", TROUBLES["disk"])
    failing.fail("ROLLBACK", TROUBLES["disk"])
    with pytest.raises(DatabaseTrouble):
        await work(10)
    failing.mend()
    assert people(database) == before
    assert is_free(database)
    await in_a_transaction(20)
    await together(30)
    assert people(database) == before | {20, 120, 30, 130}


async def test_those_who_wait_behind_a_trouble_find_a_database_that_works(failing: Failing, database: Path) -> None:
    failing.fail("COMMIT", TROUBLES["full"])
    outcomes = await asyncio.gather(
        in_a_transaction(10), in_a_transaction(11), together(12), alone(13), looked_for(14), return_exceptions=True
    )
    assert [type(one) for one in outcomes if one is not None] == [DatabaseTrouble]
    failing.mend()
    assert is_free(database)
    await together(20)


async def test_one_whose_page_is_damaged_spoils_nobody_elses_write(failing: Failing, database: Path) -> None:
    await together(5)
    failing.fail("SELECT * FROM PERSON", TROUBLES["damaged"], times=2)
    outcomes = await asyncio.gather(together(10), read_together(1), together(11), return_exceptions=True)
    assert [type(one) for one in outcomes] == [type(None), DatabaseTrouble, type(None)]
    assert {10, 110, 11, 111} <= people(database)


class Panic(BaseException):
    """What a library in another language raises."""


@pytest.mark.parametrize("error", [Panic(), asyncio.CancelledError(), MemoryError(), RecursionError(), KeyError("x")])
async def test_what_is_raised_among_the_statements_is_its_callers_alone(database: Path, error: BaseException) -> None:
    def breaks() -> Steps[None]:
        yield "SELECT 1", ()
        raise error

    outcomes = await asyncio.gather(together(10), execute(breaks), together(11), return_exceptions=True)
    assert [type(one) for one in outcomes] == [type(None), type(error), type(None)]
    assert {10, 110, 11, 111} <= people(database)
