"""Attempts: what becomes of each recipient, and when the letter is tried again."""

from datetime import timedelta

import pytest

from domain.deliveries.delivery import DeliveryState, RecipientState
from domain.messages.sending import Envelope, Failure, Phase, Receipt, Reply
from domain.records.record import Status
from domain.runs.run import RunStatus
from domain.runs.runs import NewRun
from domain.runs.steer_letters import NothingToDo, TooLateToCancel
from domain.work import LostClaim, WorkKind
from storage import models
from storage.repositories.letter_contents import LARGE
from tests.domain.deliveries.conftest import LEASE, OK, Office, accepted, answers, breaks, refuses


async def test_an_accepted_letter_is_sent_and_told_without_a_sound(office: Office) -> None:
    number = await office.letter()
    await office.send()
    delivery = await office.delivery(number)
    assert delivery.state is DeliveryState.SENT
    assert delivery.reply == "250 2.0.0 kept"
    assert await office.status() == "sent"
    assert await office.news() == ["sent"]
    office.clock.move(days=9)
    assert await office.taken() == []


async def test_a_temporary_answer_is_tried_again_by_the_schedule_until_it_goes(office: Office) -> None:
    number = await office.letter()
    office.sender.answers = [answers(451, "4.7.1"), answers(421)]
    for minutes in (1, 5):
        await office.send()
        delivery = await office.delivery(number)
        assert delivery.state is DeliveryState.DEFERRED
        assert delivery.due_at is not None
        pause = (delivery.due_at - office.clock()) / timedelta(minutes=1)
        assert minutes * 0.9 <= pause <= minutes * 1.1
        office.clock.move(minutes=minutes / 2)
        assert await office.taken() == []
        office.clock.move(minutes=minutes * 0.7)
    await office.send()
    assert (await office.delivery(number)).state is DeliveryState.SENT
    assert await office.news() == ["deferred", "card", "sent_after_all"]


async def test_a_server_that_says_later_is_never_asked_again_at_once(office: Office) -> None:
    (stored,) = await office.configuration.connections()
    await office.configuration.save_connection(stored.document.model_copy(update={"retry_after": (timedelta(0),)}))
    number = await office.letter()
    office.sender.answers = [answers(451, "4.7.1")]
    await office.send()
    due_at = (await office.delivery(number)).due_at
    assert due_at is not None
    assert due_at - office.clock() > timedelta(seconds=0.8)


async def test_a_permanent_answer_ends_in_failed_and_is_not_tried_again(office: Office) -> None:
    number = await office.letter()
    office.sender.answers = [answers(550, "5.1.1")]
    await office.send()
    delivery = await office.delivery(number)
    assert delivery.state is DeliveryState.FAILED
    assert [item.cause for item in delivery.recipients] == ["unknown-user"]
    assert delivery.due_at is None
    assert await office.status() == "failed"


async def test_each_recipient_has_an_outcome_of_its_own(office: Office) -> None:
    number = await office.letter("good@firma.local", "bad@firma.local")
    office.sender.answers = [refuses("bad@firma.local")]
    await office.send()
    delivery = await office.delivery(number)
    assert delivery.state is DeliveryState.PARTLY_SENT
    assert [item.state for item in delivery.recipients] == [RecipientState.SENT, RecipientState.REFUSED]


async def test_a_retry_carries_only_those_who_are_pending(office: Office) -> None:
    await office.letter("good@firma.local", "later@firma.local")
    office.sender.answers = [refuses("later@firma.local", 450, "4.2.1"), accepted]
    await office.send()
    office.clock.move(minutes=2)
    await office.send()
    assert office.sender.carried == [("good@firma.local", "later@firma.local"), ("later@firma.local",)]
    assert await office.status() == "sent"


@pytest.mark.parametrize("phase", [Phase.CONNECT, Phase.LOGIN, Phase.RCPT, Phase.CONTENT])
async def test_what_breaks_before_the_mark_goes_on_by_itself(office: Office, phase: Phase) -> None:
    number = await office.letter()
    office.sender.answers = [breaks(phase, Failure.DROPPED)]
    await office.send()
    assert (await office.delivery(number)).state is DeliveryState.DEFERRED
    office.clock.move(minutes=2)
    await office.send()
    assert (await office.delivery(number)).state is DeliveryState.SENT


