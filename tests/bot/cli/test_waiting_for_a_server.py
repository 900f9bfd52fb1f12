"""A process that serves waits for a database server that does not answer; what no waiting mends ends it at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.app.environment import StorageSettings
from bot.cli import storage as storage_module
from bot.cli.storage import open_when_there
from storage.postgres.trouble import ServerUnusable


class Server:
    """Something is in the way so many times; then it opens."""

    def __init__(self, *kinds: str) -> None:
        self.kinds = list(kinds)
        self.tried = asyncio.Event()

    @asynccontextmanager
    async def open(self, url: str, *, patience: float) -> AsyncIterator[None]:
        assert (url, patience) == ("postgresql://db/gonets", 1.0)
        self.tried.set()
        if self.kinds:
            raise ServerUnusable("no", kind=self.kinds.pop(0), reason="no", path="")
        yield


@pytest.fixture
def settings(tmp_path: Path) -> StorageSettings:
    key = SecretStr("a key of sixteen characters")
    return StorageSettings(home=tmp_path, database="postgresql://db/gonets", secret_key=key)


def with_server(monkeypatch: pytest.MonkeyPatch, server: Server, *, every: float) -> None:
    monkeypatch.setattr(storage_module, "open_database", server.open)
    monkeypatch.setattr(storage_module, "ASKED_AGAIN", every)


async def test_it_opens_as_soon_as_the_server_answers_and_says_once_that_it_waits(
    settings: StorageSettings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with_server(monkeypatch, Server("lost", "crowded", "lost"), every=0.01)
    async with open_when_there(settings, asyncio.Event(), patience=1.0) as storage:
        assert storage is not None
    assert caplog.text.count("the start waits for the database server") == 1


async def test_a_stop_ends_the_waiting(settings: StorageSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    server, stop = Server(*["lost"] * 9), asyncio.Event()
    with_server(monkeypatch, server, every=600)

    async def opened() -> bool:
        async with open_when_there(settings, stop, patience=1.0) as storage:
            return storage is not None

    async with asyncio.TaskGroup() as group:
        opening = group.create_task(opened())
        await server.tried.wait()
        stop.set()
    assert opening.result() is False


@pytest.mark.parametrize("kind", ["refused", "rights", "standby", "tls", "options", "other"])
async def test_what_no_waiting_mends_is_raised(
    settings: StorageSettings, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    with_server(monkeypatch, Server(kind), every=600)
    with pytest.raises(ServerUnusable):
        async with open_when_there(settings, asyncio.Event(), patience=1.0):
            pass
