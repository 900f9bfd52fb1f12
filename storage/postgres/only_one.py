"""One `gonets run` that fetches updates for each bot, or several that are sent them: a lock of the server.

A killed process leaves it free.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import asyncpg

from domain.errors import DatabaseTrouble
from storage.postgres.locks import of_bot
from storage.postgres.server import PostgresServer
from storage.postgres.trouble import in_words

log = logging.getLogger(__name__)

LOOKED_AFTER = 5.0
"""Seconds between two looks whether the lock is still ours, and how long one may take: it goes with its connection."""

AFTER_TROUBLE = 1.0
"""Seconds until it is tried again while the server does not answer."""

TRIES_TO_END = 50
"""How often it is asked whether a session that was told to end has ended."""

_FORMER = """
    SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND pid = $1
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND classid::bigint = $2 AND objid::bigint = $3 AND pid <> pg_backend_pid()
"""


class TakenByAnother(Exception):
    """Another process fetches this bot's updates, or is sent them while we would fetch them."""


@asynccontextmanager
async def only_one(
    server: PostgresServer, token: str, lost: Callable[[], None], every: float = LOOKED_AFTER, *, together: bool = False
) -> AsyncIterator[None]:
    """Hold the lock of the bot; raises TakenByAnother at once when somebody has it, and DatabaseTrouble.

    `together` is for processes with a webhook, any number of which hold it beside each other.

    A connection that breaks takes the lock with it. It is taken anew at once; where another was quicker, `lost` is
    called.
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
        self._former: int | None = None
        self.broken = asyncio.Event()
        """Set when the connection has broken: the server may give the lock to another from then on."""

    async def take(self) -> None:
        connection = await self._server.connect()
        try:
            with in_words():
                taken = await self._taken(connection)
        except BaseException:
            connection.terminate()
            raise
        if not taken:
            await connection.close()
            raise TakenByAnother
        self._connection, self._former = connection, connection.get_server_pid()
        self.broken.clear()
        connection.add_termination_listener(lambda _: self.broken.set())

    async def _taken(self, connection: "asyncpg.Connection[Any]") -> bool:
        for _ in range(TRIES_TO_END):
            if await self._try(connection):
                return True
            if not await self._end_former(connection):
                break
            await asyncio.sleep(LOOKED_AFTER / TRIES_TO_END)
        return await self._try(connection)  # our former session may have ended between the two looks

    async def _try(self, connection: "asyncpg.Connection[Any]") -> bool:
        return bool(await connection.fetchval(f"SELECT {self._ask}($1)", self._number))

    async def _end_former(self, connection: "asyncpg.Connection[Any]") -> bool:
        """End our own former session: where the network was cut, the server takes it for alive for half a minute."""
        if self._former is None:
            return False
        high, low = self._number >> 32 & 0xFFFFFFFF, self._number & 0xFFFFFFFF
        return bool(await connection.fetch(_FORMER, self._former, high, low))

    async def is_held(self, within: float) -> bool:
        if self._connection is None or self.broken.is_set():
            await self.release()
            return False
        try:
            with in_words():
                await self._connection.fetchval("SELECT 1", timeout=within)
        except DatabaseTrouble:
            await self.release()
            return False
        return True

    async def release(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(DatabaseTrouble), in_words():
                # Given back in words: the server notices the end of a connection a moment after it.
                await connection.execute("SELECT pg_advisory_unlock_all()", timeout=1)
                await connection.close(timeout=1)
            connection.terminate()


async def _look_after(lock: _Lock, lost: Callable[[], None], every: float) -> None:
    pause = every
    while True:
        with suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await lock.broken.wait()
        pause = every
        try:
            if not await lock.is_held(every):
                await lock.take()
                log.info("the connection that holds this bot's lock broke off and is there again")
        except TakenByAnother:
            log.warning("another process has taken over talking to Telegram for this bot, this one stops")
            lost()
            return
        except DatabaseTrouble as trouble:
            log.warning("this bot's lock is to be taken anew: %s", trouble.detail)
            pause = min(every, AFTER_TROUBLE)
            lock.broken.clear()  # else nothing would be waited for
