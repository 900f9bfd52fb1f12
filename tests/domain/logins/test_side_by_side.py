"""Several who renew at once, in loops, drafts and processes: no refresh token is used twice, none is lost."""

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from domain.configured.connection import Connection
from domain.deliveries.delivery import DeliveryState
from domain.editing.draft import Draft
from domain.messages.sending import Failure, NoToken, SmtpSettings
from domain.sections import Section
from storage import models
from storage.repositories.drafts import DraftRepository
from storage.secrets import SecretBox
from tests.copies import begin_copy
from tests.domain.logins.conftest import MAILBOX, Desk
from tests.domain.logins.endpoint import TokenEndpoint
from tests.domain.servers.test_tokens import KEY, send_all


def only_once(endpoint: TokenEndpoint) -> None:
    """No refresh token was used twice."""
    used = [form["refresh_token"] for form in endpoint.asked]
    assert len(used) == len(set(used)), used


class Drafting:
    """A draft of the desk's connection, as an administrator checks it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.drafts = DraftRepository(SecretBox(KEY), desk.office.clock)

    async def begin(self, *, new: bool = False, **fields: Any) -> Draft:
        stored = await self.desk.stored()
        document = {**stored.document.stored(), **fields}
        return await self.drafts.add(Section.CONNECTIONS, None if new else stored.id, stored.revision, document, 1)

    async def settings(self, draft: Draft) -> SmtpSettings:
        document = Connection.model_validate(dict(draft.document))
        stored = None if draft.object_id is None else await self.desk.stored()
        return await self.desk.office.settings.of_draft(draft, self.drafts, document, stored)

    async def asks(self, draft: Draft) -> None:
        settings = await self.settings(draft)
        assert settings.token is not None
        await settings.token()


@pytest.fixture
async def drafting(desk: Desk) -> Drafting:
    desk.endpoint.rotates = True
    await desk.set_up("refresh_token")
    return Drafting(desk)


async def test_a_draft_that_uses_the_connection_s_refresh_token_waits_for_its_renewal(
    desk: Desk, drafting: Drafting
) -> None:
    draft = await drafting.begin(title="Другое имя")
    desk.endpoint.hold = asyncio.Event()
    ours = await desk.office.settings(await desk.stored())
    assert ours.token is not None
    async with asyncio.TaskGroup() as group:
        group.create_task(ours.token())
        await desk.endpoint.came.wait()
        group.create_task(drafting.asks(draft))
        group.create_task(drafting.asks(draft))
        desk.endpoint.hold.set()
    only_once(desk.endpoint)
    assert len(desk.endpoint.asked) == 3
    assert await desk.kept("refresh_token") == "refresh-3"


async def test_a_renewal_waits_for_a_draft_in_another_process(desk: Desk, drafting: Drafting) -> None:
    """The lease alone is between them: each process has locks of its own."""
    from bot.app.logins import server_settings
    from storage.repositories.configuration import ConfigurationRepository

    box = SecretBox(KEY)
    theirs = await server_settings(ConfigurationRepository(box), box, None, desk.office.clock)(await desk.stored())
    assert theirs.token is not None
    draft = await drafting.begin(title="Другое имя")
    desk.endpoint.hold = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(drafting.asks(draft))
        await desk.endpoint.came.wait()
        group.create_task(theirs.token())
        desk.endpoint.hold.set()
    only_once(desk.endpoint)
    assert await desk.kept("refresh_token") == "refresh-2"


@pytest.mark.parametrize("new", [True, False])
async def test_a_draft_that_is_applied_while_it_is_checked_takes_the_new_token_along(
    desk: Desk, drafting: Drafting, new: bool
) -> None:
    """What was entered in the draft is the connection's by then, and the provider has put another in its place."""
    draft = await drafting.begin(new=new)
    await drafting.drafts.set_secret(draft.id, "refresh_token", SecretStr("of the draft"))
    desk.endpoint.hold = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(drafting.asks(draft))
        await desk.endpoint.came.wait()
        stored = await desk.stored()
        secret = {"refresh_token": SecretStr("of the draft")}
        await desk.office.configuration.save_connection(stored.document, secret)
        await drafting.drafts.remove(draft.id)
        desk.endpoint.hold.set()
    assert desk.endpoint.asked[0]["refresh_token"] == "of the draft"
    assert await desk.kept("refresh_token") == "refresh-1"


async def test_a_secret_entered_in_a_draft_while_it_is_checked_stays(desk: Desk, drafting: Drafting) -> None:
    draft = await drafting.begin()
    await drafting.drafts.set_secret(draft.id, "refresh_token", SecretStr("the first"))
    desk.endpoint.hold = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(drafting.asks(draft))
        await desk.endpoint.came.wait()
        await drafting.drafts.set_secret(draft.id, "refresh_token", SecretStr("the second"))
        desk.endpoint.hold.set()
    assert await drafting.drafts.secret(draft, "refresh_token") == SecretStr("the second")


async def test_nobody_waits_for_a_token_of_a_connection_that_is_gone(desk: Desk, drafting: Drafting) -> None:
    settings = await desk.office.settings(await desk.stored())
    draft = await drafting.settings(await drafting.begin(title="Другое имя"))
    await models.Connection.all().delete()
    for token in (settings.token, draft.token):
        assert token is not None
        with pytest.raises(NoToken) as caught:
            await token()
        assert caught.value.failure is Failure.STOPPED
    assert desk.endpoint.asked == []


async def test_a_token_that_is_refused_in_the_middle_of_a_burst_is_renewed_once(desk: Desk) -> None:
    """The server takes it no more, on each of several connections; every letter goes, by one new token."""
    await desk.set_up(messages_per_connection=2, max_connections=4)
    await desk.office.letter()
    await send_all(desk)
    numbers = [await desk.office.letter(f"x{number}@firma.test") for number in range(12)]
    desk.server.admit("auth=Bearer token-2", MAILBOX)
    await send_all(desk)
    assert [(await desk.office.delivery(number)).state for number in numbers] == [DeliveryState.SENT] * 12
    shown = desk.tokens_shown()
    assert set(shown) == {"token-1", "token-2"}
    assert len(desk.endpoint.asked) == 2


async def checked_apart(home: Path) -> asyncio.subprocess.Process:
    """Begin `gonets connection check` in a process of its own."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GONETS_")}
    return await begin_copy(
        *("bot", "connection", "check"),
        env=clean | {"GONETS_HOME": str(home), "GONETS_SECRET_KEY": KEY},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def test_three_processes_at_once_ask_once(desk: Desk, tmp_path: Path) -> None:
    desk.endpoint.rotates, desk.endpoint.hold = True, asyncio.Event()
    await desk.set_up("refresh_token")
    async with asyncio.timeout(60):
        processes = [await checked_apart(tmp_path) for _ in range(3)]
        for process in processes:
            assert process.stdout is not None
            assert (await process.stdout.readline()).decode().startswith("smtp_connection")
        await desk.endpoint.came.wait()
        desk.endpoint.hold.set()
        ended = [await process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], ended
    assert [form["refresh_token"] for form in desk.endpoint.asked] == ["refresh-0"]
    assert await desk.kept("refresh_token") == "refresh-1"
    assert set(desk.tokens_shown()) == {"token-1"}
