"""What a worker has left behind its mark, and what a late worker may still write: nobody waits to hear the truth."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import pytest

from domain.deliveries.delivery import DeliveryState, RecipientState, may_have_gone
from domain.deliveries.outbox import Taken
from domain.messages.sending import Envelope, Failure, Phase, Receipt, Reply, SmtpSettings
from domain.work import LostClaim
from storage import models
from tests.domain.deliveries.conftest import OK, Mark, Office, accepted, answers, breaks, no_wait, refuses
from tests.domain.deliveries.test_limits import prove
from tests.troubled import take_nothing


async def leave_behind_the_mark(office: Office, taken: Taken) -> None:
    """A worker dies between the mark and the server's answer."""
    addresses = [item.address for item in taken.delivery.pending]
    assert await office.outbox.mark(taken.claim, taken.attempt, addresses)


async def suspend(office: Office) -> None:
    await office.letter()
    office.sender.answers = [breaks(Phase.LOGIN, Failure.CERTIFICATE)]
    await office.send()


@pytest.mark.parametrize("why", ["suspended", "disabled", "rate"])
async def test_at_the_start_its_author_is_asked_whatever_the_connection_is_doing(office: Office, why: str) -> None:
    await prove(office)
    number = await office.letter()
    await leave_behind_the_mark(office, await office.take())
    if why == "suspended":
        await suspend(office)
    else:
        await office.change_connection(**{"enabled": False} if why == "disabled" else {"messages_per_minute": 1})
    await office.outbox.take_up(office.clock())
    assert (await office.delivery(number)).state is DeliveryState.UNCERTAIN
    assert (await office.news())[-1] == "uncertain"
    attempts = await office.deliveries.attempts(number)
    assert [(item.outcome, item.phase) for item in attempts] == [("interrupted", "marked")]


async def test_at_the_start_thousands_that_wait_do_not_hold_the_question_up(office: Office) -> None:
    await prove(office)
    for _ in range(40):
        await office.letter(author=1)
    number = await office.letter(author=1)
    await models.Delivery.filter(id=number).update(
        state="transmitting", lease_until=office.clock() + timedelta(minutes=2)
    )
    await models.Recipient.filter(delivery_id=number).update(state="transmitting", attempt=0)
    await office.outbox.take_up(office.clock())
    assert (await office.delivery(number)).state is DeliveryState.UNCERTAIN


async def test_those_whom_it_did_not_carry_still_go(office: Office) -> None:
    number = await office.letter("ivanov@firma.local", "anna@firma.local")
    taken = await office.take()
    assert await office.outbox.mark(taken.claim, taken.attempt, ["ivanov@firma.local"])
    await office.outbox.take_up(office.clock())
    await office.send()
    assert office.sender.carried == [("anna@firma.local",)]
    states = [item.state for item in (await office.delivery(number)).recipients]
    assert states == [RecipientState.UNCERTAIN, RecipientState.SENT]


@pytest.mark.parametrize("hold", ["suspended", "disabled"])
async def test_a_lease_that_ends_behind_a_resting_connection_becomes_a_question(office: Office, hold: str) -> None:
    await prove(office)
    number = await office.letter()
    await leave_behind_the_mark(office, await office.take())
    await (suspend(office) if hold == "suspended" else office.change_connection(enabled=False))
    office.clock.move(minutes=5)
    assert await office.taken() == []
    assert (await office.delivery(number)).state is DeliveryState.UNCERTAIN


@pytest.mark.parametrize("hold", ["suspended", "disabled"])
async def test_what_was_left_before_its_mark_behind_a_resting_connection_is_told_as_waiting(
    office: Office, hold: str
) -> None:
    """Its card would say that it is being sent for as long as the connection rests."""
    await prove(office)
    number = await office.letter()
    taken = await office.take()
    await (suspend(office) if hold == "suspended" else office.change_connection(enabled=False))
    await office.work.release_all()
    for _ in range(2):
        assert await office.taken() == []
    letter = await office.delivery(number)
    assert (letter.state, letter.due_at, letter.told) == (DeliveryState.DEFERRED, taken.delivery.due_at, True)
    assert (await office.news(), await office.status()) == (["sent", "held"], "waiting")
    assert [item.outcome for item in await office.deliveries.attempts(number)] == ["interrupted"]