async def test_what_breaks_after_the_mark_is_uncertain_and_never_tried_again_by_itself(office: Office) -> None:
    number = await office.letter()
    office.sender.answers = [breaks(Phase.MARKED, Failure.TIMED_OUT, uncertain=True)]
    await office.send()
    assert (await office.delivery(number)).state is DeliveryState.UNCERTAIN
    assert await office.status() == "uncertain"
    assert await office.news() == ["uncertain"]
    office.clock.move(days=9)
    assert await office.taken() == []


async def test_a_dot_that_was_never_written_leaves_nothing_uncertain(office: Office) -> None:
    number = await office.letter()
    office.sender.answers = [breaks(Phase.MARKED, Failure.DROPPED)]
    await office.send()
    assert (await office.delivery(number)).state is DeliveryState.DEFERRED


async def test_an_administrator_may_prefer_to_resend_what_is_uncertain(office: Office) -> None:
    await office.change_connection(on_uncertain="resend")
    number = await office.letter()
    office.sender.answers = [breaks(Phase.MARKED, Failure.DROPPED, uncertain=True)]
    await office.send()
    assert (await office.delivery(number)).state is DeliveryState.DEFERRED


async def test_a_letter_is_given_up_after_its_time(office: Office) -> None:
    await office.change_connection(give_up_after=timedelta(minutes=10))
    number = await office.letter()
    office.sender.answers = [answers(451), answers(451)]
    await office.send()
    office.clock.move(minutes=11)
    await office.send()
    delivery = await office.delivery(number)
    assert delivery.state is DeliveryState.FAILED
    assert delivery.recipients[0].state is RecipientState.GIVEN_UP


async def test_a_disabled_connection_holds_its_letters_without_an_attempt(office: Office) -> None:
    await office.change_connection(enabled=False)
    number = await office.letter()
    assert await office.taken() == []
    assert (await office.delivery(number)).state is DeliveryState.QUEUED
    assert office.sender.carried == []
    await office.change_connection(enabled=True)
    await office.send()
    assert (await office.delivery(number)).state is DeliveryState.SENT


async def test_a_worker_that_lost_its_letter_before_the_mark_writes_no_dot(office: Office) -> None:
    number = await office.letter()

    async def taken_over() -> None:
        office.clock.move(minutes=5)
        assert await office.work.claim(WorkKind.DELIVERY, office.clock(), LEASE) != []

    office.sender.between = taken_over
    with pytest.raises(LostClaim):
        await office.send()
    assert office.sender.dots == 0
    assert (await office.delivery(number)).recipients[0].state is RecipientState.PENDING


async def test_a_letter_left_in_mid_connection_by_a_crash_goes_on(office: Office) -> None:
    number = await office.letter()
    await office.take()
    assert await office.work.release_all() == 1
    await office.send()
    delivery = await office.delivery(number)
    assert delivery.state is DeliveryState.SENT
    assert [item.outcome for item in await office.deliveries.attempts(number)] == ["interrupted", "accepted"]


async def test_the_first_deferral_is_told_even_when_a_crash_came_before_it(office: Office) -> None:
    await office.letter()
    await office.take()
    await office.work.release_all()
    office.sender.answers = [answers(451)]
    await office.send()
    assert await office.news() == ["deferred"]


async def test_a_letter_left_behind_its_mark_by_a_crash_is_uncertain(office: Office) -> None:
    number = await office.letter()
    await _crash_behind_the_mark(office, number)
    assert await office.taken() == []
    assert (await office.delivery(number)).state is DeliveryState.UNCERTAIN
    assert office.sender.carried == []


async def test_a_late_answer_still_counts_while_its_attempt_is_the_newest(office: Office) -> None:
    number = await office.letter()

    async def somebody_finds_it_abandoned() -> None:
        office.clock.move(minutes=5)
        assert await office.taken() == []
        assert (await office.delivery(number)).state is DeliveryState.UNCERTAIN

    class Late:
        """Runs behind the mark, before the server's answer."""

        async def send(self, settings, envelope, content, mark):
            assert await mark(accepted(envelope).accepted, {})
            await somebody_finds_it_abandoned()
            return accepted(envelope)

    office.attempt._sender = Late()
    await office.send()
    assert (await office.delivery(number)).state is DeliveryState.SENT
    assert await office.status() == "sent"


