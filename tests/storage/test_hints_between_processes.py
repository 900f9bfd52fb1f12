"""Hints between processes on one database: a row that is due wakes one process that has room for it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from bot.app.sharing import SharedHints
from bot.workers.hands import LocalHands
from domain.work import Claim, WorkKind
from storage.database import open_database
from storage.models import Announcement
from storage.postgres import hints as hints_module
from storage.postgres.hints import A_LITTLE, PostgresHints
from storage.postgres.server import PostgresServer
from storage.repositories.work import WorkRepository
from storage.transactions import atomically
from tests import postgres

NOW = datetime(2026, 11, 30, tzinfo=UTC)
KIND = WorkKind.ANNOUNCEMENT


@pytest.fixture
async def url(url: str) -> AsyncIterator[str]:
    """Return the address of the open database."""
    async with open_database(url):
        yield url


class Process:
    """What a process is woken for, and how much more it takes in hand."""

    def __init__(self, url: str, kind: WorkKind = KIND, *, room: int = 1) -> None:
        self.room = room
        self.woken = 0
        self.hints = PostgresHints(PostgresServer.from_url(url), room={kind: lambda: self.room}, wake=self._wake)

    def _wake(self, _kind: WorkKind) -> None:
        self.woken += 1

    async def until_woken(self, times: int) -> None:
        await until(lambda: self.woken >= times)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - PgQueuer calls us, and is not asked
            await asyncio.sleep(0.005)


@asynccontextmanager
async def at_work(*processes: Process) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        for process in processes:
            group.create_task(process.hints.run())
        for process in processes:
            await process.until_woken(1)  # each looks once when it begins
        yield
        for process in processes:
            process.hints.stop()


async def leave_due(due_at: datetime | None = NOW, lease_until: datetime | None = None) -> None:
    await Announcement.create(
        person_id=1, topic="t", about={}, created_at=NOW, token=0, due_at=due_at, lease_until=lease_until
    )


async def waiting(url: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        rows = await connection.fetch("SELECT entrypoint FROM hint_pgqueuer WHERE status = 'queued' ORDER BY id")
        return [row["entrypoint"] for row in rows]
    finally:
        await connection.close()


async def taken(url: str) -> int:
    """Return how many hints are in the hands of processes."""
    connection = await asyncpg.connect(url)
    try:
        return int(await connection.fetchval("SELECT COUNT(*) FROM hint_pgqueuer WHERE status = 'picked'"))
    finally:
        await connection.close()


async def test_a_row_that_is_due_wakes_one_process_of_two(url: str) -> None:
    one, other = Process(url), Process(url)
    async with at_work(one, other):
        await leave_due()
        await until(lambda: one.woken + other.woken == 3)
    assert sorted([one.woken, other.woken]) == [1, 2]


async def test_a_hint_passes_by_a_process_that_has_its_hands_full(url: str) -> None:
    full, free = Process(url, room=0), Process(url)
    async with at_work(full, free):
        for times in range(2, 5):
            await leave_due()
            await free.until_woken(times)
    assert full.woken == 1


class AlmostFull:
    """A worker that has room, and not for as many as it takes together."""

    room, lot, left = 1, 0, ()

    def begin(self, _claim: Claim, _job: object) -> None:
        raise AssertionError("nothing is handed over here")


async def test_a_hint_passes_by_a_process_that_would_not_look_yet(url: str) -> None:
    hands, free = LocalHands(), Process(url)
    hands.at_work(KIND, AlmostFull())
    busy = SharedHints(url, [KIND], hands)
    async with asyncio.TaskGroup() as group:
        group.create_task(busy.between.run())
        await busy.wait(KIND, 10)  # it looks once when it begins
        busy.take(KIND)
        async with at_work(free):
            for times in range(2, 5):
                await leave_due()
                await free.until_woken(times)
        assert not busy.is_set(KIND)
        busy.between.stop()


async def test_a_hint_waits_for_a_process_of_its_kind(url: str) -> None:
    other = Process(url, WorkKind.RUN)
    async with at_work(other):
        await leave_due()
        assert await waiting(url) == [KIND]
    mine = Process(url)
    async with at_work(mine):
        await mine.until_woken(2)
    assert other.woken == 1


async def test_many_rows_of_many_transactions_leave_one_hint(url: str) -> None:
    for _ in range(5):
        await atomically(leave_due)
    assert await waiting(url) == [KIND]


@pytest.mark.parametrize(
    "row", [{"due_at": None}, {"due_at": NOW, "lease_until": NOW + timedelta(minutes=2)}], ids=["not-due", "in-hand"]
)
async def test_what_nobody_need_look_at_leaves_none(url: str, row: dict[str, datetime | None]) -> None:
    await leave_due(**row)
    assert await waiting(url) == []


async def test_claiming_leaves_none_and_giving_back_leaves_one(url: str) -> None:
    await leave_due(NOW)
    connection = await asyncpg.connect(url)
    await connection.execute("DELETE FROM hint_pgqueuer")
    await connection.close()
    work = WorkRepository()
    (claim,) = await work.claim(KIND, NOW, timedelta(minutes=2))
    assert await waiting(url) == []
    await work.release(claim, NOW)
    assert await waiting(url) == [KIND]


async def test_a_hint_comes_with_its_row_and_not_before_it(url: str) -> None:
    """One that waits already is not taken while the row that it stands for is not there."""
    await leave_due()
    written, go_on = asyncio.Event(), asyncio.Event()

    async def slowly() -> None:
        await leave_due()
        written.set()
        await go_on.wait()

    process = Process(url)
    async with asyncio.TaskGroup() as group:
        group.create_task(atomically(slowly))
        await written.wait()
        async with at_work(process):
            await _asked_in_vain(url)
            assert process.woken == 1
            go_on.set()
            await process.until_woken(2)


async def _asked_in_vain(url: str) -> None:
    """A process that takes hints would have had the one that waits."""
    connection = await asyncpg.connect(url)
    try:
        free = await connection.fetch("SELECT 1 FROM hint_pgqueuer WHERE status = 'queued' FOR UPDATE SKIP LOCKED")
        assert free == []
    finally:
        await connection.close()


async def test_what_is_undone_leaves_no_hint(url: str) -> None:
    async def fails() -> None:
        await leave_due()
        raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        await atomically(fails)
    assert await waiting(url) == []


async def test_hints_by_word_that_come_close_together_are_left_as_one(url: str) -> None:
    """Else each letter's end would be a statement. The first one goes at once."""
    pauses: asyncio.Queue[float] = asyncio.Queue()
    over = asyncio.Event()

    async def pause(seconds: float) -> None:
        pauses.put_nowait(seconds)
        await over.wait()

    busy = PostgresHints(PostgresServer.from_url(url), room={}, wake=lambda _: None, pause=pause)
    other = Process(url, WorkKind.DELIVERY)
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        group.create_task(busy.run())
        busy.leave(WorkKind.DELIVERY)
        assert await pauses.get() == A_LITTLE
        async with at_work(other):
            await other.until_woken(2)
            for _ in range(3):
                busy.leave(WorkKind.DELIVERY)
            assert await waiting(url) == []
            over.set()
            await other.until_woken(3)
        assert (await pauses.get(), pauses.empty()) == (A_LITTLE, True)
        busy.stop()
    assert other.woken == 3


