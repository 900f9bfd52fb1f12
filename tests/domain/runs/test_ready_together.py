"""Runs that are ready at one moment: what they need is read together, and what they come to is written together."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from domain.configured.connection import Connection
from domain.documents import Stored
from domain.runs.keep_segment import PlainSegment
from domain.runs.run import RunStatus
from domain.runs.runs import NewRun
from domain.scenarios.document import Scenario
from domain.scenarios.state import RunState
from domain.work import Claim, WorkKind
from storage import models
from storage.opened import reader, writer
from storage.repositories.segments import SegmentRepository
from tests.domain.deliveries.conftest import LEASE, Office, new_letter
from tests.domain.scenarios.long_runs import FILL, advancing, send

MANY = 24


async def press(office: Office, presses: int) -> None:
    """Begin a run of one letter on each of as many records."""
    await models.ScenarioRun.all().update(due_at=None)
    (stored,) = await office.configuration.scenarios()
    scenario = Scenario.model_validate({**stored.document.stored(), "actions": [FILL, send()]})
    values = {"Temauvedomleniya": "x", "Tekstuvedomleniya": "x"}
    for _ in range(presses):
        record = await office.records.add(office.record.template_id, 7, values, office.clock())
        await office.runs.begin(
            NewRun(record.id, 1, 0, 7, Stored(stored.id, stored.revision, scenario), values, office.clock())
        )


def segment(office: Office, claim: Claim, connection: Stored[Connection]) -> PlainSegment:
    """What a run of one letter comes to."""
    return PlainSegment(
        claim=claim,
        letters=[new_letter(connection, claim.id, ("ivanov@firma.local",), office.clock())],
        state=RunState.at_start(1),
        waits=False,
        steps=[],
        forgotten=[],
        status=RunStatus.DELIVERING,
        error=None,
        settles=False,
        news=None,
        now=office.clock(),
    )


@contextmanager
def executed() -> Iterator[list[str]]:
    """Note the statements that the writer and the reader execute."""
    found: list[str] = []
    connections = [one.get()._connection for one in (writer, reader)]
    for connection in connections:
        connection.set_trace_callback(found.append)
    try:
        yield found
    finally:
        for connection in connections:
            connection.set_trace_callback(None)


async def statements_for(office: Office, presses: int) -> list[str]:
    """Advance so many runs that are ready at the same moment; return what was executed for it."""
    await press(office, presses)
    claims = await office.work.claim(WorkKind.RUN, office.clock(), LEASE, MANY)
    assert len(claims) == presses
    advance = advancing(office)
    with executed() as found:
        async with asyncio.TaskGroup() as group:
            for claim in claims:
                group.create_task(advance(claim))
    return found


def reads(statements: list[str]) -> int:
    return sum(statement.startswith("SELECT") for statement in statements)


async def test_what_many_need_is_read_once_for_all_of_them(office: Office) -> None:
    await statements_for(office, 1)
    one, many = await statements_for(office, 1), await statements_for(office, MANY)
    assert reads(many) < reads(one) + MANY


async def test_what_many_come_to_is_written_together(office: Office) -> None:
    """Who advances a run waits for its commit: whoever comes by then shares the next one."""
    await statements_for(office, 1)
    (connection,) = await office.configuration.connections()
    await press(office, MANY)
    claims = await office.work.claim(WorkKind.RUN, office.clock(), LEASE, MANY)
    segments = SegmentRepository(office.deliveries, office.outbox)
    with executed() as found:
        kept = await asyncio.gather(
            *(segments.keep(segment(office, claim, connection), lease=LEASE, room=0) for claim in claims)
        )
    assert found.count("COMMIT") == 1
    assert sum(statement.startswith("INSERT INTO delivery ") for statement in found) == 1
    letters = {row.id: row.run_id async for row in models.Delivery.all()}
    assert [letters[number] for item in kept for number in item.numbers] == [claim.id for claim in claims]
    assert await models.ScenarioRun.filter(status=RunStatus.DELIVERING, due_at=None, lettered=True).count() > MANY


async def test_runs_on_one_record_go_one_after_the_other_with_their_own_letters(office: Office) -> None:
    await press(office, 3)
    first = await models.ScenarioRun.filter(due_at__isnull=False).order_by("id").first()
    assert first is not None
    for run in await models.ScenarioRun.filter(due_at__isnull=False, id__gt=first.id):
        await models.ScenarioRun.filter(id=run.id).update(record_id=first.record_id, turn=run.id)
    claims = await office.work.claim(WorkKind.RUN, office.clock(), LEASE, MANY)
    advance = advancing(office)
    await asyncio.gather(*(advance(claim) for claim in claims))
    rows = await models.Delivery.exclude(run_id=office.run_id).values("run_id")
    assert sorted(row["run_id"] for row in rows) == sorted(claim.id for claim in claims)
