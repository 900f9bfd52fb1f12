"""An office where many outcomes are ready to be told, and what may have happened to their rows meanwhile."""

import asyncio
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from domain.people import Role
from domain.runs.runs import NewRun
from storage.repositories.people import PersonRepository
from tests.domain.deliveries.conftest import ToldSender, open_office

OWNERS = (7, 7, 8, 8, 10, 9)
"""Whose the records are: staff, an administrator, somebody who blocks the bot, and somebody who was removed."""
BLOCKS, REMOVED = 10, 9

_REPORT = "INSERT INTO report (token, tries, due_at, lease_until, run_id, news, drawn, record_id) VALUES "
_DUE = "'2026-11-23 11:00:00+00:00', NULL"
_APART = (
    "INSERT INTO scenario_run (token, tries, record_id, cause, parent_id, root_id, depth, person_id, scenario, "
    'scenario_id, scenario_revision, "values", state, trace, traced, status, started_at, error, came_to) '
    "SELECT 0, 0, {record}, 'event', id, id, 1, person_id, scenario, scenario_id, scenario_revision, \"values\", "
    "state, '[]', 0, {status}, started_at, {error}, {came_to} FROM scenario_run WHERE id = {run}"
)
_ERROR = '\'{{"key": "error-no-recipient", "params": {{}}}}\''

ODD = (
    "UPDATE report SET token = token + 1 WHERE run_id = {run}",
    "UPDATE report SET tries = 3 WHERE run_id = {run}",
    "UPDATE report SET news = 'card' WHERE run_id = {run}",
    "UPDATE report SET due_at = '2026-11-23 13:00:00+00:00' WHERE run_id = {run} AND lease_until IS NULL",
    "UPDATE report SET lease_until = '2026-11-23 12:01:00+00:00' WHERE run_id = {run} AND due_at < '2026-11-23 12:30'",
    "DELETE FROM report WHERE run_id = {run}",
    f"{_REPORT} (0, 0, {_DUE}, {{run}}, 'card', FALSE, NULL)",
    f"{_REPORT} (5, 1, {_DUE}, {{run}}, 'sent', FALSE, NULL)",
    f"{_REPORT} (2, 1, {_DUE}, {{run}}, 'card', FALSE, {{record}})",
    f"{_REPORT} (2, 1, {_DUE}, {{run}}, 'card', FALSE, {{other}})",
    "UPDATE record SET deleted_at = '2026-11-23 11:00:00+00:00' WHERE id = {record}",
    "UPDATE record SET disabled = TRUE WHERE id = {record}",
    "UPDATE record SET status = 'draft' WHERE id = {record}",
    "UPDATE record SET status = 'failed', saved_at = created_at WHERE id = {record}",
    "UPDATE record SET creator_id = 8 WHERE id = {record}",
    "UPDATE scenario_run SET record_id = NULL WHERE id = {run}",
    "UPDATE scenario_run SET status = 'running', due_at = '2026-11-23 13:00:00+00:00' WHERE id = {run}",
    "UPDATE scenario_run SET status = 'failed', error = " + _ERROR + " WHERE id = {run}",
    "UPDATE scenario_run SET record_id = {other}, turn = 90 + id WHERE id = {run}",
    _APART.replace("{status}", "'delivering'").replace("{error}", "NULL").replace("{came_to}", "'sending'"),
    _APART.replace("{status}", "'failed'").replace("{error}", _ERROR).replace("{came_to}", "'failed'"),
    f"{_REPORT} (0, 0, {_DUE}, (SELECT MAX(id) FROM scenario_run), 'card', FALSE, NULL)",
    "UPDATE delivery SET run_id = (SELECT MAX(id) FROM scenario_run) WHERE id = {letter}",
    "UPDATE delivery SET state = 'deferred', due_at = '2026-11-23 13:00:00+00:00' WHERE id = {letter}",
    "UPDATE delivery SET state = 'failed', cause = 'unknown-user', reply = 'no such user' WHERE id = {letter}",
    "UPDATE delivery SET state = 'uncertain' WHERE id = {letter}",
    "UPDATE delivery SET state = 'staged', due_at = NULL WHERE id = {letter}",
    "UPDATE recipient SET state = 'uncertain', attempt = 1 WHERE delivery_id = {letter}",
    "UPDATE recipient SET state = 'refused', cause = 'unknown-user' WHERE delivery_id = {letter}",
    (
        "INSERT INTO attempt (delivery_id, number, server, phase, outcome, started_at) "
        "SELECT id, 1 + (SELECT COUNT(*) FROM attempt WHERE delivery_id = {letter}), 'x:25', 'done', 'uncertain', "
        "created_at FROM delivery WHERE id = {letter}"
    ),
    (
        "INSERT INTO trace_step (run_id, number, place, iteration, kind, at, ms, did) SELECT id, 0, '[1]', '[]', "
        "'send_message', started_at, 1, '{{\"reply_to\": \"ivanov@firma.local\"}}' FROM scenario_run WHERE id = {run} "
        "AND NOT EXISTS (SELECT 1 FROM trace_step WHERE run_id = {run})"
    ),
    "UPDATE scenario_run SET traced = 1 WHERE id = {run}",
    (
        "INSERT INTO connection_state (token, probes, warned, connection_id, suspended_at, cause) "
        "SELECT 0, 0, FALSE, id, '2026-11-23 12:00:00+00:00', 'authentication' FROM connection "
        "WHERE NOT EXISTS (SELECT 1 FROM connection_state)"
    ),
    "INSERT INTO holding (id, revision, held_at) VALUES (1, 1, '2026-11-23 12:00:00+00:00') ON CONFLICT DO NOTHING",
)
"""What may have happened to a report, its record, its run or its letter; nothing of it need be possible.

But that nobody has what is due later only: whoever claims it waits until it is due, and clears its lease with it. And
that a press whose record is erased has nothing left to tell.
"""

