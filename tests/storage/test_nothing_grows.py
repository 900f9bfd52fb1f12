"""What workers ask of the database reads no table that grows: the plans of the statements that were really driven."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.work import WorkKind
from storage.opened import reader, writer
from storage.repositories.belongings import BelongingsRepository
from storage.repositories.holding import HoldingRepository
from storage.transactions import atomically
from tests.domain.deliveries.conftest import LEASE, ToldSender, open_office
from tests.plans import counted_whole, whole_tables


def plans(statements: list[str]) -> dict[str, list[str]]:
    return {
        sql: whole_tables(sql)
        for sql in dict.fromkeys(statements)
        if sql.startswith(("SELECT", "UPDATE", "DELETE", "INSERT"))
    }


async def test_a_worker_finds_what_is_to_be_done_without_reading_the_history(tmp_path: Path) -> None:
    path = tmp_path / "gonets.db"
    seen: list[str] = []
    async with open_office(path, ToldSender()) as office:
        await office.letter()
        await office.send()
        used = [writer.get()._connection, reader.get()._connection]
        for connection in used:
            assert connection is not None
            connection.set_trace_callback(seen.append)
        await office.letter()
        await office.send()
        for kind in (WorkKind.RUN, WorkKind.REPORT):
            await office.work.next_due(kind)
            for claim in await office.work.claim(kind, office.clock(), LEASE):
                await office.work.renew([claim], office.clock(), LEASE)
                await office.work.put_off(claim, office.clock())
            await office.work.next_due(kind)
        await office.work.release_all()
        for connection in used:
            assert connection is not None
            connection.set_trace_callback(None)
    read = plans(seen)
    assert any("MIN(lease_until)" in sql for sql in read)
    assert {sql: lines for sql, lines in read.items() if lines} == {}


async def test_who_only_looks_waits_for_nobody_who_writes(tmp_path: Path) -> None:
    path = tmp_path / "gonets.db"
    async with open_office(path, ToldSender()) as office:
        number = await office.letter()
        await office.send()
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for kind in WorkKind:
                await office.work.next_due(kind)
            assert await office.work.claim(WorkKind.NOTICE, office.clock(), LEASE) == []
            assert await office.taken() == []
            assert (await office.delivery(number)).state == "sent"
            await office.standing()
            assert (await office.deliveries.tally(office.run_id)).total == 1
            assert await office.deliveries.question_number(office.run_id) > 0
            assert await BelongingsRepository().underway(0) == []
            assert (await HoldingRepository().now()).held_at is None
            other.execute("ROLLBACK")


async def test_a_look_inside_a_transaction_sees_what_it_has_written(tmp_path: Path) -> None:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:

        async def write_and_look() -> str:
            return (await office.delivery(await office.letter())).state

        assert await atomically(write_and_look) == "queued"


@pytest.mark.parametrize(
    ("sql", "counted"),
    [
        ("SELECT COUNT(*) FROM delivery WHERE connection_id = ?", ["COUNT of delivery"]),
        ('SELECT COUNT(*) FROM "record" WHERE "template_id"=1', ["COUNT of record"]),
        ("SELECT state, COUNT(DISTINCT run_id), MIN(id) FROM delivery GROUP BY state", ["COUNT of delivery"]),
        ("SELECT id FROM record WHERE (SELECT COUNT(*) FROM answer) > 3", ["COUNT of answer"]),
        ("SELECT COUNT(*) FROM (SELECT 1 FROM delivery WHERE connection_id = ? LIMIT ?) AS few", []),
        ("SELECT COUNT(*) FROM connection", []),
        ("SELECT id FROM delivery WHERE connection_id = ? LIMIT 1", []),
    ],
)
def test_a_count_of_what_grows_is_seen_unless_it_ends_at_a_bound(sql: str, counted: list[str]) -> None:
    assert counted_whole(sql, "storage/repositories/journal.py:1") == counted