async def test_what_is_abandoned_is_taken_up_before_letters_that_have_not_begun(office: Office) -> None:
    await prove(office)
    await office.change_connection(messages_per_minute=3)
    for _ in range(30):
        await office.letter(author=1)
    number = await office.letter(author=1)
    await models.Delivery.filter(id=number).update(
        state="transmitting", lease_until=office.clock() - timedelta(minutes=1)
    )
    await models.Recipient.filter(delivery_id=number).update(state="transmitting", attempt=0)
    office.clock.move(minutes=2)
    await office.taken()
    assert (await office.delivery(number)).state is DeliveryState.UNCERTAIN


class Overtaken:
    """A worker whose machine sleeps at a point of one letter, while another worker goes on with the same store."""

    def __init__(self, office: Office, asleep: str) -> None:
        self.office = office
        self.asleep = asleep
        self.dots = 0

    async def send(self, _settings: SmtpSettings, envelope: Envelope, _content: bytes, mark: Mark) -> Receipt:
        if self.asleep == "before the mark":
            await self._sleep()
        taken: Mapping[str, Reply] = dict.fromkeys(envelope.recipients, OK)
        if not await mark(taken, {}):
            return Receipt(Phase.CONTENT, failure=Failure.STOPPED)
        if self.asleep == "before the dot":
            await self._sleep()
        self.dots += 1
        if self.asleep == "before the answer":
            await self._sleep()
        return accepted(envelope)

    async def _sleep(self) -> None:
        office, office.attempt._sender = self.office, self.office.sender
        office.clock.move(minutes=5)
        for letter in await office.taken():
            await office.attempt(letter)


async def test_a_worker_that_slept_before_its_mark_writes_neither_dot_nor_outcome(office: Office) -> None:
    number = await office.letter()
    late = Overtaken(office, "before the mark")
    office.attempt._sender = late
    with pytest.raises(LostClaim):
        await office.send()
    assert (late.dots, office.sender.dots) == (0, 1)
    assert (await office.delivery(number)).state is DeliveryState.SENT
    outcomes = [item.outcome for item in await office.deliveries.attempts(number)]
    assert outcomes == ["interrupted", "accepted"]
    assert await office.news() == ["sent"]


@pytest.mark.parametrize("asleep", ["before the dot", "before the answer"])
async def test_a_worker_that_slept_behind_its_mark_sends_that_dot_and_its_answer_counts(
    office: Office, asleep: str
) -> None:
    number = await office.letter()
    late = Overtaken(office, asleep)
    office.attempt._sender = late
    await office.send()
    assert (late.dots, office.sender.dots) == (1, 0)
    assert (await office.delivery(number)).state is DeliveryState.SENT
    assert await office.news() == ["uncertain", "sent_after_all"]


async def test_an_answer_that_comes_after_a_later_attempt_writes_its_own_attempt_alone(office: Office) -> None:
    number = await office.letter("ivanov@firma.local")

    class Slow(Overtaken):
        async def _sleep(self) -> None:
            await super()._sleep()
            await office.steer.resend(office.person, office.record.id, 1)
            office.sender.answers = [breaks(Phase.CONNECT, Failure.UNREACHABLE)]
            await office.send()

    office.attempt._sender = Slow(office, "before the answer")
    await office.send()
    letter = await office.delivery(number)
    assert (letter.state, letter.attempts_made, letter.cause) == (DeliveryState.DEFERRED, 2, "unreachable")
    outcomes = [item.outcome for item in await office.deliveries.attempts(number)]
    assert outcomes == ["accepted", "temporary"]


