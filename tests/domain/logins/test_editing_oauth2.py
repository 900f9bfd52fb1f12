"""OAuth 2.0 in the editor: each provider asks for what it needs, secrets are sealed, and a check uses them."""

from typing import Any

import pytest
from pydantic import SecretStr

from domain.editing.editing import Editing
from domain.editing.editor import Editor
from domain.editing.nodes import NodeGone
from domain.logins.oauth2.service_account import NoServiceAccountKey
from domain.passwords import PasswordNotOneLine
from domain.people import Person, Role
from domain.sections import Section
from storage.repositories.drafts import DraftRepository
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests.domain.logins.conftest import Desk

ADMIN = Person(1, "Алиса", Role.ADMIN)


class Hand:
    """Answers what is asked, in words or by the name of a choice."""

    def __init__(self, desk: Desk) -> None:
        self.drafts = DraftRepository(SecretBox("a key of sixteen characters"), desk.office.clock)
        self.editor = Editor(drafts=self.drafts, configured=desk.office.configuration, atomically=atomically)
        self.editing: Editing | None = None

    async def open(self, number: int) -> Editing:
        self.editing = await self.editor.open(ADMIN, Section.CONNECTIONS, number)
        return self.editing

    def asked(self) -> tuple[Any, ...]:
        assert self.editing is not None
        return self.editing.here.path

    async def go(self, *names: str) -> None:
        assert self.editing is not None
        from domain.editing.fields import field_token

        token = "".join(field_token(name) for name in names)
        self.editing = await self.editor.look(ADMIN, self.editing.draft.id, token)

    async def choose(self, value: str) -> None:
        assert self.editing is not None
        here = self.editing.here
        assert here.field is not None
        number = here.field.choices.index(value)
        draft = self.editing.draft
        self.editing = await self.editor.choose(ADMIN, draft.id, draft.revision, here.token, number)

    async def answer(self, text: str) -> None:
        assert self.editing is not None
        draft, token = self.editing.draft, self.editing.here.token
        self.editing = await self.editor.answer(ADMIN, draft.id, draft.revision, token, text)

    async def skip(self) -> None:
        assert self.editing is not None
        draft, token = self.editing.draft, self.editing.here.token
        self.editing = await self.editor.skip(ADMIN, draft.id, draft.revision, token)

    async def secret(self, text: str) -> None:
        assert self.editing is not None
        draft, token = self.editing.draft, self.editing.here.token
        self.editing = await self.editor.answer_secret(ADMIN, draft.id, draft.revision, token, SecretStr(text))


@pytest.fixture
async def hand(desk: Desk) -> Hand:
    found = Hand(desk)
    await found.open((await desk.stored()).id)
    await found.go("authentication")
    await found.choose("oauth2")
    assert found.asked() == ("username",)
    await found.answer("notify@firma.test")
    assert found.asked() == ("oauth2", "provider")
    return found


async def test_microsoft_asks_for_tenant_application_and_secret(hand: Hand) -> None:
    await hand.choose("microsoft")
    assert hand.asked() == ("oauth2", "grant")
    await hand.choose("client_credentials")
    assert hand.asked() == ("oauth2", "tenant")
    with pytest.raises(NodeGone):
        await hand.skip()
    await hand.answer("firma.onmicrosoft.com")
    assert hand.asked() == ("oauth2", "client_id")
    await hand.answer("application-1")
    assert hand.asked() == ("oauth2", "client_secret")
    with pytest.raises(NodeGone):
        await hand.skip()
    with pytest.raises(PasswordNotOneLine):
        await hand.secret("a\nb")
    await hand.secret("client-secret-1")
    assert hand.asked() == ()
    assert hand.editing is not None
    assert hand.editing.draft.secrets == {"client_secret"}
    assert "client-secret-1" not in str(hand.editing.draft)


async def test_a_device_s_code_asks_for_no_secret(hand: Hand) -> None:
    await hand.choose("microsoft")
    await hand.choose("device_code")
    await hand.skip()
    await hand.answer("application-1")
    assert hand.asked() == ()


async def test_google_asks_for_the_key_alone(hand: Hand) -> None:
    from tests.domain.logins.test_service_account import account

    await hand.choose("google")
    await hand.skip()
    assert hand.asked() == ("oauth2", "service_account_key")
    with pytest.raises(NoServiceAccountKey):
        await hand.secret("{}")
    await hand.secret(account())
    assert hand.asked() == ()


@pytest.mark.parametrize("provider", ["yandex", "mailru"])
async def test_one_grant_is_not_asked_for(hand: Hand, provider: str) -> None:
    await hand.choose(provider)
    assert hand.asked() == ("oauth2", "client_id")
    await hand.answer("application-1")
    assert hand.asked() == ("oauth2", "client_secret")
    await hand.secret("one")
    assert hand.asked() == ("oauth2", "refresh_token")
    await hand.secret("two")
    assert hand.asked() == ()


async def test_a_provider_offers_no_grant_that_it_does_not_have(hand: Hand) -> None:
    await hand.choose("google")
    with pytest.raises(NodeGone):
        await hand.choose("device_code")


async def test_a_draft_is_checked_with_its_own_secrets_and_keeps_a_rotated_one(desk: Desk, hand: Hand) -> None:
    desk.endpoint.rotates = True
    await hand.choose("other")
    await hand.choose("refresh_token")
    await hand.answer("application-1")
    assert hand.asked() == ("oauth2", "token_endpoint")
    await hand.answer(f"{desk.endpoint.url}/token")
    assert hand.asked() == ("oauth2", "refresh_token")
    await hand.go("host")
    await hand.answer("127.0.0.1")
    await hand.go("port")
    await hand.answer(str(desk.server.port))
    await hand.go("oauth2", "refresh_token")
    await hand.secret("refresh-0")
    assert hand.editing is not None
    draft = hand.editing.draft
    from domain.configured.connection import Connection

    document = Connection.model_validate(dict(draft.document))
    settings = await desk.office.settings.of_draft(draft, hand.drafts, document, await desk.stored())
    steps = [step async for step in desk.sender.check(settings)]
    assert steps[-1].ok
    assert await hand.drafts.secret(draft, "refresh_token") == SecretStr("refresh-1")
    assert "refresh-0" not in repr(settings)
