"""A connection whose own fault stops every letter: it rests, is probed, and its letters go when it is mended."""

from collections.abc import AsyncGenerator
from datetime import timedelta

import pytest

from domain.deliveries.delivery import DeliveryState
from domain.deliveries.lanes import Hold
from domain.deliveries.suspension import PROBE_PAUSES, RELAPSE
from domain.messages.sending import Failure, Phase, Receipt, Reply, SmtpSettings, Step
from domain.people import Role
from domain.work import WorkKind
from storage import models
from storage.repositories.people import PersonRepository
from tests.domain.deliveries.conftest import LEASE, Office, answers, breaks

WRONG_PASSWORD = Reply(535, "5.7.8", "Authentication failed")


def wrong_password(*_: object) -> Receipt:
    return Receipt(Phase.LOGIN, failure=Failure.LOGIN_REFUSED, reply=WRONG_PASSWORD)


FAILED_CHECK = Step("login", ok=False, seconds=0, failure=Failure.LOGIN_REFUSED, reply=WRONG_PASSWORD)


@pytest.fixture(autouse=True)
async def administrator(office: Office) -> None:
    await PersonRepository().let_in(1, Role.ADMIN, "Анна")


async def suspend(office: Office) -> None:
    office.sender.answers = [wrong_password]
    office.sender.check_fails = FAILED_CHECK
    await office.send()


async def test_one_expired_password_costs_one_login_for_five_hundred_letters(office: Office) -> None:
    numbers = [await office.letter() for _ in range(500)]
    await suspend(office)
    assert await office.taken() == []
    office.clock.move(seconds=59)
    assert await office.taken() == []
    assert len(office.sender.carried) == 1
    states = {(await office.delivery(number)).state for number in (numbers[0], numbers[1], numbers[-1])}
    assert states == {DeliveryState.DEFERRED, DeliveryState.QUEUED}
    standing = await office.standing()
    assert (standing.hold, standing.waiting, standing.state.cause) == (Hold.SUSPENDED, 500, "authentication")


@pytest.mark.parametrize(
    "failure", [Failure.CERTIFICATE, Failure.NAME_NOT_FOUND, Failure.NO_TLS_OFFERED, Failure.NO_AUTH_OFFERED]
)
async def test_what_is_wrong_with_the_connection_itself_suspends_it(office: Office, failure: Failure) -> None:
    await office.letter()
    office.sender.answers = [breaks(Phase.TLS, failure)]
    await office.send()
    assert (await office.standing()).hold is Hold.SUSPENDED


async def test_what_is_wrong_for_now_or_with_one_letter_suspends_nothing(office: Office) -> None:
    for _ in range(3):
        await office.letter()
    office.sender.answers = [answers(451), breaks(Phase.CONNECT, Failure.UNREACHABLE), answers(550, "5.1.1")]
    for _ in range(3):
        await office.send()
    assert (await office.standing()).hold is None


async def test_whose_letters_of_one_press_wait_is_told_so_once(office: Office) -> None:
    for _ in range(3):
        await office.letter()
    await suspend(office)
    assert await office.news() == ["held"]
    for _ in range(2):
        office.clock.move(hours=1)
        assert await office.probe_due()
    assert await office.news() == ["held"]


async def test_whose_letter_is_in_hand_is_not_told_that_it_waits(office: Office) -> None:
    await office.letter()
    await office.send()
    numbers = [await office.letter() for _ in range(2)]
    first, second = await office.taken()
    office.sender.answers = [wrong_password]
    await office.attempt(first)
    await office.attempt(second)
    assert (await office.delivery(numbers[1])).state is DeliveryState.SENT
    assert await office.news() == ["sent", "held"]
    assert (await office.standing()).state.proven_revision is None


async def test_administrators_are_told_at_once_and_each_morning(office: Office) -> None:
    await office.change_connection(give_up_after=timedelta(days=4))
    await office.letter()
    await suspend(office)
    assert await office.notices() == ["suspended"]
    await models.Notice.all().delete()
    for _ in range(20):
        office.clock.move(hours=1)
        await office.probe_due()
    assert await office.notices() == []
    office.clock.move(hours=1)
    await office.probe_due()
    assert await office.notices() == ["still"]
    office.clock.move(hours=1)
    await office.probe_due()
    assert await office.notices() == ["still"]