async def test_an_outcome_that_a_full_disk_refuses_is_written_when_there_is_room(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the author would be asked about a letter of which the server's answer is known."""
    number = await office.letter()
    waited: list[None] = []

    async def wait() -> None:
        waited.append(None)

    take_nothing(monkeypatch, office.outbox, "settle", "locked", "full")
    office.attempt._wait = wait
    await office.send()
    assert len(waited) == 2
    assert (await office.delivery(number)).state is DeliveryState.SENT
    assert office.sender.dots == 1


async def test_a_cancelled_letters_attempt_does_not_stay_open(office: Office) -> None:
    number = await office.letter()

    async def cancelled() -> None:
        await office.steer.cancel(office.person, office.record.id)

    office.sender.between = cancelled
    with pytest.raises(LostClaim):
        await office.send()
    (attempt,) = await office.deliveries.attempts(number)
    assert (attempt.outcome, attempt.ended_at) == ("interrupted", office.clock())


class Silent(Overtaken):
    """A late worker whose server never answers its dot; `meanwhile` something else happens."""

    def __init__(self, office: Office, meanwhile: Callable[[], Awaitable[object]]) -> None:
        super().__init__(office, "before the answer")
        self.meanwhile = meanwhile

    async def send(self, settings: SmtpSettings, envelope: Envelope, content: bytes, mark: Mark) -> Receipt:
        await super().send(settings, envelope, content, mark)
        return breaks(Phase.MARKED, Failure.TIMED_OUT, uncertain=True)(envelope)

    async def _sleep(self) -> None:
        await super()._sleep()
        await self.meanwhile()


async def test_a_late_silence_does_not_ask_a_second_time(office: Office) -> None:
    number = await office.letter()
    office.attempt._sender = Silent(office, no_wait)
    await office.send()
    assert (await office.delivery(number)).state is DeliveryState.UNCERTAIN
    assert await office.news() == ["uncertain"]
    assert [item.outcome for item in await office.deliveries.attempts(number)] == ["uncertain"]


async def test_a_late_silence_does_not_tell_as_sent_what_a_person_only_counts_so(office: Office) -> None:
    number = await office.letter()

    async def counted() -> None:
        await office.steer.count_as_sent(office.person, office.record.id, 1)

    office.attempt._sender = Silent(office, counted)
    await office.send()
    letter = await office.delivery(number)
    assert (letter.state, letter.cause) == (DeliveryState.SENT, "counted-as-sent")
    assert await office.news() == ["uncertain", "card"]


async def test_a_late_refusal_is_not_told_under_what_a_person_counts_as_sent(office: Office) -> None:
    number = await office.letter()

    class Late(Overtaken):
        async def send(self, settings: SmtpSettings, envelope: Envelope, content: bytes, mark: Mark) -> Receipt:
            await super().send(settings, envelope, content, mark)
            await office.steer.count_as_sent(office.person, office.record.id, 1)
            return answers(550, "5.1.1")(envelope)

    office.attempt._sender = Late(office, "before the answer")
    await office.send()
    letter = await office.delivery(number)
    assert (letter.state, letter.cause, letter.reply) == (DeliveryState.SENT, "counted-as-sent", None)
    assert await office.news() == ["uncertain", "card"]
    assert [item.outcome for item in await office.deliveries.attempts(number)] == ["permanent"]


async def test_a_late_worker_does_not_send_what_its_author_is_asked_about(office: Office) -> None:
    """It would go twice if the author says that it is still needed."""
    number = await office.letter()
    late = Overtaken(office, "before the mark")
    office.attempt._sender = late
    taken = await office.take()
    await office.change_connection(enabled=False)
    office.clock.now = taken.delivery.give_up_at
    with pytest.raises(LostClaim):
        await office.attempt(taken)
    letter = await office.delivery(number)
    assert (late.dots, letter.state) == (0, DeliveryState.OVERDUE)
    assert [item.outcome for item in await office.deliveries.attempts(number)] == ["interrupted"]


@pytest.mark.parametrize("then", ["refused", "cancelled"])
async def test_what_a_late_answer_has_accepted_is_not_told_as_gone_to_nobody(office: Office, then: str) -> None:
    number = await office.letter()

    class Late(Overtaken):
        async def _sleep(self) -> None:
            await super()._sleep()
            await office.steer.resend(office.person, office.record.id, 1)
            if then == "cancelled":
                await office.steer.cancel(office.person, office.record.id)
                return
            office.sender.answers = [answers(550, "5.1.1")]
            await office.send()

    office.attempt._sender = Late(office, "before the answer")
    await office.send()
    letter = await office.delivery(number)
    assert letter.state is (DeliveryState.CANCELLED if then == "cancelled" else DeliveryState.FAILED)
    assert may_have_gone(letter, await office.deliveries.attempts(number))


async def test_a_letter_that_one_has_and_another_waits_for_has_not_gone_otherwise(office: Office) -> None:
    number = await office.letter("ivanov@firma.local", "anna@firma.local")
    office.sender.answers = [refuses("anna@firma.local", 450, "4.2.1"), breaks(Phase.CONNECT, Failure.UNREACHABLE)]
    for _ in range(2):
        await office.send()
        office.clock.move(minutes=2)
    letter = await office.delivery(number)
    assert letter.state is DeliveryState.DEFERRED
    assert not may_have_gone(letter, await office.deliveries.attempts(number))


async def test_a_late_worker_that_came_to_no_mark_decides_nothing_about_what_is_still_needed(office: Office) -> None:
    number = await office.letter()
    taken = await office.take()
    await office.change_connection(enabled=False)

    async def still_needed() -> None:
        office.clock.now = taken.delivery.give_up_at
        assert await office.taken() == []
        await office.steer.still_needed(office.person, office.record.id)

    office.sender.before = still_needed
    office.sender.answers = [refuses("ivanov@firma.local")]
    await office.attempt(taken)
    letter = await office.delivery(number)
    assert (letter.state, letter.due_at) == (DeliveryState.DEFERRED, office.clock())
    assert [item.outcome for item in await office.deliveries.attempts(number)] == ["permanent"]


@pytest.mark.parametrize("answer", [accepted, answers(550, "5.1.1"), answers(451, "4.7.1")])
async def test_a_repeat_that_was_pressed_just_before_a_late_answer_goes(
    office: Office, answer: Callable[[Envelope], Receipt]
) -> None:
    number = await office.letter()

    class Late(Overtaken):
        async def send(self, settings: SmtpSettings, envelope: Envelope, content: bytes, mark: Mark) -> Receipt:
            await super().send(settings, envelope, content, mark)
            await office.steer.resend(office.person, office.record.id, 1)
            return answer(envelope)

    office.attempt._sender = Late(office, "before the answer")
    await office.send()
    letter = await office.delivery(number)
    assert (letter.state, letter.due_at) == (DeliveryState.DEFERRED, office.clock())
    await office.send()
    assert office.sender.carried == [("ivanov@firma.local",)]
    assert (await office.delivery(number)).state is DeliveryState.SENT


async def test_a_late_answer_lets_those_wait_for_whom_it_did_not_speak(office: Office) -> None:
    number = await office.letter("ivanov@firma.local", "anna@firma.local")
    taken = await office.take()
    assert await office.outbox.mark(taken.claim, taken.attempt, ["ivanov@firma.local"])
    await office.outbox.take_up(office.clock())
    before = await office.delivery(number)

    class Answered(Overtaken):
        async def send(self, _settings: SmtpSettings, envelope: Envelope, _content: bytes, _mark: Mark) -> Receipt:
            return refuses("anna@firma.local")(envelope)

    office.attempt._sender = Answered(office, "")
    await office.attempt(taken)
    letter = await office.delivery(number)
    assert [item.state for item in letter.recipients] == [RecipientState.SENT, RecipientState.PENDING]
    assert (letter.state, letter.due_at) == (DeliveryState.DEFERRED, before.due_at)
