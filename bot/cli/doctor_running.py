"""What `gonets doctor` says of a bot that runs: its doors, its webhook, its log."""

import asyncio
from typing import TYPE_CHECKING, Protocol

from bot.cli.words import text

if TYPE_CHECKING:
    from aiogram import Bot

    from bot.app.environment import Address, RunSettings

PATIENCE = 7.0
"""Seconds: a database that does not answer is said within five."""


class Findings(Protocol):
    """Takes what was found."""

    def good(self, line: str) -> None:
        """Something is as it should be."""
        ...

    def note(self, line: str) -> None:
        """Something to know, and nothing to do."""
        ...

    def bad(self, line: str, advice: str) -> None:
        """Something is missing or wrong, and what to do."""
        ...


async def doors(run: "RunSettings", found: Findings) -> None:
    """Say how the log is written, and what a bot that runs answers to those who watch it."""
    found.good(text("doctor-log", kind=run.log))
    if run.metrics_listen is None:
        found.note(text("doctor-unwatched"))
        return
    where = str(_from_here(run.metrics_listen))
    answer = await _asked(f"http://{where}/readyz")
    if answer is None:
        found.note(text("doctor-watched-silent", address=where))
    elif answer[0] == 200:
        found.good(text("doctor-watched", address=where))
    elif answer[0] == 503:
        reasons = "; ".join(line.removeprefix("not ready: ") for line in answer[1].splitlines())
        found.bad(text("doctor-not-serving", address=where, reason=reasons), text("doctor-not-serving-advice"))
    else:
        found.bad(text("doctor-watched-other", address=where), text("doctor-watched-other-advice"))


async def webhook(run: "RunSettings", bot: "Bot", found: Findings) -> None:
    """Say where Telegram sends updates, and how that goes. Raises TelegramAPIError."""
    from bot.telegram.hosts import host_of

    info = await bot.get_webhook_info(request_timeout=10)
    waiting = info.pending_update_count
    if run.webhook_url is None:
        if info.url:
            found.note(text("doctor-webhook-elsewhere", host=host_of(info.url)))
        return
    if info.url != run.webhook_url:
        has = "yes" if info.url else "no"
        found.note(text("doctor-webhook-not-set", set=has, host=host_of(info.url)))
    elif info.last_error_message and waiting:
        line = text("doctor-webhook-fails", host=host_of(info.url), reason=info.last_error_message, count=waiting)
        where = _from_here(run.listens)
        advice = "doctor-webhook-fails-advice" if await _listens(where) else "doctor-webhook-nobody-advice"
        found.bad(line, text(advice, address=str(where)))
    else:
        found.good(text("doctor-webhook", host=host_of(info.url), count=waiting))


def _from_here(where: "Address") -> "Address":
    """Return where this machine finds what listens there: an address of all of them is no address to ask."""
    from dataclasses import replace

    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - it is read, and nothing is opened
    return replace(where, host=everywhere.get(where.host, where.host))


async def _listens(where: "Address") -> bool:
    """Whether anybody takes connections there."""
    try:
        async with asyncio.timeout(PATIENCE):
            _, writer = await asyncio.open_connection(where.host, where.port)
    except (TimeoutError, OSError):
        return False
    writer.close()
    return True


async def _asked(url: str) -> tuple[int, str] | None:
    """Return status and text; None when nobody answers."""
    from aiohttp import ClientError, ClientSession, ClientTimeout

    try:
        async with ClientSession(timeout=ClientTimeout(PATIENCE)) as http, http.get(url) as response:
            return response.status, (await response.content.read(2000)).decode(errors="replace")
    except (ClientError, TimeoutError, OSError):
        return None
