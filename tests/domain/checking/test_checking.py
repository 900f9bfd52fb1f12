"""Checks by hand: what they leave behind, and what they do not do side by side with the probes."""

import asyncio

import pytest
from pydantic import SecretStr

from bot.workers.local_hints import LocalHints
from bot.workers.worker import holding
from domain.audit import AuditFilter
from domain.checking.check_connection import (
    BeingProbed,
    CheckConnection,
    DraftHasMistakes,
)
from domain.checking.enter_password import EnterPassword, NoPasswordNeeded, PasswordEmpty
from domain.checking.send_test_letter import AlreadySent, ByHand, LetterResult, SendTestLetter
from domain.editing.draft import ObjectChanged
from domain.editing.editor import Editor
from domain.errors import NotFound, NotYours
from domain.messages.sending import Failure, Phase, Reply, Step
from domain.people import Person, Role
from domain.runs.mend_connection import MendConnection
from domain.sections import Section
from domain.servers.server_settings import SecretMissing
from mail.compose import MimeComposer
from storage import models
from storage.repositories.audit import AuditRepository
from storage.repositories.drafts import DraftRepository
from storage.repositories.people import PersonRepository
from storage.transactions import atomically
from tests.domain.deliveries.conftest import Office, answers, breaks, refuses

ADMIN = Person(1, "Алиса", Role.ADMIN)
REFUSED = Step("login", ok=False, seconds=0, failure=Failure.LOGIN_REFUSED, reply=Reply(535, "5.7.8", "no"))
LETTER = ByHand("me@firma.local", "Проверка", "Работает")
SUSPENDING = answers(530, "5.7.0", "Authentication required")


async def nobody(_: Step) -> None: ...


@pytest.fixture
def send(office: Office) -> SendTestLetter:
    return SendTestLetter(
        outbox=office.outbox,
        sender=office.sender,
        composer=MimeComposer(),
        audit=AuditRepository(),
        clock=office.clock,
        atomically=atomically,
    )


async def number_of(office: Office) -> int:
    (stored,) = await office.configuration.connections()
    return stored.id


async def test_a_check_that_passes_proves_the_configuration_and_one_that_fails_is_kept_as_the_last_error(
    office: Office, check: CheckConnection, admin: Person
) -> None:
    number = await number_of(office)
    last = await check(admin, await check.of_connection(admin, number), nobody)
    assert last.ok
    standing = await office.standing()
    assert standing.state.proven_revision == standing.connection.revision
    assert standing.state.last_success_at == office.clock()
    office.sender.check_fails = REFUSED
    office.clock.move(minutes=5)
    last = await check(admin, await check.of_connection(admin, number), nobody)
    assert not last.ok
    state = (await office.standing()).state
    assert (state.last_failure_at, state.cause, state.reply) == (office.clock(), "authentication", "535 5.7.8 no")
    assert not state.is_suspended
    assert await office.notices() == []


async def test_a_suspended_connection_is_probed_and_never_side_by_side_with_its_own_probe(
    office: Office, check: CheckConnection, admin: Person
) -> None:
    number = await number_of(office)
    await office.letter()
    office.sender.answers = [SUSPENDING]
    await office.send()
    what = await check.of_connection(admin, number)
    assert what.suspended
    held = await office.outbox.claim_probe(number, office.clock())
    assert held is not None
    with pytest.raises(BeingProbed):
        await check(admin, what, nobody)
    await office.work.release(held, office.clock())
    office.sender.check_fails = REFUSED
    seen: list[str] = []

    async def tell(step: Step) -> None:
        seen.append(step.name)

    assert not (await check(admin, what, tell)).ok
    assert seen == ["connect", "login"]
    assert (await office.standing()).state.is_suspended
    office.sender.check_fails = None
    assert (await check(admin, what, nobody)).ok
    assert not (await office.standing()).state.is_suspended
    assert "resumed" in await office.notices()


async def test_nobody_but_administrators_checks_and_what_cannot_be_checked_says_why(
    office: Office, check: CheckConnection, editor: Editor, admin: Person
) -> None:
    number = await number_of(office)
    with pytest.raises(NotYours):
        await check.of_connection(office.person, number)
    with pytest.raises(NotFound):
        await check.of_connection(admin, 99)
    await office.change_connection(authentication="basic", username="me")
    with pytest.raises(SecretMissing):
        await check.of_connection(admin, number)
    begun = await editor.begin(admin, Section.CONNECTIONS, {"host": "mail.test"})
    with pytest.raises(DraftHasMistakes):
        await check.of_draft(admin, begun.draft.id, begun.draft.revision)
    with pytest.raises(ObjectChanged):
        await check.of_draft(admin, begun.draft.id, begun.draft.revision + 1)
    route = await editor.begin(admin, Section.ROUTES)
    with pytest.raises(NotFound):
        await check.of_draft(admin, route.draft.id, route.draft.revision)


