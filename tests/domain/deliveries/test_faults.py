"""Exceptions that nobody expected in sending: an outcome after few tries, told, and nobody else's trouble."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from typing import Any

import pytest

from bot.workers.giving_up import GiveUpLetter
from bot.workers.local_hints import LocalHints
from bot.workers.worker import Worker, letters_of
from domain.deliveries.delivery import DeliveryState
from domain.faults import MOST_CLAIMS, MOST_TRIES, TOPIC
from domain.messages.causes import Cause
from domain.messages.sending import Envelope, Failure, Phase, Receipt, SmtpSettings, Step
from domain.people import Role
from domain.work import WorkKind
from storage import models
from storage.repositories.people import PersonRepository
from storage.transactions import execute
from tests.domain.deliveries.conftest import OK, Mark, Office, accepted, breaks

SECRET = "Пароль и текст письма"


class Panic(BaseException):
    """What a library in another language raises."""


ERRORS: dict[str, Callable[[], BaseException]] = {
    "value": lambda: ValueError(SECRET),
    "unicode": lambda: UnicodeEncodeError("ascii", SECRET, 0, 1, SECRET),
    "assertion": lambda: AssertionError(SECRET),
    "memory": lambda: MemoryError(SECRET),
    "recursion": lambda: RecursionError(SECRET),
    "key": lambda: KeyError(SECRET),
    "attribute": lambda: AttributeError(SECRET),
    "group": lambda: ExceptionGroup(SECRET, [ValueError(SECRET), KeyError(SECRET)]),
    "nested group": lambda: BaseExceptionGroup(SECRET, [ExceptionGroup(SECRET, [OSError(5, SECRET)])]),
    "time-out": lambda: TimeoutError(SECRET),
    "somebody's cancellation": lambda: asyncio.CancelledError(SECRET),
    "stop of an iteration": lambda: StopAsyncIteration(SECRET),
    "panic": lambda: Panic(SECRET),
    "os": lambda: OSError(SECRET),
}


class Raising:
    """A mail sender that raises for some recipients, at a place, and carries everybody else's letters."""

    def __init__(
        self, error: Callable[[], BaseException], *, behind: bool = False, to: str = "bad@firma.local"
    ) -> None:
        self.error = error
        self.behind = behind
        self.to = to
        self.tries = 0
        self.carried: list[str] = []

    async def send(self, _settings: SmtpSettings, envelope: Envelope, _content: bytes, mark: Mark) -> Receipt:
        bad = self.to in envelope.recipients
        if bad and not self.behind:
            self.tries += 1
            raise self.error()
        assert await mark(dict.fromkeys(envelope.recipients, OK), {})
        if bad:
            self.tries += 1
            raise self.error()
        self.carried += envelope.recipients
        return accepted(envelope)

    async def check(self, _settings: SmtpSettings) -> AsyncGenerator[Step, None]:
        yield Step("connect", ok=True, seconds=0)
        raise self.error()

    async def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
async def admin(office: Office) -> None:
    await PersonRepository().let_in(1, Role.ADMIN, "Анна")


async def carry(office: Office, sender: Any, seconds: int = 20) -> None:
    """Let the office work as long as anything is due within so many seconds."""
    office.attempt._sender = sender
    for _ in range(seconds):
        for taken in await office.taken():
            await office.attempt(taken)
        office.clock.move(seconds=1)


async def told_to_administrators() -> list[Mapping[str, Any]]:
    return [row.about for row in await models.Announcement.filter(topic=TOPIC, person_id=1)]


