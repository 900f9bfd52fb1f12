"""What a command that works until it is stopped answers to those who watch it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.cli import tell
from bot.cli.words import text

if TYPE_CHECKING:
    from bot.app.environment import WatchedSettings
    from domain.counters import Counters


@asynccontextmanager
async def watching(
    settings: "WatchedSettings",
    counters: "Counters",
    *,
    role: str,
    heard_at: Callable[[], datetime | None] | None = None,
) -> AsyncIterator[None]:
    """Answer where the settings say so: what is not wanted costs no memory."""
    if settings.metrics_listen is None:
        yield
        return
    from bot.app.operating import watched

    where = settings.metrics_listen
    async with watched(where, counters, role=role, database=settings.database_url, heard_at=heard_at) as port:
        tell(text("cli-run-watched", address=str(replace(where, port=port))))
        yield