async def test_sending_an_uncertain_letter_again_keeps_its_message_id(office: Office) -> None:
    number = await office.letter()
    before = (await office.delivery(number)).message_id
    office.sender.answers = [breaks(Phase.MARKED, Failure.DROPPED, uncertain=True)]
    await office.send()
    await office.steer.resend(office.person, office.record.id, 1)
    await office.send()
    delivery = await office.delivery(number)
    assert (delivery.state, delivery.message_id) == (DeliveryState.SENT, before)


async def test_a_late_second_press_of_send_again_is_no_word_about_the_next_question(office: Office) -> None:
    number = await office.letter()
    office.sender.answers = [breaks(Phase.MARKED, Failure.DROPPED, uncertain=True)] * 2
    await office.send()
    await office.steer.resend(office.person, office.record.id, 1)
    await office.send()
    for late in (office.steer.resend, office.steer.count_as_sent):
        with pytest.raises(NothingToDo):
            await late(office.person, office.record.id, 1)
    assert (await office.delivery(number)).state is DeliveryState.UNCERTAIN
    await office.steer.resend(office.person, office.record.id, 2)
    assert (await office.delivery(number)).state is DeliveryState.DEFERRED


async def test_an_uncertain_letter_may_be_counted_as_sent(office: Office) -> None:
    number = await office.letter()
    office.sender.answers = [breaks(Phase.MARKED, Failure.DROPPED, uncertain=True)]
    await office.send()
    await office.steer.count_as_sent(office.person, office.record.id, 1)
    assert (await office.delivery(number)).state is DeliveryState.SENT
    assert await office.status() == "sent"


async def test_a_letter_that_is_cancelled_while_its_server_is_called_stays_cancelled_whatever_the_call_comes_to(
    office: Office,
) -> None:
    number = await office.letter()

    async def cancelled() -> None:
        await office.steer.cancel(office.person, office.record.id)

    office.sender.before = cancelled
    office.sender.answers = [breaks(Phase.CONNECT, Failure.UNREACHABLE)]
    await office.send()
    delivery = await office.delivery(number)
    assert (delivery.state, delivery.due_at) == (DeliveryState.CANCELLED, None)
    assert [item.state for item in delivery.recipients] == [RecipientState.CANCELLED]
    assert await office.taken() == []


async def test_a_cancelled_letter_is_stopped_at_its_mark(office: Office) -> None:
    number = await office.letter()

    async def cancelled() -> None:
        await office.steer.cancel(office.person, office.record.id)

    office.sender.between = cancelled
    with pytest.raises(LostClaim):
        await office.send()
    assert office.sender.dots == 0
    assert (await office.delivery(number)).state is DeliveryState.CANCELLED
    assert await office.status() == "cancelled"


async def test_it_is_too_late_to_cancel_behind_the_mark(office: Office) -> None:
    number = await office.letter()
    await _crash_behind_the_mark(office, number)
    with pytest.raises(TooLateToCancel):
        await office.steer.cancel(office.person, office.record.id)


async def test_a_repeat_goes_also_to_those_for_whom_it_was_cancelled(office: Office) -> None:
    number = await office.letter("good@firma.local", "later@firma.local")
    office.sender.answers = [refuses("later@firma.local", 450, "4.2.1")]
    await office.send()
    await office.steer.cancel(office.person, office.record.id)
    assert (await office.delivery(number)).state is DeliveryState.PARTLY_SENT
    await office.steer.retry_refused(office.person, office.record.id)
    await office.send()
    assert office.sender.carried[-1] == ("later@firma.local",)
    assert (await office.delivery(number)).state is DeliveryState.SENT


async def test_who_waited_for_the_answer_about_another_has_all_their_time_from_then_on(office: Office) -> None:
    number = await office.letter("lost@firma.local", "later@firma.local")

    def half(_: Envelope) -> Receipt:
        later = {"later@firma.local": Reply(450, "4.2.1", "later")}
        accepted_one = {"lost@firma.local": OK}
        return Receipt(Phase.MARKED, accepted=accepted_one, refused=later, failure=Failure.DROPPED, uncertain=True)

    office.sender.answers = [half, answers(451), accepted]
    await office.send()
    office.clock.move(days=2)
    await office.steer.count_as_sent(office.person, office.record.id, 1)
    await office.send()
    assert (await office.delivery(number)).state is DeliveryState.DEFERRED
    office.clock.move(hours=1)
    await office.send()
    assert office.sender.carried[1:] == [("later@firma.local",)] * 2
    assert (await office.delivery(number)).state is DeliveryState.SENT


