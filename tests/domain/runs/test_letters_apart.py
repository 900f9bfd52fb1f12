"""Letters of runs apart: the card and the status of their record count them with those of the press before."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from domain.deliveries.delivery import DeliveryState
from domain.errors import NotYours
from domain.messages.sending import Envelope, Failure, Phase, Receipt
from domain.people import Role
from domain.records.record import Status
from domain.runs import cancel_run, steer_letters
from domain.runs.run import RunStatus, status_of, status_of_all
from domain.runs.runs import CardRuns
from domain.runs.steer_letters import NothingToDo, TooLateToCancel
from storage import models
from storage.repositories.belongings import BelongingsRepository
from storage.repositories.people import PersonRepository
from storage.repositories.reports import ReportRepository
from storage.repositories.settling import settle_run
from storage.transactions import atomically
from tests.databases import driven
from tests.domain.deliveries.conftest import Office, accepted, answers, breaks
from tests.domain.runs.test_stop_run import stopping
from tests.domain.scenarios.long_runs import FILL, begin, go_on, send
from tests.domain.scenarios.test_control import check, repeat
from tests.domain.scenarios.test_run_apart import all_go_on, apart, others

REFUSED = answers(550, "5.1.1")
BREAKS = breaks(Phase.MARKED, Failure.TIMED_OUT, uncertain=True)
LATER = answers(450, "4.2.0")
Answer = Callable[[Envelope], Receipt]


async def sent(office: Office, *told: Answer) -> None:
    """Do an attempt for each answer, in the letters' order."""
    for answer in told:
        office.sender.answers.append(answer)
        await office.send()


ENDS = [
    ([accepted, accepted], Status.SENT),
    ([accepted, REFUSED], Status.PARTLY_SENT),
    ([REFUSED, accepted], Status.PARTLY_SENT),
    ([REFUSED, REFUSED], Status.FAILED),
    ([accepted, BREAKS], Status.UNCERTAIN),
    ([BREAKS, accepted], Status.UNCERTAIN),
    ([accepted, LATER], Status.WAITING),
    ([LATER, accepted], Status.WAITING),
    ([LATER, BREAKS], Status.UNCERTAIN),
    ([accepted], Status.SENDING),
    ([REFUSED], Status.SENDING),
]


@pytest.mark.parametrize(("told", "status"), ENDS)
async def test_a_record_stands_as_all_letters_of_its_press_do(
    office: Office, told: list[Answer], status: Status
) -> None:
    await begin(office, FILL, send(), apart(send()))
    await all_go_on(office)
    await sent(office, *told)
    assert await office.status() == status


async def test_a_record_whose_letters_are_all_apart_is_under_way_until_the_last_has_gone(office: Office) -> None:
    await begin(office, FILL, apart(send()), apart(apart(send())))
    await all_go_on(office)
    assert await office.status() == "sending"
    await sent(office, accepted)
    assert await office.status() == "sending"
    await sent(office, accepted)
    assert await office.status() == "sent"


async def test_a_run_apart_that_fails_without_a_letter_leaves_the_press_as_it_is(office: Office) -> None:
    await begin(office, FILL, send(), apart(check("false")), apart(send(), check("false")))
    await all_go_on(office)
    await sent(office, accepted)
    assert await office.status() == "sent"
    assert [run.status for run in await others(office)] == [RunStatus.FAILED] * 2


async def test_another_record_is_under_way_as_soon_as_a_run_apart_has_begun_on_it(office: Office) -> None:
    (template,) = await office.configuration.templates()
    other = await office.records.add(template.id, 7, {"Temauvedomleniya": "x"}, office.clock())
    there = {"template": "Uvedomleniya", "objects": {"formula": f"'{other.id}'"}, "actions": [apart(FILL, send())]}
    await begin(office, {"change_context": there})
    await go_on(office)
    assert (await models.Record.get(id=other.id)).status == "sending"
    await all_go_on(office)
    await sent(office, BREAKS)
    assert (await models.Record.get(id=other.id)).status == "uncertain"
    assert await office.status() == "done"


async def test_a_press_since_has_the_card_and_older_runs_apart_say_nothing_any_more(office: Office) -> None:
    await begin(office, FILL, send(), apart(send()))
    await all_go_on(office)
    await sent(office, accepted, REFUSED)
    await begin(office, FILL, send(), apart(send()))
    await all_go_on(office)
    await sent(office, accepted, accepted)
    assert await office.status() == "sent"


def test_statuses_put_together_are_those_of_all_letters() -> None:
    for own, first, second in product(RunStatus, DeliveryState, DeliveryState):
        press, apart_from_it = status_of(own, [first]), status_of(RunStatus.ENDED, [second])
        assert status_of_all(press, [apart_from_it]) is status_of(own, [first, second]), (own, first, second)
        assert status_of_all(press, [Status.DONE]) is press


