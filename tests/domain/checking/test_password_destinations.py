"""A stored password goes only where it was meant to go: every way to change a connection, every field that counts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.workers.local_hints import LocalHints
from domain.audit import SECRET as SECRET_SIGN
from domain.audit import AuditFilter
from domain.checking.check_connection import CheckConnection
from domain.checking.enter_password import EnterPassword
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.configuration.changes import Change
from domain.configuration.differences import Way as Differs
from domain.configuration.document import read_document
from domain.configuration.export_configuration import exported
from domain.configured.connection import Connection
from domain.deliveries.lanes import Hold
from domain.destinations import Destination, destination_of, keeps_secret
from domain.editing.draft import Draft, ObjectChanged
from domain.editing.editing import Editing
from domain.editing.editor import Editor
from domain.editing.fields import field_token
from domain.editing.keep_object import KeepObject
from domain.people import Person
from domain.runs.mend_connection import MendConnection
from domain.sections import Section
from domain.servers.server_settings import SecretMissing
from domain.work import LostClaim
from storage.repositories.audit import AuditRepository
from storage.repositories.drafts import DraftRepository
from storage.repositories.people import PersonRepository
from storage.transactions import atomically
from tests.domain.deliveries.conftest import Office

SECRET = SecretStr("stored long ago")
NEW = SecretStr("entered just now")
BASE = {
    "host": "smtp.firma.test",
    "port": 587,
    "authentication": "basic",
    "username": "me",
    "encryption": "starttls",
    "verify_certificate": True,
    "ca_file": None,
}
ELSEWHERE: dict[str, dict[str, Any]] = {
    "host": {"host": "evil.test"},
    "look-alike": {"host": "smtp.firmа.test"},
    "subdomain": {"host": "smtp.firma.test.evil.test"},
    "port": {"port": 2525},
    "user": {"username": "you"},
    "letter case of the user": {"username": "ME"},
    "no encryption": {"encryption": "none"},
    "no checks": {"verify_certificate": False},
    "another authority": {"ca_file": str(Path(__file__).parents[2] / "authority.pem")},
    "two at once": {"encryption": "ssl", "port": 465},
    "less and more": {"encryption": "none", "verify_certificate": True, "sender_address": "you@firma.test"},
}
SAME: dict[str, dict[str, Any]] = {
    "letter case of the host": {"host": "SMTP.Firma.test"},
    "dot of the root": {"host": "smtp.firma.test.", "title": "Почта"},
    "more encryption": {"encryption": "ssl"},
    "sender": {"sender_address": "you@firma.test", "sender_name": "Отдел"},
    "limits": {"max_connections": 2, "local_hostname": "gonets.firma.test"},
    "title": {"title": "Другая почта"},
}
elsewhere = pytest.mark.parametrize("fields", ELSEWHERE.values(), ids=ELSEWHERE)
same = pytest.mark.parametrize("fields", SAME.values(), ids=SAME)


@dataclass
class Desk:
    """Everything by which administrators change connections, over real tables."""

    office: Office
    admin: Person
    drafts: DraftRepository
    editor: Editor
    keep: KeepObject
    check: CheckConnection
    enter: EnterPassword
    apply: ApplyConfiguration
    first: dict[str, Any] | None = None

    async def connection(self) -> Any:
        (stored,) = await self.office.configuration.connections()
        return stored

    async def begin(self, password: SecretStr = SECRET, **fields: Any) -> Any:
        """The office's connection logs in at its server."""
        self.first = self.first or (await self.connection()).document.stored()
        document = Connection.model_validate({**self.first, **BASE, **fields})
        await self.office.configuration.save_connection(document, {"password": password})
        return await self.connection()

    async def open(self) -> Editing:
        return await self.editor.open(self.admin, Section.CONNECTIONS, (await self.connection()).id)

    async def edit(self, draft: Draft, fields: dict[str, Any]) -> Editing:
        """Answer field by field, as typing and pressing do."""
        editing = await self.editor.look(self.admin, draft.id)
        for name, value in fields.items():
            revision, token = editing.draft.revision, field_token(name)
            if value is None:
                editing = await self.editor.skip(self.admin, draft.id, revision, token)
            elif isinstance(value, bool):
                editing = await self.editor.choose(self.admin, draft.id, revision, token, int(value))
            elif name == "encryption":
                number = ["none", "starttls", "ssl"].index(value)
                editing = await self.editor.choose(self.admin, draft.id, revision, token, number)
            else:
                editing = await self.editor.answer(self.admin, draft.id, revision, token, str(value))
        return editing

    async def put_in_force(self, draft: Draft) -> None:
        current = (await self.editor.look(self.admin, draft.id)).draft
        applied = await self.keep.apply(self.admin, draft.id, current.revision, sure=True)
        assert not applied.mistakes

    async def file(self, fields: dict[str, Any], password: str | None, *, dry_run: bool = False) -> Change:
        """The exported connection, changed on a computer; `password` is what the file says in its place."""
        data = {**exported((await self.connection()).document), **fields}
        data.pop("password", None)
        if password is not None:
            data["password"] = password
        file, mistakes = read_document({"connections": [data]}, {})
        assert mistakes == []
        (change,) = await self.apply(file, dry_run=dry_run)
        return change

    async def kept(self) -> SecretStr | None:
        stored = await self.connection()
        name, destination = stored.document.system_name, stored.document.destination("password")
        return await self.office.configuration.secret(name, "password", destination)