async def test_a_hint_is_left_for_others_by_word(url: str) -> None:
    one, other = Process(url), Process(url, WorkKind.DELIVERY)
    async with at_work(one, other):
        one.hints.leave(WorkKind.DELIVERY)
        await other.until_woken(2)


async def cut_all(url: str) -> None:
    """Have the server end whoever is connected, as it does when it is stopped."""
    connection = await asyncpg.connect(url)
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await connection.close()


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What broke is opened anew without a pause."""
    monkeypatch.setattr(hints_module, "AFTER_TROUBLE", 0.0)


@pytest.mark.usefixtures("at_once")
async def test_hints_go_on_when_the_server_has_cut_all_connections(url: str) -> None:
    process = Process(url)
    async with at_work(process):
        await cut_all(url)
        await process.until_woken(2)  # it looks when it is back
        await leave_due()
        await process.until_woken(3)


@pytest.mark.usefixtures("at_once")
async def test_hints_go_on_when_the_connections_are_cut_while_nothing_comes(url: str) -> None:
    """What waits for hints asks the server for nothing, so it has to be told."""
    process = Process(url)
    async with at_work(process):
        await leave_due()
        await process.until_woken(2)
        while await taken(url):  # noqa: ASYNC110 - PgQueuer fires no event
            await asyncio.sleep(0.005)
        await cut_all(url)
        await process.until_woken(3)
        await leave_due()
        await process.until_woken(4)


@pytest.mark.usefixtures("at_once")
async def test_hints_go_on_when_the_connections_are_cut_with_one_in_hand(url: str) -> None:
    class Unlucky(Process):
        def _wake(self, kind: WorkKind) -> None:
            super()._wake(kind)
            if self.woken == 2:
                postgres.asked(cut_all(url))

    process = Unlucky(url)
    async with at_work(process):
        await leave_due()
        await process.until_woken(3)
        await leave_due()
        await process.until_woken(4)


async def test_a_server_that_has_one_connection_left_is_not_asked_for_more_and_more(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the two that hints need only the first is to be had: it is given back before the next try."""
    connect = PostgresServer.connect_plainly
    made: list[asyncpg.Connection[asyncpg.Record]] = []

    async def one_is_left(server: PostgresServer) -> "asyncpg.Connection[asyncpg.Record]":
        if any(not connection.is_closed() for connection in made):
            raise asyncpg.TooManyConnectionsError("sorry, too many clients already")
        made.append(await connect(server))
        return made[-1]

    monkeypatch.setattr(PostgresServer, "connect_plainly", one_is_left)
    monkeypatch.setattr(hints_module, "AFTER_TROUBLE", 0.0)
    process = Process(url)
    async with asyncio.TaskGroup() as group:
        group.create_task(process.hints.run())
        await until(lambda: len(made) > 2)
        process.hints.stop()
    assert process.woken == 0