STEERED = [
    ("an uncertain letter is sent again", [BREAKS], "resend", ["sent"]),
    ("of two that ask both are sent again", [BREAKS, BREAKS], "resend", ["sent", "sent"]),
    ("an uncertain letter counts as sent", [accepted, BREAKS], "count_as_sent", ["sent", "sent"]),
    ("what was refused is sent again", [accepted, REFUSED, REFUSED], "retry_refused", ["sent", "sent", "sent"]),
    ("the press's own is sent again with it", [REFUSED, accepted], "retry_refused", ["sent", "sent"]),
    ("one that waits is tried now", [accepted, LATER], "try_now", ["sent", "sent"]),
    ("what waits is cancelled", [accepted, LATER, LATER], "cancel", ["sent", "cancelled", "cancelled"]),
    ("what has not been taken up is cancelled", [accepted], "cancel", ["sent", "cancelled"]),
]


@pytest.mark.parametrize(("told", "act", "states"), [row[1:] for row in STEERED], ids=[row[0] for row in STEERED])
async def test_a_card_steers_letters_of_runs_apart(
    office: Office, told: list[Answer], act: str, states: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steer_letters, "LOT", 1)
    monkeypatch.setattr(cancel_run, "LOT", 1)
    await begin(office, FILL, send(), *[apart(send()) for _ in states[1:]])
    if len(states) == 1:
        await begin(office, FILL, apart(send()))
    await all_go_on(office)
    await sent(office, *told)
    runs = await office.runs.of_card(office.record.id)
    assert runs is not None
    more = (await office.deliveries.question_number(runs.numbers),) if act in {"resend", "count_as_sent"} else ()
    await getattr(office.steer, act)(office.person, office.record.id, *more)
    while due := await office.taken():
        for taken in due:
            await office.attempt(taken)
    letters = await office.deliveries.of_run(runs.numbers)
    assert [letter.state.value for letter in letters] == states
    assert await office.status() == ("sent" if set(states) == {"sent"} else "partly_sent")
    assert {run.status for run in [await office.runs.get(number) for number in runs.numbers] if run} == {
        RunStatus.ENDED
    }


async def test_a_letter_that_has_ended_its_own_run_apart_is_left_and_others_are_sent_again(office: Office) -> None:
    await begin(office, FILL, send(), apart(send(success_variable="answer"), send()), apart(send()))
    await all_go_on(office)
    await sent(office, accepted, REFUSED, REFUSED)
    await all_go_on(office)
    await office.steer.retry_refused(office.person, office.record.id)
    await sent(office, accepted)
    with pytest.raises(NothingToDo):
        await office.steer.retry_refused(office.person, office.record.id)
    runs = await office.runs.of_card(office.record.id)
    assert runs is not None
    assert [one.state.value for one in await office.deliveries.of_run(runs.numbers)] == ["sent", "failed", "sent"]


async def test_cancelling_ends_runs_apart_that_have_actions_left(office: Office) -> None:
    wait = send(success_variable="answer")
    await begin(office, FILL, send(), apart(wait, send()), apart(apart(wait, send())))
    await all_go_on(office)
    await office.steer.cancel(office.person, office.record.id)
    await all_go_on(office)
    assert await office.status() == "cancelled"
    assert await office.taken() == []
    with pytest.raises(TooLateToCancel):
        await office.steer.cancel(office.person, office.record.id)


async def test_a_question_that_came_since_is_not_answered_by_a_late_press(office: Office) -> None:
    await begin(office, FILL, send(), apart(send()))
    await all_go_on(office)
    await sent(office, BREAKS)
    asked = await office.deliveries.question_number(office.run_id)
    await sent(office, BREAKS)
    with pytest.raises(NothingToDo):
        await office.steer.count_as_sent(office.person, office.record.id, asked)


async def card_runs(office: Office, record_id: int) -> CardRuns:
    runs = await office.runs.of_card(record_id)
    assert runs is not None
    return runs


async def another(office: Office, creator: int = 7) -> int:
    (template,) = await office.configuration.templates()
    return (await office.records.add(template.id, creator, {"Temauvedomleniya": "x"}, office.clock())).id


def on(record_id: int, *actions: dict[str, Any]) -> dict[str, Any]:
    objects = {"formula": f"'{record_id}'"}
    return {"change_context": {"template": "Uvedomleniya", "objects": objects, "actions": list(actions)}}


