"""Steps that are fenced go beside each other on PostgreSQL: what two of them leave is what one behind the other leaves.

Of each two, one is driven to each of its statements; there the other one comes in on another connection and goes as far
as it can: to its end, or to a row that the first one has.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from domain.runs.keep_segment import PlainSegment
from domain.runs.reports import News
from domain.runs.run import RunStatus
from domain.runs.runs import NewRun
from domain.scenarios.state import RunState
from domain.work import Claim, WorkKind
from storage import transactions
from storage.postgres.client import answered
from storage.postgres.locks import BEGIN_FENCED
from storage.postgres.server import PostgresServer
from storage.postgres.texts import numbered
from storage.repositories import outbox as outbox_module
from storage.repositories import reports, segments, work
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.met import Met
from storage.repositories.news import leave_reports
from storage.repositories.outbox import OutboxRepository
from storage.repositories.outcomes import Ended, Marked, mark_many, take_back_mark
from storage.repositories.segments import SegmentRepository
from storage.statements import Answer, Steps, hold
from storage.together import Among
from tests import postgres
from tests.databases import running_on
from tests.domain.deliveries.conftest import LEASE, Office, ToldSender, new_letter, open_office

BY_ORDER = ("recipient", "attempt", "report", "trace_step", "letter")
TABLES = ("delivery", "scenario_run", "record", "connection_state", *BY_ORDER)
ALL = (*TABLES, "hint_pgqueuer")


@dataclass
class Stage:
    """What the two meet at: two letters of a run that were sent, others that wait, a run in hand, one that is due.

    The report of the run in hand is in hand as well, that of the other one waits.
    """

    office: Office
    connections: tuple[Any, Any]
    kept: Any
    ended: list[Ended]
    run_in_hand: Claim
    report: tuple[int, int]
    report_in_hand: Claim

    def outbox(self) -> OutboxRepository:
        """Return that of a process which knows that the connection is fine."""
        one = OutboxRepository()
        one._fine = dict(self.office.outbox._fine)
        return one

    async def rows(self) -> list[str]:
        """Return what stands there now."""
        found = []
        for table in TABLES:
            for row in await self.kept.fetch(f"SELECT * FROM {table}"):
                fields = {name: value for name, value in row.items() if name != "id" or table not in BY_ORDER}
                found.append(f"{table} {fields}")
        return sorted(found)

    async def begin_anew(self) -> None:
        """Let everything stand as in the beginning."""
        everything = "".join(f"DELETE FROM {name}; INSERT INTO {name} SELECT * FROM kept.{name};" for name in ALL)
        numbers = "SELECT setval(pg_get_serial_sequence('delivery', 'id'), MAX(id)) FROM delivery;"
        await self.kept.execute(f"BEGIN; SET LOCAL session_replication_role = replica; {everything} {numbers} COMMIT")


def settle(letter: int) -> Callable[[Stage], Steps[Any]]:
    return lambda stage: stage.outbox()._settle_many([stage.ended[letter]])


def take(stage: Stage) -> Steps[Any]:
    return stage.outbox()._take(stage.office.clock(), LEASE, 10, Met(), plain=True)


def mark(stage: Stage) -> Steps[Any]:
    ended = stage.ended[0]
    return mark_many([Marked(ended.taken.claim, ended.attempt, ("ivanov@firma.local",))])


def take_mark_back(stage: Stage) -> Steps[Any]:
    return take_back_mark(stage.ended[0].taken)


def claim(kind: WorkKind) -> Callable[[Stage], Steps[Any]]:
    return lambda stage: work._claim(kind, stage.office.clock(), LEASE, 1)


def show(stage: Stage) -> Steps[Any]:
    number, token = stage.report
    return reports.show_all([{number: token}])


def tell(stage: Stage) -> Steps[Any]:
    yield from hold("scenario_run", [stage.office.run_id])  # as whoever settles it does
    yield from leave_reports(News.SENT, {stage.office.run_id: [(stage.office.clock(), stage.ended[0].taken.claim.id)]})


def tell_of_two(stage: Stage) -> Steps[Any]:
    runs = [stage.run_in_hand.id, stage.run_in_hand.id + 1]
    yield from hold("scenario_run", runs)
    yield from leave_reports(News.SENT, {run_id: [(stage.office.clock(), None)] for run_id in runs})


def give_report_back(stage: Stage) -> Steps[Any]:
    return work._release(stage.report_in_hand, stage.office.clock())


def give_back(stage: Stage) -> Steps[Any]:
    return work._release(stage.run_in_hand, stage.office.clock())


def keep(stage: Stage) -> Steps[Any]:
    office, state = stage.office, RunState.at_start(1)
    letter = new_letter(stage.ended[0].taken.connection, 77, ["kept@firma.local"], office.clock())
    segment = PlainSegment(
        claim=stage.run_in_hand,
        letters=[letter],
        state=state,
        waits=False,
        steps=[],
        forgotten=[],
        status=RunStatus.DELIVERING,
        error=None,
        settles=True,
        news=News.CARD,
        now=office.clock(),
    )
    repository = SegmentRepository(DeliveryRepository(), stage.outbox())
    return repository._keep_many([segments._Ready(segment, LEASE, room=0)])


KINDS: dict[str, Callable[[Stage], Steps[Any]]] = {
    "settle one": settle(0),
    "settle another of its run": settle(1),
    "take": take,
    "mark": mark,
    "take a mark back": take_mark_back,
    "claim a run": claim(WorkKind.RUN),
    "claim a report": claim(WorkKind.REPORT),
    "show a report": show,
    "leave a report": tell,
    "leave reports of two runs": tell_of_two,
    "give a report back": give_report_back,
    "give a run back": give_back,
    "keep a segment": keep,
}

LEAVES_WHAT_IS_HELD = {"take", "claim a run", "claim a report"}
"""What passes over rows that the other one has: it may find nothing, where one behind the other would."""


@pytest.fixture
async def stage(tmp_path: Path, on_server: None, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    monkeypatch.setitem(running_on, "database", "postgres")
    ended: list[Ended] = []

    async def execute(steps: Callable[[], Steps[Any]], among: Among[Any, Any] | None = None, **more: Any) -> Any:
        if among is not None and isinstance(among.item, Ended) and office.outbox._fine:
            ended.append(among.item)
            return None
        return await transactions.execute(steps, among, **more)

    async with open_office(tmp_path / "gonets.db", ToldSender()) as office, _connected(tmp_path) as connections:
        monkeypatch.setattr(outbox_module, "execute", execute)
        (scenario,) = await office.configuration.scenarios()
        for _ in range(2):  # the first is noted, the second finds all well
            await office.letter()
            await office.send()
        run, _ = await office.runs.begin(NewRun(office.record.id, 1, 1, 7, scenario, {}, office.clock()))
        ended.clear()
        office.run_id = run.id
        await office.runs.set_status(run.id, RunStatus.DELIVERING, None)
        for _ in range(2):
            await office.letter()
            await office.send()
        for number in range(2, 4):
            record = await office.records.add(office.record.template_id, 7, {}, office.clock())
            await office.runs.begin(
                NewRun(record.id, 1, number, 7, scenario, {}, office.clock()), LEASE if number == 2 else None
            )
        for _ in range(3):
            await office.letter()
        kept = connections[2]
        (in_hand,) = await kept.fetch("SELECT id, token FROM scenario_run WHERE lease_until IS NOT NULL")
        report = await kept.fetchrow("SELECT id, token FROM report ORDER BY id DESC")
        its_report, _ = await kept.fetch(
            "INSERT INTO report (token, due_at, run_id, news, tries, lease_until) "
            "SELECT 1, started_at, id, 'sent', 1, lease_until FROM scenario_run WHERE id >= $1 ORDER BY id "
            "RETURNING id, token",
            in_hand["id"],
        )
        await kept.execute("CREATE SCHEMA kept;" + "".join(f"CREATE TABLE kept.{x} AS TABLE {x};" for x in ALL))
        yield Stage(
            office,
            connections[:2],
            kept,
            ended,
            Claim(WorkKind.RUN, *in_hand),
            tuple(report),
            Claim(WorkKind.REPORT, *its_report),
        )
        await kept.execute("DROP SCHEMA kept CASCADE")


@asynccontextmanager
async def _connected(path: Path) -> AsyncIterator[list[Any]]:
    server = PostgresServer.from_url(postgres.database_at(path / "gonets.db"))
    connections = [await server.connect() for _ in range(3)]
    try:
        yield connections
    finally:
        for connection in connections:
            await connection.close()


async def nothing() -> None:
    """Do not wait at all."""


async def drive(
    connection: Any, steps: Steps[Any], at: int = -1, pause: Callable[[], Awaitable[None]] = nothing
) -> int:
    """Drive steps to their commit, and pause before the statement `at`; return how many there were."""
    await connection.execute(BEGIN_FENCED)
    done = 0
    try:
        sql, values = next(steps)
        while True:
            if done == at:
                await pause()
            count, rows = await answered(connection, numbered(sql), values)
            done += 1
            sql, values = steps.send(Answer(rows, count))
    except StopIteration:
        if done <= at:
            await pause()
        await connection.execute("COMMIT")
        return done
    except BaseException:
        await connection.execute("ROLLBACK")
        raise


async def one_behind_the_other(stage: Stage, *kinds: str) -> tuple[list[str], int]:
    """Return the rows that are left, and how many statements the first has."""
    await stage.begin_anew()
    counts = [await tried(stage.connections[0], KINDS[kind](stage)) for kind in kinds]
    return await stage.rows(), counts[0]


async def tried(connection: Any, steps: Steps[Any]) -> int:
    """Drive steps; what cannot be done has written nothing."""
    try:
        return await drive(connection, steps)
    except Exception:  # noqa: BLE001 - whoever asked is told
        return 0


async def beside(stage: Stage, first: str, other: str, at: int) -> list[str]:
    """Return the rows that are left when the other one comes in before a statement of the first."""
    await stage.begin_anew()
    one, two = stage.connections
    others: list[asyncio.Task[int]] = []

    async def come_in() -> None:
        others.append(asyncio.get_running_loop().create_task(drive(two, KINDS[other](stage))))
        waits = "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = $1"
        while not others[0].done() and not await stage.kept.fetchval(waits, two.get_server_pid()):  # noqa: ASYNC110 - from outside
            await asyncio.sleep(0)

    own = await asyncio.gather(drive(one, KINDS[first](stage), at, come_in), return_exceptions=True)
    its = await asyncio.gather(*others, return_exceptions=True)
    for kind, end in zip((first, other), [*own, *its], strict=True):
        if isinstance(end, Exception):  # as the writer does: what could not go beside another is alone
            await tried(one, KINDS[kind](stage))
    return await stage.rows()


@pytest.mark.parametrize("first", [kind for kind in KINDS if kind != "settle another of its run"])
async def test_two_leave_what_one_behind_the_other_leaves(stage: Stage, first: str) -> None:
    for other in KINDS:
        expected, statements = await expected_of(stage, first, other)
        for at in range(statements + 1):
            rows = await beside(stage, first, other, at)
            odd = [sorted(set(rows) ^ set(left)) for left in expected]
            assert rows in expected, f"{other} before statement {at} of {first}: {min(odd, key=len)}"


async def expected_of(stage: Stage, first: str, other: str) -> tuple[list[list[str]], int]:
    """Return what rows may be left, and how many statements the first has."""
    rows, statements = await one_behind_the_other(stage, first, other)
    expected = [rows, (await one_behind_the_other(stage, other, first))[0]]
    for kind, left in ((first, other), (other, first)):
        if left in LEAVES_WHAT_IS_HELD:
            expected.append((await one_behind_the_other(stage, kind))[0])
    return expected, statements