async def test_a_draft_is_checked_with_its_own_password_else_with_the_one_that_is_kept(
    office: Office, check: CheckConnection, editor: Editor, admin: Person, drafts: DraftRepository
) -> None:
    (stored,) = await office.configuration.connections()
    login = stored.document.model_copy(update={"authentication": "basic", "username": "me"})
    await office.configuration.save_connection(login, {"password": SecretStr("kept")})
    opened = await editor.open(admin, Section.CONNECTIONS, stored.id)
    what = await check.of_draft(admin, opened.draft.id, opened.draft.revision)
    assert what.settings.password is not None
    assert what.settings.password.get_secret_value() == "kept"
    await drafts.set_secret(opened.draft.id, "password", SecretStr("own"))
    what = await check.of_draft(admin, opened.draft.id, opened.draft.revision)
    assert what.settings.password is not None
    assert what.settings.password.get_secret_value() == "own"
    assert "own" not in repr(what)


async def test_a_test_letter_goes_once_for_a_turn_and_leaves_a_note(
    office: Office, check: CheckConnection, send: SendTestLetter, admin: Person
) -> None:
    number = await number_of(office)
    what = await check.of_connection(admin, number)
    turn = await send.turn(admin, number)
    await send.begin(admin, number, turn)
    outcome = await send(admin, what, LETTER)
    assert outcome.result is LetterResult.ACCEPTED
    with pytest.raises(AlreadySent):
        await send.begin(admin, number, turn)
    notes = await AuditRepository().latest(AuditFilter(), 10)
    assert len(notes) == 1
    assert notes[0].changes == {"to": (None, "me@firma.local"), "fate": (None, "accepted")}
    assert (await office.standing()).state.last_success_at == office.clock()


@pytest.mark.parametrize(
    ("answer", "result", "cause"),
    [
        (refuses("me@firma.local"), LetterResult.REFUSED, "unknown-user"),
        (answers(554, "5.7.1", "spam"), LetterResult.REFUSED, "spam"),
        (breaks(Phase.CONNECT, Failure.UNREACHABLE), LetterResult.REFUSED, "unreachable"),
        (breaks(Phase.MARKED, Failure.DROPPED, uncertain=True), LetterResult.UNCERTAIN, "uncertain"),
    ],
)
async def test_what_becomes_of_a_test_letter_is_told_apart(
    office: Office,
    check: CheckConnection,
    send: SendTestLetter,
    admin: Person,
    answer: object,
    result: LetterResult,
    cause: str,
) -> None:
    number = await number_of(office)
    office.sender.answers = [answer]
    outcome = await send(admin, await check.of_connection(admin, number), LETTER)
    assert (outcome.result, outcome.cause) == (result, cause)
    # What may have gone counts as one: the next press is asked again.
    assert await send.turn(admin, number) == int(result is LetterResult.UNCERTAIN)


async def test_a_new_password_is_kept_for_the_connection_that_was_asked_about(
    office: Office, mend: MendConnection, admin: Person
) -> None:
    enter = EnterPassword(
        mend=mend,
        store=office.configuration,
        people=PersonRepository(),
        audit=AuditRepository(),
        hints=LocalHints(),
        clock=office.clock,
        atomically=atomically,
    )
    number = await number_of(office)
    with pytest.raises(NoPasswordNeeded):
        await enter.ask(admin, number)
    await office.change_connection(authentication="basic", username="me")
    revision = (await enter.ask(admin, number)).connection.revision
    with pytest.raises(NotYours):
        await enter(office.person, number, revision, SecretStr("x"))
    with pytest.raises(PasswordEmpty):
        await enter(admin, number, revision, SecretStr(""))
    await enter(admin, number, revision, SecretStr("first"))
    with pytest.raises(ObjectChanged):
        await enter(admin, number, revision, SecretStr("second"))
    kept = await office.configuration.secret("smtp_connection", "password")
    assert kept is not None
    assert kept.get_secret_value() == "first"
    notes = await AuditRepository().latest(AuditFilter(), 10)
    assert [note.changes for note in notes] == [{"password": (None, "•••")}]


async def test_a_slow_probe_by_hand_stays_the_only_one(office: Office, admin: Person) -> None:
    """Each step may take as long as the connection's time-out: longer than a lease."""
    await office.letter()
    office.sender.answers = [SUSPENDING]
    await office.send()
    mend = MendConnection(
        outbox=office.outbox,
        probe=office.probe,
        steer=office.steer,
        hold=holding(office.work, office.clock, every=0),
        clock=office.clock,
    )
    number = await number_of(office)

    async def slowly(_: Step) -> None:
        first = await models.ConnectionState.get()
        office.clock.move(seconds=110)
        while not await models.ConnectionState.filter(lease_until__gt=first.lease_until).exists():  # noqa: ASYNC110 - no event
            await asyncio.sleep(0)  # the keeper's turn
        office.clock.move(seconds=110)
        assert not await office.probe_due()

    assert await mend.probe(admin, number, slowly)
    assert not (await office.standing()).state.is_suspended