WAITED = send(success_variable="answer")
FAILING = send(success_variable="refused")
SENT_APART = apart(send())
# What a press does, how many runs apart its card counts, how many letters, how many of them have failed by themselves.
COUNTED = [
    ("none", [send()], 0, 1, 0),
    ("one", [SENT_APART], 1, 1, 0),
    ("in a loop", [repeat("3", SENT_APART)], 3, 3, 0),
    ("within another", [apart(send(), apart(send(), SENT_APART))], 3, 3, 0),
    ("failing before any letter", [send(), apart(check("false"))], 1, 1, 1),
    ("failing behind a letter", [apart(WAITED, check("false"))], 1, 1, 1),
    ("failing by its letter", [apart(FAILING)], 1, 1, 0),
    ("failing within another that does not", [apart(send(), apart(check("false")))], 2, 1, 1),
]


@pytest.mark.parametrize(
    ("actions", "count", "letters", "failures"), [row[1:] for row in COUNTED], ids=[row[0] for row in COUNTED]
)
async def test_a_card_counts_all_that_its_press_has_begun(
    office: Office, actions: list[dict[str, Any]], count: int, letters: int, failures: int
) -> None:
    office.sender.answers += [REFUSED] if FAILING in actions[0].get("run_apart", {}).get("actions", []) else []
    await begin(office, FILL, *actions)
    await all_go_on(office)
    while due := await office.taken():
        for taken in due:
            await office.attempt(taken)
        await all_go_on(office)
    runs = await card_runs(office, office.record.id)
    assert (runs.lead.id, len(runs.apart), runs.failures) == (office.run_id, count, failures)
    assert (await office.deliveries.tally(runs.numbers)).total == letters
    assert (runs.failure is None) == (failures == 0)
    assert not runs.going


async def test_a_run_apart_on_another_record_is_counted_there_and_told_to_whose_that_is(office: Office) -> None:
    await PersonRepository().let_in(8, Role.STAFF, "Анна")
    theirs = await another(office, creator=8)
    await models.Record.filter(id=theirs).update(card_message_id=5)
    await models.Person.filter(telegram_id=7).update(role=Role.ADMIN)
    await begin(office, FILL, send(), on(theirs, apart(FILL, send())))
    await go_on(office)
    drawn = await models.Report.filter(record_id=theirs).values_list("news", flat=True)
    assert drawn == ["card"]
    await all_go_on(office)
    await sent(office, accepted, REFUSED)
    assert [len((await card_runs(office, number)).numbers) for number in (office.record.id, theirs)] == [1, 1]
    assert await office.status() == "sent"
    assert (await models.Record.get(id=theirs)).status == "failed"
    (report,) = await models.Report.filter(news="failed")
    assert await ReportRepository().addressee(report.id) == 8
    with pytest.raises(NotYours):
        await office.steer.retry_refused(office.person, theirs)


async def test_a_run_apart_that_somebody_has_stopped_says_so_on_its_record_s_card(office: Office) -> None:
    await begin(office, FILL, send(), apart(WAITED, send()))
    await all_go_on(office)
    (run,) = await others(office)
    await stopping(office)(replace(office.person, role=Role.ADMIN), run.id)
    await sent(office, accepted)
    runs = await card_runs(office, office.record.id)
    assert (runs.failures, runs.failure and runs.failure.id) == (1, run.id)
    assert await office.status() == "partly_sent"


async def test_what_is_handed_over_goes_with_its_runs_apart(office: Office) -> None:
    await begin(office, FILL, send(), apart(send(), apart(send())))
    await all_go_on(office)
    await models.Record.filter(id=office.record.id).update(status="sending", saved_at=office.clock())
    await PersonRepository().let_in(8, Role.STAFF, "Анна")
    await BelongingsRepository().hand_over(7, 8)
    await sent(office, BREAKS, accepted, BREAKS)
    runs = await card_runs(office, office.record.id)
    assert {row.person_id for row in await models.ScenarioRun.filter(id__in=runs.numbers)} == {8}
    heir = replace(office.person, telegram_id=8)
    await office.steer.count_as_sent(heir, office.record.id, await office.deliveries.question_number(runs.numbers))
    assert await office.status() == "sent"


async def test_whoever_is_removed_with_their_letters_cancelled_leaves_none_of_runs_apart(office: Office) -> None:
    await begin(office, FILL, send(), apart(WAITED, send()))
    await all_go_on(office)
    await atomically(lambda: office.steer.cancel_all(office.person, office.record.id))
    await all_go_on(office)
    assert await office.taken() == []
    assert await office.status() == "cancelled"


async def test_the_end_of_a_letter_costs_the_same_however_many_runs_apart_there_are(
    office: Office, tmp_path: Path
) -> None:
    cost = {}
    for many in (20, 400):
        await begin(office, FILL, send(), repeat(str(many), SENT_APART))
        await all_go_on(office)
        last = (await others(office))[-1]
        cost[many] = driven(tmp_path / "gonets.db", lambda run_id=last.id: settle_run(run_id, office.clock()))[1]
    assert cost[400] < cost[20] * 1.5
