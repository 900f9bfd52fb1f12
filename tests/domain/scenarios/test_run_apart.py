"""Actions that are done apart from their scenario: a run of its own, begun once, whose failure is its own."""

import asyncio
from typing import Any

import pytest

from domain.runs.run import Run, RunStatus
from domain.scenarios import bounds
from domain.work import WorkKind
from storage import models
from tests.domain.deliveries.conftest import LEASE, Office
from tests.domain.scenarios.changing import change, create
from tests.domain.scenarios.long_runs import FILL, advancing, begin, claimed, go_on, meddle, send
from tests.domain.scenarios.meddling import Meddle, killed
from tests.domain.scenarios.test_control import check, for_each, repeat

pytestmark = pytest.mark.usefixtures("meddling")


def apart(*actions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"run_apart": {"actions": list(actions), **more}}


async def others(office: Office) -> list[Run]:
    """Return the runs that the office's one gave rise to."""
    numbers = await models.ScenarioRun.filter(parent_id=office.run_id).order_by("id").values_list("id", flat=True)
    return [run for number in numbers if (run := await office.runs.get(number)) is not None]


async def all_go_on(office: Office) -> None:
    while claims := await office.work.claim(WorkKind.RUN, office.clock(), LEASE):
        for claim in claims:
            await advancing(office)(claim)


async def test_it_goes_on_with_the_variables_and_the_record_of_its_moment(office: Office) -> None:
    filled = {"change_variables": {"set": "n", "variables": {"Subject": {"formula": "'later'"}}}}
    await begin(office, FILL, repeat("2", apart(change("Tekstuvedomleniya", "'+' + $$pass", "add"), send())), filled)
    await all_go_on(office)
    runs = await others(office)
    assert [(run.status, run.state.variables["n"]["Subject"]) for run in runs] == [(RunStatus.DELIVERING, "x")] * 2
    record = await office.records.get(office.record.id)
    assert record is not None
    assert str(record.values["Tekstuvedomleniya"]).splitlines()[-2:] == ["+0", "+1"]
    for run in runs:
        assert len(await office.deliveries.of_run(run.id)) == 1
    shown = await office.runs.of_card(office.record.id)
    assert shown is not None
    assert shown.lead.id == office.run_id


async def test_its_failure_is_its_own_and_what_went_before_it_stays(office: Office) -> None:
    await begin(office, FILL, apart(check("false")), send())
    await all_go_on(office)
    (run,) = await others(office)
    assert run.status is RunStatus.FAILED
    assert len(await office.deliveries.of_run(office.run_id)) == 1
    parent = await office.runs.get(office.run_id)
    assert parent is not None
    assert parent.error is None
    await office.send()
    assert await office.status() == "sent"
    assert await models.Report.filter(run_id=run.id, news="failed").count() == 1


async def test_of_a_segment_that_comes_to_nothing_none_begins(office: Office) -> None:
    await begin(office, apart(send()), check("false"))
    await all_go_on(office)
    assert await others(office) == []
    wrong = change("Poluchatel", "'нет'")
    await begin(office, repeat("1", apart(send()), wrong, ignore_errors=True), apart(FILL))
    await all_go_on(office)
    assert len(await others(office)) == 1


async def test_killed_and_taken_up_again_it_begins_once(office: Office) -> None:
    Meddle.acts[1] = killed
    await begin(office, FILL, apart(send()), meddle())
    with pytest.raises(asyncio.CancelledError):
        await advancing(office)(await claimed(office))
    await office.work.release_all()
    await all_go_on(office)
    (run,) = await others(office)
    assert len(await office.deliveries.of_run(run.id)) == 1


async def test_a_new_record_has_a_run_of_its_own_that_its_status_follows(office: Office) -> None:
    await begin(office, FILL, create(apart(send(), change("Temauvedomleniya", "'Своя'"))))
    await all_go_on(office)
    (run,) = await others(office)
    assert run.record_id != office.record.id
    assert run.error is None
    record = await models.Record.get(id=run.record_id)
    assert (record.values["Temauvedomleniya"], record.status) == ("Своя", "sending")
    await office.send()
    assert (await models.Record.get(id=run.record_id)).status == "sent"


async def test_too_many_end_the_run_in_words_and_none_begins(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_APART", 2)
    await begin(office, for_each("LIST('1', '2', '3')", apart(FILL)))
    run = await go_on(office)
    assert run.error is not None
    assert run.error["key"] == "error-scenario-too-many-apart"
    assert await others(office) == []


@pytest.mark.parametrize(("inside", "begun"), [("LIST('1')", 4), ("LIST('1', '2')", 2)])
async def test_one_press_begins_no_more_than_its_bound_however_deep_they_are_nested(
    office: Office, monkeypatch: pytest.MonkeyPatch, inside: str, begun: int
) -> None:
    monkeypatch.setattr(bounds, "MAX_APART", 5)
    await begin(office, for_each("LIST('1', '2')", apart(for_each(inside, apart(FILL)))))
    await all_go_on(office)
    assert await models.ScenarioRun.filter(root_id=office.run_id).count() == begun