@pytest.fixture
def desk(
    office: Office,
    admin: Person,
    mend: MendConnection,
    drafts: DraftRepository,
    editor: Editor,
    check: CheckConnection,
) -> Desk:
    store, audit = office.configuration, AuditRepository()
    apply = ApplyConfiguration(store, atomically, audit, office.clock)
    hints = LocalHints()
    keep = KeepObject(
        editor=editor,
        drafts=drafts,
        store=store,
        apply=apply,
        audit=audit,
        hints=hints,
        clock=office.clock,
        atomically=atomically,
    )
    enter = EnterPassword(
        mend=mend,
        store=store,
        people=PersonRepository(),
        audit=audit,
        hints=hints,
        clock=office.clock,
        atomically=atomically,
    )
    return Desk(office, admin, drafts, editor, keep, check, enter, apply)


Way = Callable[[Desk, dict[str, Any]], Awaitable[None]]


async def by_draft(desk: Desk, fields: dict[str, Any]) -> None:
    await desk.begin()
    opened = await desk.open()
    await desk.edit(opened.draft, fields)
    await desk.put_in_force(opened.draft)


async def by_draft_of_before(desk: Desk, fields: dict[str, Any]) -> None:
    """The draft was begun when the connection was another one, and is applied all the same."""
    await desk.begin(SecretStr("of before"), **fields)
    opened = await desk.open()
    await desk.edit(opened.draft, {"title": "Из черновика"})
    await desk.begin()
    await desk.put_in_force(opened.draft)


async def by_draft_with_another_name(desk: Desk, fields: dict[str, Any]) -> None:
    await desk.begin()
    for table in ("scenarios", "routes"):
        for item in await getattr(desk.office.configuration, table)():
            await desk.office.configuration.remove(table, item.id, item.revision)
    opened = await desk.open()
    await desk.edit(opened.draft, {"system_name": "renamed", **fields})
    await desk.put_in_force(opened.draft)


async def by_file_with_a_reference(desk: Desk, fields: dict[str, Any]) -> None:
    await desk.begin()
    await desk.file(fields, "${NOT_SET}")


async def by_file_without_password(desk: Desk, fields: dict[str, Any]) -> None:
    await desk.begin()
    await desk.file(fields, None)


async def by_file_with_an_empty_password(desk: Desk, fields: dict[str, Any]) -> None:
    await desk.begin()
    await desk.file(fields, "")


