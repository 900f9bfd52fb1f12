"""What commands over the database share: settings, the open database, the key."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app.environment import PREFIX, Problem, StorageSettings, WrongSetting
from domain.errors import GonetsError
from storage.addresses import is_on_server
from storage.database import SqliteFile, open_database, refuse_lost
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox, has_database

if TYPE_CHECKING:
    from domain.servers.server_settings import ServerSettings


@dataclass(frozen=True, slots=True)
class Storage:
    """The open database."""

    settings: StorageSettings
    box: SecretBox
    configuration: ConfigurationRepository

    def server_settings(self) -> "ServerSettings":
        """Return what reads how to log in, tokens of OAuth 2.0 included."""
        from bot.app.logins import server_settings

        return server_settings(self.configuration, self.box, self.settings.proxy)


def heartbeat_at(settings: StorageSettings) -> Path:
    """Return where the running bot gives its sign of life: beside a file, in the home of what is on a server."""
    from bot.workers.heartbeat import heartbeat_of

    if is_on_server(settings.database_url):
        return heartbeat_of(settings.home / "gonets")
    return heartbeat_of(SqliteFile.from_url(settings.database_url).path)


log = logging.getLogger(__name__)

ASKED_AGAIN = 5.0
"""Seconds between two tries to reach a server that does not answer at the start."""

WAITED_FOR = frozenset({"lost", "crowded"})
"""What passes by itself: the server restarts, or others have all its connections."""

PATIENCE = 10.0
"""Seconds that a command waits for a lock that another process holds: it has one go, unlike the bot."""


@asynccontextmanager
async def open_storage(
    settings: StorageSettings | None = None, *, patience: float = PATIENCE
) -> AsyncIterator[Storage]:
    """Open the database of the settings; raises WrongSetting, DatabaseLost, DatabaseUnusable or DatabaseKindNotYet."""
    settings = settings or StorageSettings.load()
    if settings.secret_key is None:
        if is_on_server(settings.database_url):
            raise WrongSetting([Problem(f"{PREFIX}SECRET_KEY", "setting-not-set", "setting-key-on-server")])
        refuse_lost(SqliteFile.from_url(settings.database_url).path, settings.home)
    async with open_database(settings.database_url, patience=patience):
        box = SecretBox.for_home(settings.home, settings.secret_key)
        has_database(settings.home)
        yield Storage(settings, box, ConfigurationRepository(box))


@asynccontextmanager
async def open_when_there(
    settings: StorageSettings, stop: asyncio.Event, *, patience: float
) -> AsyncIterator[Storage | None]:
    """Open the database for a process that serves: a server that does not answer is waited for, as later on.

    Yields None when stopped meanwhile. Raises what `open_storage` does.
    """
    async with AsyncExitStack() as stack:
        storage, said = None, False
        while storage is None and not stop.is_set():
            try:
                storage = await stack.enter_async_context(open_storage(settings, patience=patience))
            except GonetsError as error:
                if not is_on_server(settings.database_url) or error.params.get("kind") not in WAITED_FOR:
                    raise
                if not said:
                    log.warning("the start waits for the database server: %s", error.detail)
                    said = True
                with suppress(TimeoutError):
                    async with asyncio.timeout(ASKED_AGAIN):
                        await stop.wait()
        yield storage
