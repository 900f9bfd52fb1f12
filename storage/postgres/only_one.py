"""One `gonets run` that fetches updates for each bot, or several that are sent them: a lock of the server.

A killed process leaves it free.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg

from storage.postgres.locks import of_bot
from storage.postgres.server import PostgresServer

log = logging.getLogger(__name__)

LOOKED_AFTER = 5.0
"""Seconds between two looks whether the lock is still ours: it goes with its connection."""


class TakenByAnother(Exception):
    """Another process fetches this bot's updates, or is sent them while we would fetch them."""


@asynccontextmanager
async def only_one(
    server: PostgresServer, token: str, lost: Callable[[], None], every: float = LOOKED_AFTER, *, together: bool = False
) -> AsyncIterator[None]:
    """Hold the lock of the bot; raises TakenByAnother at once when somebody has it, and what connecting raises.

    `together` is for processes with a webhook, any number of which hold it beside each other.

    A connection that breaks takes the lock with it. It is taken anew then; where another was quicker, `lost` is called.
    """
    lock = _Lock(server, of_bot(token), together=together)
    await lock.take()
    looking = asyncio.get_running_loop().create_task(_look_after(lock, lost, every))
    try:
        yield
    finally:
        looking.cancel()
        await asyncio.wait([looking])
        await lock.release()


class _Lock:
    def __init__(self, server: PostgresServer, number: int, *, together: bool) -> None:
        self._server = server
        self._number = number
        self._ask = "pg_try_advisory_lock_shared" if together else "pg_try_advisory_lock"
        self._connection: asyncpg.Connection[Any] | None = None

    async def take(self) -> None:
        connection = await self._server.connect()
        if not await connection.fetchval(f"SELECT {self._ask}($1)", self._number):
            await connection.close()
            raise TakenByAnother
        self._connection = connection

    async def is_held(self) -> bool:
        if self._connection is None:
            return False
        try:
            await self._connection.fetchval("SELECT 1", timeout=LOOKED_AFTER)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            await self.release()
            return False
        return True

    async def release(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                # Given back in words: the server notices the end of a connection a moment after it.
                await connection.execute("SELECT pg_advisory_unlock_all()", timeout=1)
                await connection.close(timeout=1)


async def _look_after(lock: _Lock, lost: Callable[[], None], every: float) -> None:
    while True:
        await asyncio.sleep(every)
        if await lock.is_held():
            continue
        try:
            await lock.take()
        except TakenByAnother:
            log.warning("another process has taken over talking to Telegram for this bot, this one stops")
            lost()
            return
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            log.warning("the database server does not answer (%s)", error)
