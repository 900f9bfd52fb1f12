"""What commands over the database share: settings, the open database, the key."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.settings import StorageSettings
from storage.database import open_database
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox


@dataclass(frozen=True, slots=True)
class Storage:
    """The open database."""

    settings: StorageSettings
    box: SecretBox
    configuration: ConfigurationRepository


PATIENCE = 10.0
"""Seconds that a command waits for a lock that another process holds: it has one go, unlike the bot."""


@asynccontextmanager
async def open_storage(
    settings: StorageSettings | None = None, *, patience: float = PATIENCE
) -> AsyncIterator[Storage]:
    """Open the database of the settings; raises WrongSetting, DatabaseUnusable or DatabaseKindNotYet."""
    settings = settings or StorageSettings.load()
    async with open_database(settings.database_url, patience=patience):
        box = SecretBox.for_home(settings.home, settings.secret_key)
        yield Storage(settings, box, ConfigurationRepository(box))