async def by_version(desk: Desk, fields: dict[str, Any]) -> None:
    """What is brought back is the version that the fields made."""
    earlier = await desk.begin(SecretStr("of before"), **fields)
    now = await desk.begin()
    editing = await desk.keep.bring_back(desk.admin, Section.CONNECTIONS, now.id, earlier.revision)
    await desk.put_in_force(editing.draft)


async def by_preset(desk: Desk, fields: dict[str, Any]) -> None:
    stored = await desk.begin()
    known = {**BASE, "sender_address": stored.document.sender_address, **fields}
    editing = await desk.editor.fill(desk.admin, Section.CONNECTIONS, stored.id, known)
    await desk.put_in_force(editing.draft)


async def by_saving(desk: Desk, fields: dict[str, Any]) -> None:
    stored = await desk.begin()
    document = Connection.model_validate({**stored.document.stored(), **fields})
    await desk.office.configuration.save_connection(document)


WAYS: tuple[Way, ...] = (
    by_draft,
    by_draft_of_before,
    by_draft_with_another_name,
    by_file_with_a_reference,
    by_file_without_password,
    by_file_with_an_empty_password,
    by_version,
    by_preset,
    by_saving,
)
ways = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)


@elsewhere
@ways
async def test_no_way_carries_a_stored_password_elsewhere(desk: Desk, way: Way, fields: dict[str, Any]) -> None:
    await way(desk, fields)
    stored = await desk.connection()
    assert destination_of(stored.document.stored()) == destination_of({**BASE, **fields})
    assert await desk.kept() is None
    assert not await desk.office.configuration.kept_secrets(stored.document.system_name)
    await desk.office.letter()
    assert await desk.office.taken() == []
    assert (await desk.office.standing()).hold in {Hold.NO_PASSWORD, Hold.DISABLED}


@same
@ways
async def test_every_way_keeps_it_where_it_may_stay(desk: Desk, way: Way, fields: dict[str, Any]) -> None:
    await way(desk, fields)
    assert await desk.kept() == SECRET


@elsewhere
async def test_a_draft_asks_for_it_again_says_so_and_is_not_checked_with_it(desk: Desk, fields: dict[str, Any]) -> None:
    await desk.begin()
    opened = await desk.open()
    editing = await desk.edit(opened.draft, fields)
    assert editing.here.path == ("password",)
    assert editing.office.lost_secrets(editing.draft)
    with pytest.raises(SecretMissing):
        await desk.check.of_draft(desk.admin, editing.draft.id, editing.draft.revision)
    editing = await desk.editor.answer_secret(
        desk.admin, editing.draft.id, editing.draft.revision, editing.here.token, NEW
    )
    assert not editing.office.lost_secrets(editing.draft)
    what = await desk.check.of_draft(desk.admin, editing.draft.id, editing.draft.revision)
    assert what.settings.password == NEW
    await desk.put_in_force(editing.draft)
    assert await desk.kept() == NEW


@elsewhere
async def test_a_new_password_in_a_shared_draft_goes_nowhere_else_either(desk: Desk, fields: dict[str, Any]) -> None:
    """One administrator has entered it, another one changes the draft and checks."""
    await desk.begin()
    opened = await desk.open()
    token = field_token("password")
    entered = await desk.editor.answer_secret(desk.admin, opened.draft.id, opened.draft.revision, token, NEW)
    changed = await desk.edit(entered.draft, fields)
    assert not changed.draft.secrets
    with pytest.raises(SecretMissing):
        await desk.check.of_draft(desk.admin, changed.draft.id, changed.draft.revision)
    await desk.put_in_force(changed.draft)
    assert await desk.kept() is None


@elsewhere
async def test_a_draft_as_it_was_read_gets_no_password_that_came_later(desk: Desk, fields: dict[str, Any]) -> None:
    """Between the reading of a draft that leads elsewhere and that of its password somebody mends it."""
    await desk.begin(SecretStr("of before"), **fields)
    read = (await desk.open()).draft
    mended = await desk.edit(read, {name: BASE[name] for name in fields if name in BASE})
    token = field_token("password")
    await desk.editor.answer_secret(desk.admin, mended.draft.id, mended.draft.revision, token, NEW)
    assert await desk.drafts.secret(replace(read, secrets=frozenset({"password"})), "password") is None


