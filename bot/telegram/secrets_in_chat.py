"""Messages that hold a password: they go from the chat at once, and whoever wrote one hears when it could not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram.types import Message

from bot.composing.screen import Screen
from domain.people import Person


@asynccontextmanager
async def erased(message: Message, screen: Screen, person: Person) -> AsyncIterator[None]:
    """Delete the message before anything else is done with what it says."""
    deleted = await screen.chat.remove(message.chat.id, message.message_id)
    try:
        yield
    finally:
        if not deleted:
            await screen.chat.say(person.telegram_id, screen.notice_page(person, "password-not-deleted"))
