"""A service account's key that is sent as a file: who asks for one, and its message that goes at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Protocol

from aiogram import Bot
from aiogram.filters import Filter
from aiogram.types import Message
from pydantic import SecretStr

from bot.objects.questions import SecretQuestion
from bot.telegram.download import download
from bot.telegram.page import Page
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.errors import GonetsError
from domain.file_names import file_name
from domain.logins.oauth2.service_account import LARGEST_KEY, NoServiceAccountKey, service_account_of, text_of_key
from domain.people import Person


class KnownFiles(Protocol):
    """Which files are taken whatever is asked: the configuration, accounts."""

    def knows(self, name: str) -> bool:
        """Whether a file of that name is taken by anybody."""
        ...


class KeyFile(Filter):
    """Lets a file through that answers a page which asks for a key; its question comes as `asked`."""

    def __init__(self, kind: type[SecretQuestion]) -> None:
        self._kind = kind

    async def __call__(self, message: Message, person: Person, take_file: KnownFiles) -> bool | dict[str, Any]:
        """Whether this person was asked for a key, and the file may be one."""
        asked, document = self._kind.asked_of(person), message.document
        if asked is None or not asked.wants_key:
            return False
        name = file_name((document.file_name if document else None) or "")
        return False if take_file.knows(name) else {"asked": asked}


class KeyNotAsked(GonetsError):
    """A service account's key came where nothing had asked for one: its message is gone, and nothing was kept."""

    key = "error-key-not-asked"


async def take_key_away(message: Message, bot: Bot, screen: Screen, visit: Visit) -> None:
    """Delete the message of a key that nobody has asked for, and raise KeyNotAsked; any other file is left alone."""
    document = message.document
    size = LARGEST_KEY + 1 if document is None else document.file_size or 0
    if document is None or size > LARGEST_KEY or not (document.file_name or "").casefold().endswith(".json"):
        return
    try:
        service_account_of(text_of_key(await download(bot, document)))
    except NoServiceAccountKey as wrong:
        if wrong.reason != "private-key":
            return
    if not await screen.chat.remove(message.chat.id, message.message_id):
        await screen.chat.say(visit.person.telegram_id, Page(visit.text("password-not-deleted")))
    raise KeyNotAsked


@asynccontextmanager
async def key_in(message: Message, bot: Bot, screen: Screen, visit: Visit) -> AsyncIterator[SecretStr]:
    """Fetch what the file holds and delete its message, whatever becomes of it; raises NoServiceAccountKey.

    It is fetched first: Telegram promises nothing about files of messages that are gone.
    """
    deleted = False
    try:
        try:
            document = message.document
            if document is None or (document.file_size or 0) > LARGEST_KEY:
                raise NoServiceAccountKey("large")
            content = await download(bot, document)
        finally:
            deleted = await screen.chat.remove(message.chat.id, message.message_id)
        yield SecretStr(text_of_key(content))
    finally:
        if not deleted:
            await screen.chat.say(visit.person.telegram_id, Page(visit.text("password-not-deleted")))
