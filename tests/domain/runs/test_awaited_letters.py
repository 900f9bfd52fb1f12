"""Runs that wait for a letter, over a real database: what they know when it has ended, and how they end."""

from typing import Any

import pytest

from domain.messages.sending import Failure, Phase
from domain.runs.run import RunStatus
from domain.scenarios.state import RunState
from storage import models
from tests.domain.deliveries.conftest import OK, Office, answers, breaks, refuses
from tests.domain.scenarios import long_runs
from tests.domain.scenarios.long_runs import go_on

BOTH = {"success_variable": "yes", "error_variable": "no"}


async def begin(office: Office, **send: Any) -> None:
    """A run whose first letter, to two, is waited for, and whose second goes behind it."""
    to = [{"Address": {"formula": "'a@firma.local'"}}, {"Address": {"formula": "'b@firma.local'"}}]
    filled = {"set": "n", "variables": {"To": to, "Subject": {"formula": "'x'"}, "Body": {"formula": "'x'"}}}
    letter = {"connection": "smtp_connection", "route": "smtp_route", "variable": "n"}
    actions = [{"change_variables": filled}, {"send_message": {**letter, **send}}, {"send_message": letter}]
    await long_runs.begin(office, *actions)


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
