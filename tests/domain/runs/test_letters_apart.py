"""Letters of runs apart: the card and the status of their record count them with those of the press before."""

from collections.abc import Callable
from itertools import product

import pytest

from domain.deliveries.delivery import DeliveryState
from domain.messages.sending import Envelope, Failure, Phase, Receipt
from domain.records.record import Status
from domain.runs import cancel_run, steer_letters
from domain.runs.run import RunStatus, status_of, status_of_all
from domain.runs.steer_letters import NothingToDo, TooLateToCancel
from storage import models
from tests.domain.deliveries.conftest import Office, accepted, answers, breaks
from tests.domain.scenarios.long_runs import FILL, begin, go_on, send
from tests.domain.scenarios.test_control import check
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