async def test_a_password_that_was_asked_for_before_the_draft_changed_is_not_taken(desk: Desk) -> None:
    await desk.begin()
    opened = await desk.open()
    changed = await desk.edit(opened.draft, {"host": "evil.test"})
    with pytest.raises(ObjectChanged):
        await desk.editor.answer_secret(
            desk.admin, opened.draft.id, opened.draft.revision, field_token("password"), NEW
        )
    assert await desk.drafts.secret(changed.draft, "password") is None


async def test_two_steps_lead_no_further_than_one(desk: Desk) -> None:
    """Encryption first, the server next, and then back to what looks guarded."""
    await desk.begin()
    for fields in ({"encryption": "none"}, {"host": "evil.test"}, {"encryption": "ssl"}):
        opened = await desk.open()
        await desk.edit(opened.draft, fields)
        await desk.put_in_force(opened.draft)
    assert await desk.kept() is None


async def test_what_is_changed_and_changed_back_on_the_draft_asks_for_nothing(desk: Desk) -> None:
    await desk.begin()
    opened = await desk.open()
    await desk.edit(opened.draft, {"host": "evil.test"})
    back = await desk.edit(opened.draft, {"host": "smtp.firma.test", "title": "Почта"})
    assert back.office.has_secret(back.draft, "password")
    await desk.put_in_force(opened.draft)
    assert await desk.kept() == SECRET


@pytest.mark.parametrize("fields", [{}, *ELSEWHERE.values()], ids=["nothing", *ELSEWHERE])
async def test_a_copy_has_no_password(desk: Desk, fields: dict[str, Any]) -> None:
    stored = await desk.begin()
    copied = await desk.keep.copy(desk.admin, Section.CONNECTIONS, stored.id)
    changed = await desk.edit(copied.draft, fields)
    with pytest.raises(SecretMissing):
        await desk.check.of_draft(desk.admin, changed.draft.id, changed.draft.revision)
    await desk.put_in_force(changed.draft)
    name = str(changed.draft.document["system_name"])
    assert not await desk.office.configuration.kept_secrets(name)


async def test_a_connection_that_is_made_anew_under_the_same_name_has_no_password(desk: Desk) -> None:
    stored = await desk.begin()
    await desk.office.configuration.remove("connections", stored.id, stored.revision)
    await desk.office.configuration.save_connection(stored.document)
    assert await desk.kept() is None


async def test_a_letter_that_was_taken_before_a_change_gets_no_password_of_the_new_server(desk: Desk) -> None:
    await desk.begin()
    number = await desk.office.letter()
    taken = await desk.office.take()
    await desk.begin(NEW, host="other.test")
    with pytest.raises(LostClaim):
        await desk.office.attempt(taken)
    assert desk.office.sender.carried == []
    assert not (await desk.office.delivery(number)).state.is_ended


@pytest.mark.parametrize("dry_run", [True, False])
@elsewhere
async def test_a_file_says_that_the_password_goes_and_disables_the_connection(
    desk: Desk, fields: dict[str, Any], dry_run: bool
) -> None:
    await desk.begin()
    change = await desk.file(fields, "${SMTP_PASSWORD}", dry_run=dry_run)
    assert (change.note, change.variable) == ("config-note-asked", "SMTP_PASSWORD")
    assert {"password", "enabled"} <= set(change.fields)
    assert (await desk.kept() == SECRET) is dry_run
    assert (await desk.connection()).document.enabled is dry_run
    if not dry_run:
        again = await desk.file({}, "${SMTP_PASSWORD}")
        assert (again.is_change, again.note) == (False, "config-note-disabled")


async def test_a_file_that_brings_the_password_changes_the_server_at_once(desk: Desk) -> None:
    await desk.begin()
    change = await desk.file({"host": "other.test"}, "a new one")
    assert change.note is None
    assert await desk.kept() == SecretStr("a new one")
    assert (await desk.connection()).document.enabled


