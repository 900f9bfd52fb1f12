"""What workers ask of the database reads no table that grows: the plans of the statements that were really driven."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from domain.work import WorkKind
from storage.group_writer import writer
from tests.domain.deliveries.conftest import LEASE, ToldSender, open_office

HISTORY = 300
GROWING = ("scenario_run", "delivery", "report", "recipient", "attempt", "letter", "record", "trace_step")
READ_WHOLE = re.compile(rf"SCAN ({'|'.join(GROWING)})\b|SEARCH ({'|'.join(GROWING)})$")
"""MIN of a column without an index is a SEARCH that uses nothing, and reads all rows."""

ENDED = (
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) "
    "INSERT INTO {table} ({copied}) SELECT {values} FROM n, {table} one WHERE one.id = (SELECT MIN(id) FROM {table})"
)


def fill(connection: sqlite3.Connection, table: str) -> None:
    """Put copies of the table's first row there that have ended: nobody has them and they are not due."""
    others = {"due_at": "NULL", "lease_until": "NULL", "turn": "-n.i", "message_id": "'<' || n.i || '@history>'"}
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
    values = [others.get(name, f'one."{name}"') for name in columns]
    connection.execute(
        ENDED.format(
            count=HISTORY, table=table, copied=", ".join(f'"{name}"' for name in columns), values=", ".join(values)
        ),
    )


def plans(connection: sqlite3.Connection, statements: list[str]) -> dict[str, list[str]]:
    return {
        sql: [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
        for sql in dict.fromkeys(statements)
        if sql.startswith(("SELECT", "UPDATE", "DELETE", "INSERT"))
    }


async def test_a_worker_finds_what_is_to_be_done_without_reading_the_history(tmp_path: Path) -> None:
    path = tmp_path / "gonets.db"
    seen: list[str] = []
    async with open_office(path, ToldSender()) as office:
        await office.letter()
        await office.send()
        with closing(sqlite3.connect(path)) as connection, connection:
            for table in ("scenario_run", "delivery", "report"):
                fill(connection, table)
        group = writer.get()._connection
        assert group is not None
        group.set_trace_callback(seen.append)
        await office.letter()
        await office.send()
        for kind in (WorkKind.RUN, WorkKind.REPORT):
            await office.work.next_due(kind)
            for claim in await office.work.claim(kind, office.clock(), LEASE):
                await office.work.renew([claim], office.clock(), LEASE)
                await office.work.put_off(claim, office.clock())
            await office.work.next_due(kind)
        await office.work.release_all()
        group.set_trace_callback(None)
        with closing(sqlite3.connect(path)) as connection:
            read = plans(connection, seen)
    assert any("MIN(lease_until)" in sql for sql in read)
    assert {sql: plan for sql, plan in read.items() if any(map(READ_WHOLE.search, plan))} == {}