async def test_administrators_are_warned_before_the_first_letter_is_overdue(office: Office) -> None:
    await office.change_connection(give_up_after=timedelta(hours=5))
    await office.letter()
    await suspend(office)
    await models.Notice.all().delete()
    office.clock.move(hours=2.5)
    await office.probe_due()
    assert await office.notices() == []
    office.clock.move(hours=1)
    await office.probe_due()
    assert await office.notices() == ["overdue_soon"]
    office.clock.move(minutes=40)
    await office.probe_due()
    assert await office.notices() == ["overdue_soon"]


async def test_probes_come_one_at_a_time_with_growing_pauses(office: Office) -> None:
    await office.letter()
    await suspend(office)
    for number, pause in enumerate((*PROBE_PAUSES, PROBE_PAUSES[-1]), start=1):
        office.clock.now += pause - timedelta(seconds=1)
        assert not await office.probe_due()
        office.clock.move(seconds=1)
        assert await office.probe_due()
        assert not await office.probe_due()
        assert office.sender.checks == number
    assert len(office.sender.carried) == 1


async def test_a_good_probe_lets_all_go_in_order(office: Office) -> None:
    numbers = [await office.letter() for _ in range(30)]
    await suspend(office)
    office.sender.check_fails = None
    office.clock.move(minutes=1)
    assert await office.probe_due()
    assert await office.notices() == ["resumed"]
    gone: list[int] = []
    while letters := await office.taken():
        gone += [letter.delivery.id for letter in letters]
        for letter in letters:
            await office.attempt(letter)
    assert gone == numbers
    assert {(await office.delivery(number)).state for number in numbers} == {DeliveryState.SENT}


async def test_what_is_mended_while_it_is_probed_is_probed_anew_at_once(office: Office) -> None:
    await office.letter()
    await suspend(office)
    office.clock.move(minutes=1)
    (claim,) = await office.work.claim(WorkKind.PROBE, office.clock(), LEASE)
    await office.change_connection(username="robot")
    await office.probe(claim)
    office.sender.check_fails = None
    assert await office.probe_due()
    assert (await office.standing()).hold is None


async def test_a_probe_that_is_late_does_not_suspend_again_what_works_by_now(office: Office) -> None:
    await office.letter()
    await suspend(office)
    office.clock.move(minutes=1)
    (claim,) = await office.work.claim(WorkKind.PROBE, office.clock(), LEASE)
    (used,) = await office.configuration.connections()
    check = office.sender.check

    async def overtaken(settings: SmtpSettings) -> AsyncGenerator[Step, None]:
        await office.outbox.note(used, lambda state: state.probed(office.clock(), used.revision), office.clock())
        async for step in check(settings):
            yield step

    office.sender.check = overtaken
    await office.probe(claim)
    assert (await office.standing()).hold is None


async def test_a_letter_in_hand_behind_a_connection_that_rests_keeps_no_worker_awake(office: Office) -> None:
    await office.letter()
    taken = await office.take()
    await office.change_connection(enabled=False)
    office.clock.now = taken.delivery.give_up_at - timedelta(hours=1)
    await office.work.renew([taken.claim], office.clock(), timedelta(hours=2))
    office.clock.move(hours=1.5)
    letters, look_at = await office.outbox.take(office.clock(), timedelta(hours=2), 1)
    assert (letters, look_at) == ([], office.clock() + timedelta(hours=0.5))


async def test_a_mended_configuration_is_probed_at_once(office: Office) -> None:
    number = await office.letter()
    await suspend(office)
    assert not await office.probe_due()
    office.sender.check_fails = None
    await office.change_connection(username="robot")
    assert await office.probe_due()
    await office.send()
    assert (await office.delivery(number)).state is DeliveryState.SENT


async def test_a_fault_of_the_configuration_before_does_not_suspend_the_mended_one(office: Office) -> None:
    number = await office.letter()
    office.sender.answers = [wrong_password]
    letter = await office.take()
    await office.change_connection(username="robot")
    await office.attempt(letter)
    assert (await office.standing()).hold is None
    office.clock.move(minutes=2)
    await office.send()
    assert (await office.delivery(number)).state is DeliveryState.SENT


