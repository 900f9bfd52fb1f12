"""The webhook: Telegram sends updates here, and they are rows before it hears that they came (Bot API: setWebhook)."""

import hmac
import logging
from asyncio import sleep
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramRetryAfter, TelegramUnauthorizedError
from aiogram.types import WebhookInfo
from aiohttp import web
from pydantic import SecretStr

from bot.telegram.hosts import host_of, path_of
from bot.telegram.keeping_updates import KeepUpdates
from bot.telegram.raw_updates import RawUpdate, decoder
from bot.telegram.updates import KINDS
from domain.clock import Clock
from domain.counters import Counters

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a name
LARGEST = 4 * 1024 * 1024
"""Bytes of an update: the longest message has some 100 KB of JSON."""

LOOKED_AT_EVERY = 60.0
"""Seconds between two looks at what Telegram says of the webhook."""

LONGEST_PAUSE = 15.0


class Webhook:
    """Takes updates that Telegram sends. It answers 200 when they are committed, so that nothing is lost in a crash.

    Telegram sends what was not answered so again, and nothing newer of the same chat before it: a body that cannot be
    read is therefore noted and answered 200 as well, since it would come for ever.
    """

    def __init__(
        self, bot: Bot, keep: KeepUpdates, *, url: str, secret: SecretStr, clock: Clock, counters: Counters
    ) -> None:
        self._bot = bot
        self._keep = keep
        self._url = url
        self._secret = secret.get_secret_value()
        self._clock = clock
        self._counters = counters
        self._failed_at: datetime | None = None

    def routes(self) -> Sequence[web.RouteDef]:
        """Return what Telegram calls."""
        return [web.post(path_of(self._url), self._take)]

    async def run(self) -> None:
        """Set the webhook, and see that it stays ours; until cancelled.

        Raises TelegramUnauthorizedError when the token is wrong.
        """
        await self._until_done(self._set)
        while True:
            await sleep(LOOKED_AT_EVERY)
            await self._until_done(self._look)

    async def _take(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(given, self._secret.encode()):
            # Of two processes one may have another key or GONETS_WEBHOOK_SECRET; or it is not Telegram who asks.
            log.warning("the webhook was asked %s the secret word", "with another word than" if given else "without")
            return web.Response(status=403)
        try:
            body = await request.read()
        except (OSError, web.RequestPayloadError):
            return web.Response(status=400)  # it broke off: whoever has sent it sends it again
        except web.HTTPRequestEntityTooLarge:
            await self._keep.pass_over("its body is too long")
            return web.Response()
        update = _read(body)
        if update is None or update.number is None:
            await self._keep.pass_over("it is no JSON" if update is None else "no usable number")
            return web.Response()
        try:
            kept = await self._keep([(update.number, update)])
        except Exception:
            log.exception("update %s could not be kept, it must come again", update.number)
            kept = False
        if kept:
            self._counters.heard(self._clock())
        return web.Response(status=200 if kept else 500)

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._url, secret_token=self._secret, allowed_updates=list(KINDS), drop_pending_updates=False
        )
        log.info("Telegram sends updates to %s", host_of(self._url))
        self._counters.heard(self._clock())

    async def _look(self) -> None:
        info = await self._bot.get_webhook_info()
        self._counters.updates_waiting = info.pending_update_count
        if info.url != self._url:
            other = f"set to {host_of(info.url)}" if info.url else "taken away"
            log.warning("the webhook was %s by another program with the same token: stop it", other)
            await self._set()
            return
        self._counters.heard(self._clock())
        self._tell_failure(info)

    def _tell_failure(self, info: WebhookInfo) -> None:
        """Say once what Telegram says of a delivery that did not work."""
        at = info.last_error_date
        if at is None or at == self._failed_at or not info.pending_update_count:
            return
        self._failed_at = at
        log.warning(
            "Telegram cannot deliver to the webhook (%s), %s updates wait there",
            info.last_error_message,
            info.pending_update_count,
        )

    async def _until_done(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do it; while the Bot API does not, it is asked again, with one line for each kind of trouble."""
        pause, told = 1.0, ""
        while True:
            try:
                await work()
            except TelegramUnauthorizedError:
                raise
            except TelegramRetryAfter as error:
                await sleep(max(error.retry_after, 1.0))
            except TelegramAPIError as error:
                words = _trouble(error)
                if words != told:
                    log.warning("%s", words)
                    told = words
                await sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return


def _trouble(error: TelegramAPIError) -> str:
    if isinstance(error, TelegramBadRequest):
        return f"Telegram refuses the webhook ({error.message}): see to GONETS_WEBHOOK_URL"
    return f"the Bot API does not answer ({type(error).__name__}), waiting for it"


def _read(body: bytes) -> RawUpdate | None:
    """Return the update of a body; None where it is no JSON."""
    text = body.decode(errors="replace").strip(" \t\r\n")
    try:
        content, end = decoder().raw_decode(text)
    except RecursionError:
        return RawUpdate(text, None)
    except ValueError:
        return None
    return RawUpdate(text, content) if end == len(text) else None