@pytest.mark.parametrize("guess", ["a guess", SECRET.get_secret_value()])
async def test_what_a_file_in_the_chat_says_is_the_same_for_a_right_and_a_wrong_guess(desk: Desk, guess: str) -> None:
    await desk.begin()
    before = await desk.connection()
    desk.apply = ApplyConfiguration(
        desk.office.configuration, atomically, AuditRepository(), desk.office.clock, tells_same_password=False
    )
    for dry_run in (True, False):
        change = await desk.file({}, guess, dry_run=dry_run)
        assert [(item.path, item.way) for item in change.differences] == [(("password",), Differs.CHANGED)]
    assert (await desk.connection()).revision == before.revision + 1
    noted = await AuditRepository().latest(AuditFilter(), 10)
    assert [dict(entry.changes) for entry in noted] == [{"password": (SECRET_SIGN, SECRET_SIGN)}]


@pytest.mark.parametrize("guess", ["a guess", SECRET.get_secret_value()])
async def test_a_password_that_is_entered_leaves_the_same_traces_whatever_was_kept(desk: Desk, guess: str) -> None:
    stored = await desk.begin()
    await desk.enter(desk.admin, stored.id, stored.revision, SecretStr(guess))
    assert (await desk.connection()).revision == stored.revision + 1


async def test_the_same_password_for_another_destination_is_kept_for_that_one(desk: Desk) -> None:
    await desk.begin()
    await desk.file({"host": "other.test"}, SECRET.get_secret_value())
    assert await desk.kept() == SECRET
    assert not (await desk.file({}, SECRET.get_secret_value())).is_change


async def test_a_reference_of_a_connection_without_a_system_name_counts_as_well(desk: Desk) -> None:
    file, _ = read_document(
        {"connections": [{**BASE, "title": "Почта", "sender_address": "a@b.ru", "password": "${NOT_SET}"}]}, {}
    )
    await desk.apply(file)
    made = next(item for item in await desk.office.configuration.connections() if item.document.title == "Почта")
    assert not made.document.enabled


async def test_the_password_that_was_asked_for_enables_the_connection_and_its_letters_go(desk: Desk) -> None:
    await desk.begin()
    number = await desk.office.letter()
    await desk.file({"host": "other.test"}, "${NOT_SET}")
    assert await desk.office.taken() == []
    stored = await desk.connection()
    await desk.enter(desk.admin, stored.id, stored.revision, NEW)
    assert (await desk.connection()).document.enabled
    await desk.office.send()
    assert (await desk.office.delivery(number)).state.is_ended


async def test_a_password_entered_for_what_has_changed_since_is_refused(desk: Desk) -> None:
    stored = await desk.begin()
    await desk.file({"host": "other.test"}, None)
    with pytest.raises(ObjectChanged):
        await desk.enter(desk.admin, stored.id, stored.revision, NEW)


DESTINATIONS = st.builds(
    Destination,
    st.sampled_from(["a", "b"]),
    st.sampled_from(["25", "465"]),
    st.sampled_from(["", "me"]),
    st.integers(0, 2),
    st.booleans(),
    st.sampled_from(["", "/ca.pem"]),
)


@given(DESTINATIONS, DESTINATIONS, DESTINATIONS)
def test_no_number_of_steps_that_keep_a_secret_leads_where_one_would_not(
    first: Destination, second: Destination, third: Destination
) -> None:
    assert first.takes_from(first)
    if second.takes_from(first) and third.takes_from(second):
        assert third.takes_from(first)
    if second.takes_from(first) and first.takes_from(second):
        assert first == second


VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.lists(st.integers(), max_size=2))
DOCUMENTS = st.dictionaries(st.sampled_from(list(BASE)), VALUES)


@given(DOCUMENTS, DOCUMENTS)
def test_a_draft_of_whatever_values_has_a_destination(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert keeps_secret(before, before)
    assert not keeps_secret({**BASE, **before}, {**after, "host": "elsewhere.test"})
