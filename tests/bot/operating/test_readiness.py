"""A process is ready while the database answers and writes, knows its migrations, and Telegram is heard."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.operating.readiness import GOOD_FOR, HEARD_WITHIN, Readiness
from domain.errors import DatabaseTrouble
from domain.operating.figures import Figures
from tests.domain.deliveries.conftest import MovedClock

OURS = frozenset({"0001_first", "0002_second"})


class Rows:
    """A database that does what the test says."""

    def __init__(self) -> None:
        self.seen = OURS
        self.cannot_read: DatabaseTrouble | None = None
        self.cannot_write: DatabaseTrouble | None = None
        self.free = asyncio.Event()
        self.free.set()
        self.writes = 0

    async def figures(self, now: datetime) -> Figures:
        raise NotImplementedError

    async def migrations(self) -> frozenset[str]:
        await self.free.wait()
        if self.cannot_read is not None:
            raise self.cannot_read
        return self.seen

    async def write(self, now: datetime) -> None:
        self.writes += 1
        if self.cannot_write is not None:
            raise self.cannot_write


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


async def test_it_is_ready_when_nothing_is_wrong(clock: MovedClock) -> None:
    assert await Readiness(Rows(), OURS, clock, clock)() == []


@pytest.mark.parametrize(
    ("seen", "said"),
    [(OURS - {"0002_second"}, "lacks migrations"), (OURS | {"0003_later"}, "newer version"), (frozenset(), "lacks")],
)
async def test_other_migrations_are_said(clock: MovedClock, seen: frozenset[str], said: str) -> None:
    rows = Rows()
    rows.seen = seen
    (reason,) = await Readiness(rows, OURS, clock, clock)()
    assert said in reason
    assert rows.writes == 0


@pytest.mark.parametrize("kind", ["full", "locked", "readonly", "damaged"])
async def test_a_database_that_reads_and_does_not_write_is_not_ready(clock: MovedClock, kind: str) -> None:
    rows = Rows()
    rows.cannot_write = DatabaseTrouble("/home/secret/path is full", kind=kind)
    (reason,) = await Readiness(rows, OURS, clock, clock)()
    assert reason == f"the database cannot be written ({kind})"


async def test_a_database_that_cannot_be_read_is_not_ready(clock: MovedClock) -> None:
    rows = Rows()
    rows.cannot_read = DatabaseTrouble("no", kind="damaged")
    assert await Readiness(rows, OURS, clock, clock)() == ["the database cannot be read (damaged)"]


async def test_what_hangs_is_said_and_asked_once_whoever_wants_to_know(clock: MovedClock) -> None:
    rows = Rows()
    rows.free.clear()
    ready = Readiness(rows, OURS, clock, clock, patience=0)
    for _ in range(3):
        assert await ready() == ["the database has not answered for 0 seconds"]
    rows.free.set()
    await ready.close()
    assert await ready() == []
    assert rows.writes == 1


async def test_who_asks_often_costs_no_write_each_time(clock: MovedClock) -> None:
    rows = Rows()
    ready = Readiness(rows, OURS, clock, clock)
    for _ in range(3):
        assert await ready() == []
    assert rows.writes == 1
    rows.cannot_write = DatabaseTrouble("no", kind="full")
    clock.now += GOOD_FOR
    assert await ready() != []
    rows.cannot_write = None
    clock.now -= timedelta(hours=1)  # a clock that is put back keeps nothing old alive
    assert await ready() == []


async def test_telegram_must_have_been_heard_lately(clock: MovedClock) -> None:
    heard: list[datetime | None] = [None]
    ready = Readiness(Rows(), OURS, clock, lambda: heard[0])
    assert await ready() == ["Telegram has given no updates since the start"]
    heard[0] = clock()
    assert await ready() == []
    clock.now += HEARD_WITHIN + timedelta(seconds=1)
    (reason,) = await ready()
    assert reason == "Telegram has given no updates since 2026-11-23 12:00:00 UTC"


async def test_a_process_without_telegram_asks_for_none(clock: MovedClock) -> None:
    assert await Readiness(Rows(), OURS, clock)() == []
