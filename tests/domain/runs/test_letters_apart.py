"""Letters of runs apart: the card and the status of their record count them with those of the press before."""

from collections.abc import Callable
from itertools import product

import pytest

from domain.deliveries.delivery import DeliveryState
from domain.messages.sending import Envelope, Failure, Phase, Receipt
from domain.records.record import Status
from domain.runs.run import RunStatus, status_of, status_of_all
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
