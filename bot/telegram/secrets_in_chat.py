"""Messages that hold a password: they go from the chat at once, and whoever wrote one hears when it could not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiogram.types import Message

from bot.telegram.page import Page
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit


@asynccontextmanager
async def erased(message: Message, screen: Screen, visit: Visit) -> AsyncIterator[None]:
    """Delete the message before anything else is done with what it says."""
    deleted = await screen.chat.remove(message.chat.id, message.message_id)
    try:
        yield
    finally:
        if not deleted:
            await screen.chat.say(visit.person.telegram_id, Page(visit.text("password-not-deleted")))
