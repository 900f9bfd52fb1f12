"""A worker that is stopped and cannot finish in time: what it had in hand goes on at another one at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from pydantic import SecretStr

from bot.app.environment import WatchedSettings
from bot.app.working import make_sender
from storage import models
from storage.database import open_database
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox
from tests.e2e.test_stopping import gated
from tests.workers.office import KEY, Office

PATIENCE = 30.0


@pytest.fixture
async def office(office: Office) -> AsyncIterator[Office]:
    """Its database is open here, too."""
    async with open_database(office.url):
        yield office


@asynccontextmanager
async def at_work(office: Office) -> AsyncIterator[asyncio.Event]:
    """A worker of this process; it is stopped in the end."""
    settings = WatchedSettings(home=office.home, database=office.url, secret_key=SecretStr(KEY))
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(make_sender(settings, SecretBox(KEY)).run(stop))
        yield stop
        stop.set()


async def change_port(port: int) -> None:
    configured = ConfigurationRepository(SecretBox(KEY))
    (stored,) = await configured.connections()
    changed = {"port": port, "timeout": timedelta(seconds=30)}
    await configured.save_connection(stored.document.model_copy(update=changed))


async def test_what_the_server_does_not_have_goes_at_another_worker_at_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.working.GRACE", 0.1)
    async with gated("DATA") as server:
        await change_port(server.port)
        async with at_work(office):
            await office.press(1)
            await server.reached.wait()
        assert server.letters == 0
    await change_port(office.sandbox.smtp_port)
    async with at_work(office):
        await office.sandbox.mailbox.wait_for(1, PATIENCE)
        await office.until_quiet()
    assert await models.Delivery.all().values_list("state", flat=True) == ["sent"]


async def test_what_the_server_may_have_is_asked_about_at_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.app.working.GRACE", 0.1)
    async with gated("DOT") as server:
        await change_port(server.port)
        async with at_work(office):
            await office.press(1)
            await server.reached.wait()
    await change_port(office.sandbox.smtp_port)
    async with at_work(office), asyncio.timeout(PATIENCE):
        await office.until_quiet()
    assert await models.Delivery.all().values_list("state", flat=True) == ["uncertain"]
    assert office.sandbox.mailbox.letters == []