async def test_what_is_done_every_hour_is_done_by_one_of_all(url: str) -> None:
    done: list[str] = []
    came = asyncio.Event()

    def hourly(name: str) -> PostgresHints:
        async def do() -> None:
            done.append(name)
            came.set()

        hints = PostgresHints(PostgresServer.from_url(url), room={}, wake=lambda _: None)
        hints.every_hour(do)
        return hints

    async with asyncio.TaskGroup() as group:
        first = hourly("first")
        group.create_task(first.run())
        connection = await asyncpg.connect(url)
        while not await connection.fetchval("SELECT COUNT(*) FROM hint_pgqueuer_schedules"):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        first.stop()
    await connection.execute("UPDATE hint_pgqueuer_schedules SET next_run = now() - INTERVAL '1 minute'")
    await connection.close()
    processes = [hourly("one"), hourly("other")]
    async with asyncio.TaskGroup() as group:
        for process in processes:
            group.create_task(process.run())
        await came.wait()
        for process in processes:
            process.stop()
    assert len(done) == 1


@pytest.mark.parametrize(
    "lost",
    [
        "DROP TABLE hint_pgqueuer CASCADE",
        "DROP TABLE hint_pgqueuer_log, hint_pgqueuer_schedules, hint_pgqueuer_statistics CASCADE",
        "ALTER TABLE hint_pgqueuer DROP COLUMN slot CASCADE; DROP FUNCTION gonets_leave_hint(text)",
    ],
    ids=["hints", "what is beside them", "an older shape"],
)
async def test_what_hints_need_is_made_again_where_it_was_lost(url: str, lost: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(lost)
    await connection.close()
    async with open_database(url):
        process = Process(url)
        async with at_work(process):
            await leave_due()
            await process.until_woken(2)


async def test_no_sequence_is_unlogged_since_a_replica_that_takes_over_could_not_use_it(url: str) -> None:
    connection = await asyncpg.connect(url)
    unlogged = "SELECT relname FROM pg_class WHERE relpersistence = 'u' AND relkind = '{}'"
    assert await connection.fetch(unlogged.format("S")) == []
    assert len(await connection.fetch(unlogged.format("r"))) == 4
    await connection.close()
