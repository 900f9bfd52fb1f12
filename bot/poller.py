"""Fetching updates: they are rows before Telegram hears that they came."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.inbox import Inbox, SayTrouble, body_of, person_of
from domain.clock import Clock
from domain.errors import DatabaseTrouble

log = logging.getLogger(__name__)

NUMBERS_GO_ON = timedelta(days=6)
"""After a week without updates Telegram numbers them from anywhere (Bot API, Update): an old offset would confirm what
nobody has seen. Without one all comes that is not confirmed; what is kept already stays as it is.
"""
POLL_SECONDS = 25
AFTER_TROUBLE = 1.0
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]


class Poller:
    """Fetches updates; the next call confirms them, so they are committed first."""

    def __init__(self, bot: Bot, inbox: Inbox, wake: Callable[[], None], say_trouble: SayTrouble, clock: Clock) -> None:
        self._bot = bot
        self._inbox = inbox
        self._wake = wake
        self._say_trouble = say_trouble
        self._clock = clock

    async def run(self) -> None:
        """Poll until cancelled; a Bot API that does not answer is waited for with one line a minute."""
        newest = await self._inbox.newest()
        offset, heard_at = (None, self._clock()) if newest is None else (newest[0] + 1, newest[1])
        told_at = 0.0
        pause = 1.0
        while True:
            if self._clock() - heard_at >= NUMBERS_GO_ON:
                offset = None
            try:
                updates = await self._bot.get_updates(
                    offset=offset, timeout=POLL_SECONDS, allowed_updates=ALLOWED, request_timeout=POLL_SECONDS + 15
                )
            except TelegramUnauthorizedError:
                raise
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
                continue
            except TelegramAPIError as error:
                now = asyncio.get_running_loop().time()
                if now - told_at >= 60 or not told_at:
                    log.warning("%s", await self._trouble(error))
                    told_at = now
                await asyncio.sleep(pause)
                pause = min(pause * 2, 15)
                continue
            if told_at:
                log.info("the Bot API answers again")
                told_at = 0.0
            pause = 1.0
            if updates:
                rows = [(update.update_id, person_of(update), body_of(update)) for update in updates]
                try:
                    await self._inbox.put(rows, self._clock())
                except DatabaseTrouble as trouble:
                    # Not kept, not confirmed: Telegram gives the same updates again.
                    log.error("updates could not be kept, asking for them again: %s", trouble.detail)  # noqa: TRY400
                    for update in updates:
                        await self._say_trouble(update, trouble)
                    await asyncio.sleep(AFTER_TROUBLE)
                    continue
                except Exception:
                    log.exception("updates could not be kept, asking for them again")
                    await asyncio.sleep(AFTER_TROUBLE)
                    continue
                offset, heard_at = updates[-1].update_id + 1, self._clock()
                self._wake()

    async def _trouble(self, error: TelegramAPIError) -> str:
        """Say why no updates come; a webhook of an earlier program is taken away (Bot API: getUpdates)."""
        if not isinstance(error, TelegramConflictError):
            return f"the Bot API does not answer ({type(error).__name__}), waiting for it"
        if "webhook" not in error.message.casefold():
            return "another program reads this bot's updates with the same token: stop it"
        with suppress(TelegramAPIError):
            await self._bot.delete_webhook(drop_pending_updates=False)
        return "the bot had a webhook of another program: it was taken away"
