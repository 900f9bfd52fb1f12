"""The door through which Telegram's updates come, put together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app.environment import Address, cannot_listen
from bot.operating.listening import CannotListen, listening
from bot.telegram.webhook import LARGEST, Webhook


@asynccontextmanager
async def taking_updates(where: Address, webhook: Webhook, stop: asyncio.Event | None = None) -> AsyncIterator[int]:
    """Take updates until `stop`; yields the port. Raises WrongSetting where it cannot be listened."""
    try:
        async with listening(where.host, where.port, webhook.routes(), largest=LARGEST, until=stop) as port:
            yield port
    except CannotListen as error:
        raise cannot_listen("LISTEN", where, error.reason) from None
