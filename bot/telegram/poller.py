"""Fetching updates: they are rows before Telegram hears that they came."""

import asyncio
import logging
from asyncio import sleep
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from bot.telegram.hosts import host_of
from bot.telegram.inbox import Inbox
from bot.telegram.keeping_updates import KeepUpdates
from bot.telegram.raw_updates import FetchUpdates, RawUpdate
from bot.telegram.updates import KINDS
from domain.clock import Clock
from domain.counters import Counters
from domain.errors import DatabaseTrouble

log = logging.getLogger(__name__)

NUMBERS_GO_ON = timedelta(days=6)
"""After a week without updates Telegram numbers them from anywhere (Bot API, Update): an old offset would confirm what
nobody has seen. Without one all comes that is not confirmed; what is kept already stays as it is.
"""
POLL_SECONDS = 25
AFTER_TROUBLE = 1.0


class Poller:
    """Fetches updates; the next call confirms them, so they are committed first.

    The offset follows from numbers alone. An update without one can be neither kept nor confirmed: it comes again with
    each answer, so there is a pause, and what comes beside it is taken as ever.
    """

    def __init__(
        self, bot: Bot, inbox: Inbox, keep: KeepUpdates, clock: Clock, counters: Counters | None = None
    ) -> None:
        self._bot = bot
        self._inbox = inbox
        self._keep = keep
        self._clock = clock
        self._counters = counters or Counters()
        self._offset: int | None = None
        self._heard_at: datetime = clock()
        self._without_number: frozenset[str] = frozenset()
        self._webhooks = 0

    async def run(self) -> None:
        """Poll until cancelled; a Bot API that does not answer is waited for with one line a minute."""
        newest = None
        try:
            newest = await self._inbox.newest()
        except DatabaseTrouble as trouble:
            # Asked without an offset Telegram gives all that is not confirmed; whoever sent it hears what is wrong.
            log.warning("the number of the newest update cannot be read: %s", trouble.detail)
        if newest is not None:
            self._offset, self._heard_at = newest[0] + 1, newest[1]
        told, told_at = "", 0.0
        pause = 1.0
        while True:
            if self._clock() - self._heard_at >= NUMBERS_GO_ON:
                self._offset = None
            try:
                updates = await self._bot(
                    FetchUpdates(offset=self._offset, timeout=POLL_SECONDS, allowed_updates=list(KINDS)),
                    request_timeout=POLL_SECONDS + 15,
                )
            except TelegramUnauthorizedError:
                raise
            except TelegramRetryAfter as error:
                await sleep(max(error.retry_after, AFTER_TROUBLE))
                continue
            except TelegramAPIError as error:
                now, words = asyncio.get_running_loop().time(), await self._trouble(error)
                if words != told or now - told_at >= 60:
                    log.warning("%s", words)
                    told, told_at = words, now
                await sleep(pause)
                pause = min(pause * 2, 15)
                continue
            self._counters.heard(self._clock())
            if told:
                log.info("the Bot API answers again")
                told = ""
            pause = 1.0
            if updates and not await self._taken(updates):
                await sleep(AFTER_TROUBLE)

    async def _taken(self, updates: Sequence[RawUpdate]) -> bool:
        """Take the updates; whatever nobody expected there ends no polling, and confirms nothing."""
        try:
            return await self._take(updates)
        except Exception:
            log.exception("updates could not be kept, asking for them again")
            return False

    async def _take(self, updates: Sequence[RawUpdate]) -> bool:
        """Keep what is for us and move the offset on; False where the same would come again at once."""
        numbered = [(number, update) for update in updates if (number := update.number) is not None]
        if numbered and not await self._keep(numbered):
            return False
        nameless = [update for update in updates if update.number is None]
        await self._pass_over(nameless)
        newest = max((number for number, _ in numbered), default=None)
        if newest is None:
            return False
        moves = self._offset is None or newest >= self._offset
        self._offset, self._heard_at = newest + 1, self._clock()
        return moves and not nameless

    async def _pass_over(self, updates: Sequence[RawUpdate]) -> None:
        """Count updates that cannot be kept, each once while it keeps coming."""
        came = frozenset(update.text for update in updates)
        for _ in came - self._without_number:
            await self._keep.pass_over("no usable number")
        self._without_number = came

    async def _trouble(self, error: TelegramAPIError) -> str:
        """Say why no updates come; a webhook that was set before is taken away (Bot API: getUpdates)."""
        if not isinstance(error, TelegramConflictError):
            return f"the Bot API does not answer ({type(error).__name__}), waiting for it"
        if "webhook" not in (error.message or "").casefold():
            return "another program reads this bot's updates with the same token: stop it"
        url = ""
        with suppress(TelegramAPIError):
            url = (await self._bot.get_webhook_info()).url
        with suppress(TelegramAPIError):
            await self._bot.delete_webhook(drop_pending_updates=False)
        if url:
            # What it was sent and did not take is not confirmed, whatever has come behind it.
            self._offset = None
            self._webhooks += 1
        where = f" at {host_of(url)}" if url else ""
        if self._webhooks > 1:
            return f"a webhook{where} was set again and was taken away again: stop the program that sets it"
        return f"the bot had a webhook{where}: it was taken away, and updates are fetched from now on"
