"""A letter of several recipients, and a run of several letters: what is said about one part leaves the others alone."""

import pytest

from domain.deliveries.delivery import DeliveryState, RecipientState, may_have_gone, question_number
from domain.deliveries.restoring import restored
from domain.messages.sending import Envelope, Failure, Phase, Receipt
from domain.runs.run import RunStatus
from domain.runs.steer_letters import NothingToDo
from tests.domain.deliveries.conftest import OK, Office, answers, breaks

IVAN, ANNA = "ivanov@firma.local", "anna@firma.local"
S = RecipientState


def is_silent_about_ivan(envelope: Envelope) -> Receipt:
    """The server says "later" to Anna at RCPT, takes the letter for Ivan, and never answers the dot."""
    refused = answers(450, "4.2.1")(envelope).reply
    assert refused is not None
    return Receipt(
        Phase.MARKED, accepted={IVAN: OK}, refused={ANNA: refused}, failure=Failure.TIMED_OUT, uncertain=True
    )


async def half_uncertain(office: Office) -> int:
    """A letter that Ivan may have, and that Anna waits for."""
    number = await office.letter(IVAN, ANNA)
    office.sender.answers = [is_silent_about_ivan]
    await office.send()
    return number


async def test_who_was_put_off_does_not_wait_for_the_answer_about_another(office: Office) -> None:
    number = await half_uncertain(office)
    letter = await office.delivery(number)
    assert (letter.state, [item.state for item in letter.recipients]) == (
        DeliveryState.UNCERTAIN,
        [S.UNCERTAIN, S.PENDING],
    )
    assert letter.due_at is not None
    assert letter.due_at > office.clock()
    assert await office.taken() == []
    office.clock.move(minutes=2)
    await office.send()
    assert office.sender.carried == [(IVAN, ANNA), (ANNA,)]
    letter = await office.delivery(number)
    assert (letter.state, [item.state for item in letter.recipients]) == (
        DeliveryState.UNCERTAIN,
        [S.UNCERTAIN, S.SENT],
    )
    assert letter.due_at is None
    assert await office.status() == "uncertain"


async def test_a_question_that_is_open_is_asked_once_whatever_comes_of_the_others(office: Office) -> None:
    await half_uncertain(office)
    office.sender.answers = [answers(451, "4.7.1"), breaks(Phase.CONNECT, Failure.UNREACHABLE)]
    for _ in range(3):
        office.clock.move(minutes=20)
        await office.send()
    assert await office.news() == ["uncertain", "card"]


@pytest.mark.parametrize("word", ["resend", "count_as_sent"])
async def test_the_question_stays_the_same_while_others_are_tried(office: Office, word: str) -> None:
    number = await half_uncertain(office)
    asked = question_number([await office.delivery(number)])
    office.sender.answers = [answers(451, "4.7.1")]
    office.clock.move(minutes=2)
    await office.send()
    before = await office.delivery(number)
    assert question_number([before]) == asked
    await getattr(office.steer, word)(office.person, office.record.id, asked)
    letter = await office.delivery(number)
    assert letter.state is DeliveryState.DEFERRED
    assert letter.due_at == (office.clock() if word == "resend" else before.due_at)
    with pytest.raises(NothingToDo):
        await office.steer.resend(office.person, office.record.id, asked)


async def test_a_second_part_that_becomes_uncertain_is_another_question(office: Office) -> None:
    number = await half_uncertain(office)
    asked = question_number([await office.delivery(number)])
    office.sender.answers = [breaks(Phase.MARKED, Failure.TIMED_OUT, uncertain=True)]
    office.clock.move(minutes=2)
    await office.send()
    letter = await office.delivery(number)
    assert [item.state for item in letter.recipients] == [S.UNCERTAIN, S.UNCERTAIN]
    assert (await office.news())[-1] == "uncertain"
    with pytest.raises(NothingToDo):
        await office.steer.resend(office.person, office.record.id, asked)
    await office.steer.resend(office.person, office.record.id, question_number([letter]))
    await office.send()
    assert (await office.delivery(number)).state is DeliveryState.SENT


async def test_cancelling_the_rest_leaves_the_question_and_does_not_ask_it_again(office: Office) -> None:
    number = await half_uncertain(office)
    await office.steer.cancel(office.person, office.record.id)
    letter = await office.delivery(number)
    assert (letter.state, [item.state for item in letter.recipients]) == (
        DeliveryState.UNCERTAIN,
        [S.UNCERTAIN, S.CANCELLED],
    )
    assert letter.due_at is None
    assert await office.news() == ["uncertain"]


async def test_who_waits_beside_a_question_is_given_up_in_time(office: Office) -> None:
    number = await half_uncertain(office)
    office.clock.now = (await office.delivery(number)).give_up_at
    office.sender.answers = [answers(451, "4.7.1")]
    await office.send()
    letter = await office.delivery(number)
    assert [item.state for item in letter.recipients] == [S.UNCERTAIN, S.GIVEN_UP]
    assert letter.due_at is None


@pytest.mark.parametrize("status", [RunStatus.RUNNING, RunStatus.WAITING])
async def test_a_cancellation_between_two_letters_of_a_run_lets_no_more_be_made(
    office: Office, status: RunStatus
) -> None:
    await office.letter()
    await office.send()
    await office.runs.set_status(office.run_id, status, None)
    await office.steer.cancel(office.person, office.record.id)
    run = await office.runs.get(office.run_id)
    assert run is not None
    assert (run.status, run.due_at) == (RunStatus.ENDED, None)
    assert await office.status() == "sent"


async def test_a_cancellation_while_the_first_letter_is_transmitted_stops_the_rest(office: Office) -> None:
    number = await office.letter()
    taken = await office.take()
    await office.runs.set_status(office.run_id, RunStatus.RUNNING, None)

    async def cancel() -> None:
        assert await office.outbox.mark(taken.claim, taken.attempt, [IVAN])
        await office.steer.cancel(office.person, office.record.id)

    office.sender.between = cancel
    await office.attempt(taken)
    run = await office.runs.get(office.run_id)
    assert run is not None
    assert (run.status, run.due_at) == (RunStatus.ENDED, None)
    assert (await office.delivery(number)).state is DeliveryState.SENT


async def test_a_restored_letter_that_is_repeated_and_refused_may_still_have_gone(office: Office) -> None:
    number = await office.letter()
    await office.deliveries.save(restored(await office.delivery(number)))
    asked = question_number([await office.delivery(number)])
    await office.steer.resend(office.person, office.record.id, asked)
    office.sender.answers = [answers(550, "5.1.1")]
    await office.send()
    letter = await office.delivery(number)
    assert letter.state is DeliveryState.FAILED
    assert may_have_gone(letter, await office.deliveries.attempts(number))


async def test_a_button_of_the_former_version_answers_the_question_it_was_drawn_for(office: Office) -> None:
    """It carries how often the letter was tried, connections that failed before the mark included."""
    number = await office.letter()
    office.sender.answers = [
        breaks(Phase.CONNECT, Failure.UNREACHABLE),
        breaks(Phase.MARKED, Failure.TIMED_OUT, uncertain=True),
    ]
    for _ in range(2):
        office.clock.move(minutes=20)
        await office.send()
    assert (await office.delivery(number)).attempts_made == 2
    await office.steer.count_as_sent(office.person, office.record.id, 2)
    assert (await office.delivery(number)).state is DeliveryState.SENT
