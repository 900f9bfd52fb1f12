"""Two runs on one record wait for each other for a segment, and never for a letter."""

import asyncio
from typing import Any

import pytest

from domain.runs.run import RunStatus
from domain.work import Claim, WorkKind
from storage import models
from tests.domain.deliveries.conftest import LEASE, Office
from tests.domain.scenarios.changing import change
from tests.domain.scenarios.long_runs import FILL, advancing, begin, meddle, send
from tests.domain.scenarios.meddling import Meddle
from tests.domain.scenarios.test_run_apart import all_go_on, apart, others

pytestmark = pytest.mark.usefixtures("meddling")

ADD = change("Tekstuvedomleniya", "'+'", "add")
WAIT = send(success_variable="answer")


async def due(office: Office) -> list[Claim]:
    return list(await office.work.claim(WorkKind.RUN, office.clock(), LEASE, 10))


async def test_the_segment_of_one_begins_when_that_of_the_other_is_kept(office: Office) -> None:
    """The second one is handed to a worker while the first is in its middle: it finds what the first has written."""
    began, goes_on = asyncio.Event(), asyncio.Event()
    seen: list[Any] = []

    async def stops() -> None:
        began.set()
        await goes_on.wait()

    async def looks() -> None:
        seen.append((await models.Record.get(id=office.record.id)).values.get("Tekstuvedomleniya"))

    Meddle.acts.update({1: stops, 2: looks})
    await begin(office, apart(ADD, meddle()), apart(meddle(), ADD))
    await advancing(office)((await due(office))[0])
    first, second = await due(office)
    advance = advancing(office)
    async with asyncio.TaskGroup() as group:
        group.create_task(advance(first))
        await began.wait()
        group.create_task(advance(second))
        goes_on.set()
    assert seen == ["+"]
    assert (await models.Record.get(id=office.record.id)).values["Tekstuvedomleniya"] == "+\n+"


@pytest.mark.parametrize("first", [[WAIT, ADD], [apart(WAIT, ADD)], [apart(apart(WAIT, ADD))]])
async def test_no_run_waits_for_a_letter_of_another(office: Office, first: list[dict[str, Any]]) -> None:
    """While the server is being given the letter that one waits for, the others are done to their end."""
    await begin(office, FILL, apart(FILL, ADD), *first, apart(ADD))
    seen: list[Any] = []

    async def meanwhile() -> None:
        await all_go_on(office)
        values = (await models.Record.get(id=office.record.id)).values
        seen.append((values["Tekstuvedomleniya"].count("+"), await models.Report.filter(news="failed").count()))

    office.sender.between = meanwhile
    await all_go_on(office)
    await office.send()
    await all_go_on(office)
    # Where the press itself waits, what stands behind that has not begun yet.
    assert seen == [(1 if first[0] == WAIT else 2, 0)]
    values = (await models.Record.get(id=office.record.id)).values
    assert values["Tekstuvedomleniya"].count("+") == 3
    assert not await models.ScenarioRun.filter(status=RunStatus.FAILED).exists()


async def test_runs_of_one_record_all_do_their_part_whatever_order_they_are_taken_in(office: Office) -> None:
    await begin(office, FILL, *[apart(ADD, WAIT, ADD) for _ in range(5)])
    await advancing(office)((await due(office))[0])
    while claims := await due(office):
        await asyncio.gather(*map(advancing(office), reversed(claims)))
    while letters := await office.taken():
        for taken in letters:
            await office.attempt(taken)
    while claims := await due(office):
        await asyncio.gather(*map(advancing(office), reversed(claims)))
    assert {run.status for run in await others(office)} == {RunStatus.ENDED}
    assert (await models.Record.get(id=office.record.id)).values["Tekstuvedomleniya"].count("+") == 10
    assert await office.status() == "sent"