async def test_what_comes_of_an_earlier_run_says_nothing_about_the_record_any_more(office: Office) -> None:
    await office.letter()
    (scenario,) = await office.configuration.scenarios()
    await office.runs.begin(NewRun(office.record.id, 1, 1, 7, scenario, office.record.values, office.clock()))
    await office.records.set_status(office.record.id, Status.SENDING)
    office.sender.answers = [answers(550, "5.1.1")]
    await office.send()
    assert await office.status() == "sending"


async def test_it_is_too_late_to_cancel_while_only_a_part_is_being_transmitted(office: Office) -> None:
    number = await office.letter("now@firma.local", "later@firma.local")
    taken = await office.take()
    assert await office.outbox.mark(taken.claim, taken.attempt, ["now@firma.local"])
    with pytest.raises(TooLateToCancel):
        await office.steer.cancel(office.person, office.record.id)
    states = [item.state for item in (await office.delivery(number)).recipients]
    assert states == [RecipientState.TRANSMITTING, RecipientState.PENDING]


async def test_a_press_that_was_taken_back_never_begins(office: Office) -> None:
    await office.runs.set_status(office.run_id, RunStatus.RUNNING, None)
    (claim,) = await office.work.claim(WorkKind.RUN, office.clock(), LEASE)
    await office.steer.cancel(office.person, office.record.id)
    assert await office.status() == "draft"
    with pytest.raises(LostClaim):
        await office.work.fence(claim)
    office.clock.move(days=1)
    assert await office.work.claim(WorkKind.RUN, office.clock(), LEASE) == []


async def test_a_run_whose_letter_is_repeated_is_under_way_again(office: Office) -> None:
    """Else what it was made of would be erased by when it ended first."""
    await office.letter("good@firma.local", "bad@firma.local")
    office.sender.answers = [refuses("bad@firma.local")]
    await office.send()
    await office.steer.retry_refused(office.person, office.record.id)
    run = await office.runs.get(office.run_id)
    assert run is not None
    assert (run.status, run.ended_at) == (RunStatus.DELIVERING, None)


async def test_trying_now_makes_a_waiting_letter_due(office: Office) -> None:
    number = await office.letter()
    office.sender.answers = [answers(451)]
    await office.send()
    await office.steer.try_now(office.person, office.record.id)
    await office.send()
    assert (await office.delivery(number)).state is DeliveryState.SENT


async def test_trying_now_leaves_alone_what_was_sent(office: Office) -> None:
    sent = await office.letter()
    await office.send()
    waiting = await office.letter()
    office.sender.answers = [answers(451)]
    await office.send()
    await office.steer.try_now(office.person, office.record.id)
    assert (await office.delivery(sent)).due_at is None
    await office.send()
    assert (await office.delivery(waiting)).state is DeliveryState.SENT
    assert await office.taken() == []


async def _crash_behind_the_mark(office: Office, number: int) -> None:
    class Crashing:
        """Dies between the mark and the answer."""

        async def send(self, settings, envelope, content, mark):
            assert await mark(accepted(envelope).accepted, {})
            raise SystemError

    sender, office.attempt._sender = office.attempt._sender, Crashing()
    with pytest.raises(SystemError):
        await office.send()
    office.attempt._sender = sender
    await office.work.release_all()
    assert (await office.delivery(number)).state is DeliveryState.TRANSMITTING


async def test_a_large_letter_is_not_held_while_it_waits_for_its_server(office: Office) -> None:
    small, large = [await office.letter() for _ in range(2)]
    content = b"Subject: x\r\n\r\n" + b"y" * (LARGE + 1) + b"\r\n"
    await models.Letter.filter(delivery_id=large).update(content=content)
    first = await office.take()
    await office.attempt(first)
    second = await office.take()
    assert (first.delivery.id, second.delivery.id) == (small, large)
    assert first.content == b"Subject: x\r\n\r\nx\r\n"
    assert not isinstance(second.content, bytes)
    assert await second.content() == content