async def test_after_a_probe_one_letter_goes_first_and_a_relapse_keeps_the_long_pauses(office: Office) -> None:
    for _ in range(10):
        await office.letter()
    await suspend(office)
    for pause in PROBE_PAUSES[:3]:
        office.clock.now += pause
        assert await office.probe_due()
    office.sender.check_fails = None
    office.clock.now += PROBE_PAUSES[3]
    assert await office.probe_due()
    office.sender.answers = [wrong_password]
    for letter in (await office.taken())[:1]:
        await office.attempt(letter)
    standing = await office.standing()
    assert standing.hold is Hold.SUSPENDED
    assert standing.state.probe_at == office.clock() + PROBE_PAUSES[4]


async def test_long_after_a_good_probe_the_pauses_begin_anew(office: Office) -> None:
    await office.letter()
    await suspend(office)
    office.sender.check_fails = None
    office.clock.move(minutes=1)
    await office.probe_due()
    await office.send()
    office.clock.now += RELAPSE
    await office.letter()
    await suspend(office)
    assert (await office.standing()).state.probe_at == office.clock() + PROBE_PAUSES[0]


async def test_a_letter_that_outlives_its_time_becomes_its_authors_question(office: Office) -> None:
    number = await office.letter()
    (connection,) = await office.configuration.connections()
    await suspend(office)
    office.clock.now += connection.document.give_up_after + timedelta(seconds=1)
    assert await office.taken() == []
    assert (await office.delivery(number)).state is DeliveryState.OVERDUE
    assert await office.status() == "overdue"
    assert (await office.news())[-1] == "overdue"
    await office.probe_due()
    assert await office.taken() == []
    standing = await office.standing()
    assert (standing.waiting, standing.overdue) == (0, 1)


async def test_an_overdue_letter_that_is_still_needed_waits_on_and_goes(office: Office) -> None:
    number = await office.letter()
    (connection,) = await office.configuration.connections()
    await suspend(office)
    office.clock.now += connection.document.give_up_after + timedelta(seconds=1)
    await office.taken()
    await office.steer.still_needed(office.person, office.record.id)
    office.clock.move(hours=1)
    assert await office.taken() == []
    assert (await office.delivery(number)).state is DeliveryState.DEFERRED
    office.sender.check_fails = None
    assert await office.probe_due()
    await office.send()
    assert (await office.delivery(number)).state is DeliveryState.SENT


async def test_an_overdue_letter_that_is_needed_no_more_is_cancelled(office: Office) -> None:
    number = await office.letter()
    (connection,) = await office.configuration.connections()
    await suspend(office)
    office.clock.now += connection.document.give_up_after + timedelta(seconds=1)
    await office.taken()
    await office.steer.cancel(office.person, office.record.id)
    assert (await office.delivery(number)).state is DeliveryState.CANCELLED
    office.sender.check_fails = None
    assert await office.probe_due()
    assert await office.taken() == []


async def test_an_administrator_lets_all_go_that_waited_too_long(office: Office) -> None:
    numbers = [await office.letter() for _ in range(120)]
    (connection,) = await office.configuration.connections()
    await suspend(office)
    office.clock.now += connection.document.give_up_after + timedelta(seconds=1)
    while (await office.standing()).overdue < 120:
        await office.taken()
    admin = await PersonRepository().get(1)
    assert admin is not None
    assert await office.steer.release_overdue(admin, connection.id) == 120
    office.sender.check_fails = None
    assert await office.probe_due()
    while letters := await office.taken():
        for letter in letters:
            await office.attempt(letter)
    assert {(await office.delivery(number)).state for number in numbers} == {DeliveryState.SENT}


async def test_a_fault_past_the_letters_time_asks_instead_of_failing(office: Office) -> None:
    number = await office.letter()
    office.sender.answers = [wrong_password]
    letter = await office.take()
    office.clock.now = letter.delivery.give_up_at + timedelta(minutes=1)
    await office.attempt(letter)
    await office.taken()
    assert (await office.delivery(number)).state is DeliveryState.OVERDUE
