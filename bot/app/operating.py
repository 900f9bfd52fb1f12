"""What those who watch a process are answered, put together. It knows no Telegram: every process that works has it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version

from bot.app.environment import Address, cannot_listen
from bot.operating.door import OperatorsDoor
from bot.operating.exposition import Exposition
from bot.operating.listening import CannotListen, listening
from bot.operating.readiness import Readiness
from domain.clock import Clock, system_clock
from domain.counters import Counters
from storage.app import our_migrations
from storage.repositories.figures import FiguresRepository


@asynccontextmanager
async def watched(
    where: Address,
    counters: Counters,
    *,
    role: str,
    database: str,
    heard_at: Callable[[], datetime | None] | None = None,
    clock: Clock = system_clock,
) -> AsyncIterator[int]:
    """Answer `/healthz`, `/readyz` and `/metrics` until the end of the block; yields the port.

    `role` is which process this is, `database` the address of its database; `heard_at` tells when it has last heard
    from Telegram, None in one that never does. Raises WrongSetting where it cannot be listened there.
    """
    rows = FiguresRepository()
    ready = Readiness(rows, frozenset(our_migrations()), clock, heard_at)
    exposition = Exposition(counters, version=our_version(), role=role, database=database.partition("://")[0])
    door = OperatorsDoor(ready, exposition, rows, clock)
    try:
        async with listening(where.host, where.port, door.routes()) as port:
            yield port
    except CannotListen as error:
        raise cannot_listen("METRICS_LISTEN", where, error.reason) from None
    finally:
        await door.close()


def our_version() -> str:
    """Return the version that is installed."""
    try:
        return version("gonets")
    except PackageNotFoundError:
        return "unknown"