@pytest.mark.parametrize("name", ERRORS)
async def test_before_the_mark_it_is_tried_a_few_times_and_then_has_failed(
    office: Office, admin: None, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = await office.letter("bad@firma.local"), await office.letter("good@firma.local")
    sender = Raising(ERRORS[name])
    await carry(office, sender)
    assert sender.tries == MOST_TRIES
    assert sender.carried == ["good@firma.local"]
    assert (await office.delivery(good)).state is DeliveryState.SENT
    letter = await office.delivery(bad)
    assert (letter.state, letter.cause, letter.due_at) == (DeliveryState.FAILED, Cause.INTERNAL, None)
    assert (await office.news()).count("failed") == 1
    (told,) = await told_to_administrators()
    number, kind, about = told["named"][0]
    assert (kind, about, told["count"]) == ("delivery", bad, 1)
    assert f"fault {number}" in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize("name", ERRORS)
async def test_behind_the_mark_its_author_is_asked_and_nothing_goes_again_by_itself(
    office: Office, admin: None, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = await office.letter("bad@firma.local"), await office.letter("good@firma.local")
    sender = Raising(ERRORS[name], behind=True)
    await carry(office, sender)
    assert sender.tries == 1
    assert (await office.delivery(good)).state is DeliveryState.SENT
    assert (await office.delivery(bad)).state is DeliveryState.UNCERTAIN
    assert (await office.news()).count("uncertain") == 1
    assert [told["named"][0][1:] for told in await told_to_administrators()] == [["delivery", bad]]
    assert SECRET not in caplog.text


async def test_what_opens_no_connection_suspends_it_and_fails_no_letter(office: Office, admin: None) -> None:
    numbers = [await office.letter() for _ in range(5)]
    office.sender.answers = [breaks(Phase.EHLO, Failure.INTERNAL)] * 20
    await carry(office, office.sender)
    assert {(await office.delivery(number)).state for number in numbers} <= {
        DeliveryState.QUEUED,
        DeliveryState.DEFERRED,
    }
    standing = await office.standing()
    assert (standing.state.is_suspended, standing.state.cause) == (True, Cause.INTERNAL)
    assert await office.notices() == ["suspended"]
    assert "held" in await office.news()
    office.sender.answers = []
    office.clock.move(minutes=2)
    assert await office.probe_due()
    await carry(office, office.sender)
    assert {(await office.delivery(number)).state for number in numbers} == {DeliveryState.SENT}


@pytest.mark.parametrize("name", ERRORS)
async def test_a_probe_that_raises_has_failed_and_is_tried_later(office: Office, admin: None, name: str) -> None:
    await office.letter()
    await carry(office, ToldOnce(breaks(Phase.LOGIN, Failure.LOGIN_REFUSED)), seconds=1)
    assert (await office.standing()).state.is_suspended
    office.probe._sender = Raising(ERRORS[name])
    before = (await office.standing()).state.probes
    office.clock.move(minutes=2)
    assert await office.probe_due()
    state = (await office.standing()).state
    assert (state.is_suspended, state.cause, state.probes) == (True, Cause.INTERNAL, before + 1)
    assert state.probe_at is not None
    assert state.probe_at > office.clock()


class ToldOnce(Raising):
    """A sender that answers once as it is told."""

    def __init__(self, answer: Callable[[Envelope], Receipt]) -> None:
        super().__init__(AssertionError)
        self.answer = answer

    async def send(self, _settings: SmtpSettings, envelope: Envelope, _content: bytes, mark: Mark) -> Receipt:
        return self.answer(envelope)


SPOILT = {
    "no letter": "DELETE FROM letter WHERE delivery_id = 1",
    "a letter of another kind": "UPDATE letter SET content = 'text' WHERE delivery_id = 1",
    "a recipient's state that is none": "UPDATE recipient SET state = 'flying' WHERE delivery_id = 1",
    "a time that is none": "UPDATE delivery SET created_at = 'yesterday' WHERE id = 1",
    "an attempt that is there": "INSERT INTO attempt (delivery_id, number, server, phase, outcome, started_at) "
    "VALUES (1, 1, 's', 'connect', 'temporary', '2026-01-01')",
}


async def test_a_connection_that_cannot_be_read_is_told_of_where_the_first_try_could_not_be_written(
    office: Office, admin: None
) -> None:
    (stored,) = await office.configuration.connections()
    await office.letter()
    await models.Connection.filter(id=stored.id).update(document={"port": "SMTP"}, revision=stored.revision + 1)

    def spoils():
        yield "UPDATE delivery SET tries = tries", ()
        raise ValueError("behind its first write")

    for _ in range(2):
        await asyncio.gather(office.taken(), execute(spoils), return_exceptions=True)
    assert [told["named"][0][1:] for told in await told_to_administrators()] == [["connection", stored.id]]


@pytest.mark.parametrize("name", SPOILT)
async def test_a_letter_that_cannot_be_taken_holds_no_other_up_and_is_given_up(
    office: Office, admin: None, name: str
) -> None:
    bad, good = await office.letter("bad@firma.local"), await office.letter("good@firma.local")

    def spoil():
        yield SPOILT[name], ()

    await execute(spoil)
    await carry(office, office.sender)
    assert (await office.delivery(good)).state is DeliveryState.SENT
    fields = ("state", "cause", "due_at", "lease_until")
    assert await models.Delivery.filter(id=bad).values_list(*fields) == [("failed", "internal", None, None)]
    assert (await office.news()).count("failed") == 1
    assert len(await told_to_administrators()) == 1


async def test_a_connection_that_cannot_be_read_holds_up_its_own_letters_only(office: Office, admin: None) -> None:
    (stored,) = await office.configuration.connections()
    number, elsewhere = await office.letter(), await office.letter()
    spoilt = {**stored.document.stored(), "retry_after": "whenever", "port": "SMTP", "sent_by": "pigeon"}
    await models.Connection.filter(id=stored.id).update(document=spoilt, revision=stored.revision + 1)
    other = stored.document.model_copy(update={"system_name": "other", "title": "Другое"})
    await office.configuration.save_connection(other)
    rows = {item.document.system_name: item for item in await office.configuration.connections()}
    assert (rows["other"].document.enabled, rows[stored.document.system_name].document.enabled) == (True, False)
    await models.Delivery.filter(id=elsewhere).update(connection_id=rows["other"].id)
    await carry(office, office.sender)
    assert (await office.delivery(elsewhere)).state is DeliveryState.SENT
    assert (await office.delivery(number)).state is DeliveryState.QUEUED
    assert "held" in await office.news()
    assert [told["named"][0][1:] for told in await told_to_administrators()] == [["connection", stored.id]]
    await office.configuration.save_connection(stored.document)
    await carry(office, office.sender)
    assert (await office.delivery(number)).state is DeliveryState.SENT


async def test_what_is_given_up_within_an_hour_is_told_in_one_message(office: Office, admin: None) -> None:
    for _ in range(7):
        await office.letter("bad@firma.local")
    await carry(office, Raising(ERRORS["value"]), seconds=100)
    (told,) = await told_to_administrators()
    assert told["count"] == 7
    assert len(told["named"]) == 5
    office.clock.move(hours=2)
    await office.letter("bad@firma.local")
    await carry(office, Raising(ERRORS["value"]))
    assert [one["count"] for one in await told_to_administrators()] == [7, 1]


async def test_what_kills_the_process_is_not_taken_up_for_ever(office: Office, admin: None) -> None:
    bad = await office.letter("bad@firma.local")
    for _ in range(MOST_CLAIMS):
        assert len(await office.taken()) == 1
        await office.work.release_all()  # as the next start does
    assert await office.taken() == []
    row = await models.Delivery.get(id=bad)
    assert (row.state, row.cause) == ("failed", "internal")
    assert (await office.news()).count("failed") == 1


async def test_tries_are_counted_in_the_row_whatever_process_made_them(office: Office, admin: None) -> None:
    bad = await office.letter("bad@firma.local")
    sender = Raising(ERRORS["value"])
    office.attempt._sender = sender
    await office.attempt(await office.take())
    row = await models.Delivery.get(id=bad)
    assert row.tries == 1
    office.clock.move(seconds=30)
    await office.attempt(await office.take())
    office.clock.move(seconds=30)
    office.attempt._sender = office.sender
    await office.attempt(await office.take())
    row = await models.Delivery.get(id=bad)
    assert (row.state, row.tries) == ("sent", 0)


async def test_administrators_hear_at_once_of_an_outcome_that_cannot_be_written(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing else wakes what tells them: it would look by itself after half a minute."""
    await office.letter("bad@firma.local")

    async def settles(*_, **__):
        raise ValueError(SECRET)

    monkeypatch.setattr(office.outbox, "settle", settles)
    (taken,) = await office.taken()
    await office.attempt(taken)
    assert office.attempt._hints.is_set(WorkKind.ANNOUNCEMENT)


async def test_an_outcome_that_cannot_be_written_gives_the_letter_up_and_stops_no_worker(
    office: Office, admin: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    bad, good = await office.letter("bad@firma.local"), await office.letter("good@firma.local")
    settle = office.outbox.settle

    async def settles(taken, *rest, **options):
        if taken.delivery.id == bad:
            raise ValueError(SECRET)
        return await settle(taken, *rest, **options)

    monkeypatch.setattr(office.outbox, "settle", settles)
    worker = Worker(
        WorkKind.DELIVERY,
        office.attempt,
        take=letters_of(office.outbox, office.clock),
        work=office.work,
        hints=LocalHints(),
        clock=office.clock,
        side_by_side=10,
        give_up=GiveUpLetter(office.outbox, office.clock),
    )
    for _ in range(10):
        for taken in await office.taken():
            await worker._do(taken.claim, taken)
        office.clock.move(seconds=5)
    assert (await office.delivery(good)).state is DeliveryState.SENT
    # The server had taken it: nobody may say that it has failed.
    assert (await office.delivery(bad)).state is DeliveryState.UNCERTAIN
    assert office.sender.dots == 2
    assert SECRET not in caplog.text
