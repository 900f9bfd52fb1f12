"""Runs that wait for a letter, over a real database: what they know when it has ended, and how they end."""

from typing import Any

import pytest

from bot.workers.worker import LocalHints
from domain.documents import Stored
from domain.messages.sending import Failure, Phase
from domain.records.query_records import QueryRecords
from domain.runs.advance_run import AdvanceRun
from domain.runs.run import Run, RunStatus
from domain.runs.runs import NewRun
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.document import Scenario
from domain.scenarios.load_world import WorldLoader
from domain.scenarios.state import RunState
from domain.work import WorkKind
from mail.compose import MimeComposer
from storage import models
from storage.repositories.accounts import AccountRepository
from storage.repositories.changed_records import ChangedRecordRepository
from storage.repositories.files import FileRepository
from storage.repositories.people import PersonRepository
from storage.repositories.record_finder import RecordFinder
from storage.repositories.spills import SpillRepository
from storage.repositories.template_grants import TemplateGrantRepository
from storage.transactions import atomically
from tests.domain.deliveries.conftest import LEASE, OK, Office, answers, breaks, refuses

BOTH = {"success_variable": "yes", "error_variable": "no"}


def advancing(office: Office) -> AdvanceRun:
    queries = QueryRecords(RecordFinder(), office.configuration, TemplateGrantRepository())
    return AdvanceRun(
        runs=office.runs,
        deliveries=office.deliveries,
        world=WorldLoader(
            office.records, AccountRepository(), PersonRepository(), office.configuration, "UTC", queries
        ),
        compose=ComposeLetter(FileRepository(), MimeComposer()),
        spills=SpillRepository(),
        records=ChangedRecordRepository(),
        hints=LocalHints(),
        clock=office.clock,
        atomically=atomically,
    )


async def begin(office: Office, **send: Any) -> None:
    """A run whose first letter, to two, is waited for, and whose second goes behind it."""
    (stored,) = await office.configuration.scenarios()
    to = [{"Address": {"formula": "'a@firma.local'"}}, {"Address": {"formula": "'b@firma.local'"}}]
    filled = {"set": "n", "variables": {"To": to, "Subject": {"formula": "'x'"}, "Body": {"formula": "'x'"}}}
    letter = {"connection": "smtp_connection", "route": "smtp_route", "variable": "n"}
    actions = [{"change_variables": filled}, {"send_message": {**letter, **send}}, {"send_message": letter}]
    document = Scenario.model_validate({**stored.document.stored(), "actions": actions})
    await models.ScenarioRun.filter(id=office.run_id).update(turn=9, due_at=None)
    values = {"Temauvedomleniya": "x", "Tekstuvedomleniya": "x"}
    new = NewRun(office.record.id, 1, 0, 7, Stored(stored.id, stored.revision, document), values, office.clock())
    office.run_id = (await office.runs.add(new)).id


async def go_on(office: Office) -> Run:
    """Advance the run where it is due; return where it stands."""
    for claim in await office.work.claim(WorkKind.RUN, office.clock(), LEASE):
        await advancing(office)(claim)
    run = await office.runs.get(office.run_id)
    assert run is not None
    return run


async def test_a_partly_refused_letter_fills_both_variables_and_the_run_goes_on(office: Office) -> None:
    await begin(office, **BOTH)
    assert (await go_on(office)).status is RunStatus.WAITING
    office.sender.answers = [refuses("b@firma.local")]
    await office.send()
    run = await go_on(office)
    assert run.status is RunStatus.DELIVERING
    assert run.state.variables["yes"] == "250 2.0.0 kept"
    assert run.state.variables["no"] == "b@firma.local: 550 5.1.1 no"
    assert len(await office.deliveries.of_run(run.id)) == 2


async def test_a_letter_that_fails_with_no_variable_for_it_ends_the_run_as_failed_and_is_told_once(
    office: Office,
) -> None:
    await begin(office, success_variable="yes")
    await go_on(office)
    office.sender.answers = [answers(554, "5.7.1", "spam")]
    await office.send()
    run = await go_on(office)
    assert run.status is RunStatus.FAILED
    assert run.ended_at is not None
    assert run.error is not None
    assert run.error["key"] == "error-letter-not-accepted"
    assert (await office.runs.steps(run.id, 0, 10))[-1]["did"][
        "refused"
    ] == "a@firma.local, b@firma.local: 554 5.7.1 spam"
    assert await office.status() == "failed"
    assert await office.news() == ["failed", "card"]


async def test_where_the_action_ignores_errors_the_run_goes_on_behind_the_letter_that_failed(office: Office) -> None:
    await begin(office, success_variable="yes", ignore_errors=True)
    await go_on(office)
    office.sender.answers = [answers(554, "5.7.1", "spam")]
    await office.send()
    run = await go_on(office)
    assert run.status is RunStatus.DELIVERING
    assert run.state.variables["yes"] is None
    assert "error" in (await office.runs.steps(run.id, 0, 10))[-2]
    await office.send()
    assert await office.status() == "partly_sent"


async def test_a_letter_that_is_counted_as_sent_gives_an_empty_answer(office: Office) -> None:
    await begin(office, **BOTH)
    await go_on(office)
    office.sender.answers = [breaks(Phase.MARKED, Failure.DROPPED, uncertain=True)]
    await office.send()
    assert (await go_on(office)).status is RunStatus.WAITING
    await office.steer.count_as_sent(office.person, office.record.id, 1)
    run = await go_on(office)
    assert run.status is RunStatus.DELIVERING
    assert (run.state.variables["yes"], run.state.variables["no"]) == ("", None)


async def test_a_run_whose_letter_was_cancelled_ends_as_cancelled_and_makes_no_other(office: Office) -> None:
    await begin(office, **BOTH)
    run = await go_on(office)
    number = run.state.waiting_for
    await models.Recipient.filter(delivery_id=number).update(state="cancelled")
    await models.Delivery.filter(id=number).update(state="cancelled", due_at=None)
    await office.deliveries.settle(run.id, office.clock())
    run = await go_on(office)
    assert run.was_stopped
    assert run.ended_at is not None
    assert await office.status() == "cancelled"
    assert len(await office.deliveries.of_run(run.id)) == 1


async def test_a_run_of_version_0_1_0_that_waits_goes_on(office: Office) -> None:
    await begin(office, **BOTH)
    run = await go_on(office)
    kept = RunState.from_json(run.state.to_json()).to_json()
    counted = [kept.pop(name) for name in ("traced", "letters", "records", "apart", "loops")]
    assert counted == [2, 1, 0, 0, 0]
    assert set(kept) == {"version", "frames", "variables", "waiting_for", "steps"}
    await models.ScenarioRun.filter(id=run.id).update(state=kept, began_with=None, traced=0)
    await models.TraceStep.all().delete()
    await office.send()
    run = await go_on(office)
    assert run.status is RunStatus.DELIVERING
    assert run.state.variables["yes"] == f"{OK.code} {OK.enhanced} {OK.text}"


@pytest.mark.parametrize("times", [1, 3])
async def test_a_run_that_is_woken_while_its_letter_is_open_waits_on(office: Office, times: int) -> None:
    await begin(office, **BOTH)
    await go_on(office)
    for _ in range(times):
        await models.ScenarioRun.filter(id=office.run_id).update(due_at=office.clock())
        assert (await go_on(office)).status is RunStatus.WAITING