GONE = ("UPDATE record SET card_message_id = NULL WHERE id = {record}",)
LOUD = (
    "UPDATE report SET news = 'failed' WHERE run_id = {run}",
    f"{_REPORT} (1, 0, {_DUE}, {{run}}, 'uncertain', FALSE, NULL)",
    f"{_REPORT} (1, 0, {_DUE}, {{run}}, 'deferred', TRUE, NULL)",
)
"""What is told by a message: of several of one person those that are ready are told in one."""

Meddling = Sequence[tuple[str, int, int]]


def meddlings(*more: str) -> st.SearchStrategy[Meddling]:
    """Draw what has happened, to which record, and which other one it has to do with."""
    place = st.integers(0, len(OWNERS) - 1)
    return st.lists(st.tuples(st.sampled_from((*ODD, *more)), place, place), max_size=8)


@cache
def _made() -> bytes:
    async def make(path: Path) -> None:
        async with open_office(path, ToldSender()) as office:
            people = PersonRepository()
            for number, role in ((8, Role.ADMIN), (REMOVED, Role.STAFF), (BLOCKS, Role.STAFF)):
                await people.let_in(number, role, f"Человек {number}")
            await people.remove(REMOVED)
            (template,), (scenario,) = await office.configuration.templates(), await office.configuration.scenarios()
            values = {"Temauvedomleniya": "Тема", "Tekstuvedomleniya": "Текст"}
            for place, owner in enumerate(OWNERS):
                record = await office.records.add(template.id, owner, values, office.clock())
                await office.records.set_card(record.id, 100 + place)
                run, _ = await office.runs.begin(NewRun(record.id, 1, 0, owner, scenario, values, office.clock()))
                office.run_id = run.id
                await office.letter(author=owner)
                await office.send()

    with TemporaryDirectory() as home, ThreadPoolExecutor(1) as thread:
        path = Path(home) / "made.db"
        thread.submit(lambda: asyncio.run(make(path))).result()
        return path.read_bytes()


def put_told_office(path: Path, meddling: Meddling) -> None:
    """Put the database there, with all that has happened."""
    path.write_bytes(_made())
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        records = connection.execute(
            "SELECT record_id, run.id, d.id FROM scenario_run run JOIN delivery d ON d.run_id = run.id ORDER BY run.id"
        ).fetchall()
        for statement, place, another in meddling:
            record, run, letter = records[place]
            other = records[another][0]
            sql = statement.format(record=record, run=run, letter=letter, other=other)
            connection.execute(sql.replace("UPDATE", "UPDATE OR IGNORE", 1))
        connection.execute("DELETE FROM report WHERE run_id IN (SELECT id FROM scenario_run WHERE record_id IS NULL)")
