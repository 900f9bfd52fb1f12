"""A database on a PostgreSQL server: where it is, and how connections to it are set up."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import asyncpg
from pydantic import SecretStr

from storage.addresses import refuse_unreadable, shown
from storage.app import APP, APP_CONFIG
from storage.postgres.trouble import in_words, reaching

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

CONNECTING = 10.0
"""Seconds that a connection to the server may take."""

FAREWELL = 5.0
"""Seconds that a connection may take to close."""

FROZEN = 10.0
"""Seconds after which the server ends a transaction whose process says nothing: others wait for what it holds."""

MOST_CONNECTIONS = 6
"""Of one process: its writers, its reader, and what is done beside them. Each learns all statements anew."""

PATIENCE = 15.0
"""Seconds that a lock is waited for: longer than a frozen process can hold it."""

KNOWN_STATEMENTS = 500
"""How many prepared statements a connection keeps: the product has some hundreds."""

SILENT_AFTER, ASKED_EVERY, ASKED = 10, 5, 3
"""A connection on which nothing comes is asked after so many seconds, and so often, whether its other side is there.

Either side does so: a host that is gone leaves its locks within half a minute, and is noticed as soon.
"""

GONE_AFTER = SILENT_AFTER + ASKED_EVERY * ASKED
"""Seconds after which a server's host that acknowledges nothing is gone."""

SETTINGS = {
    "application_name": "gonets",
    "timezone": "UTC",
    "default_transaction_isolation": "read committed",
    "lock_timeout": f"{round(PATIENCE * 1000)}",
    "idle_in_transaction_session_timeout": f"{round(FROZEN * 1000)}",
    "tcp_keepalives_idle": f"{SILENT_AFTER}",
    "tcp_keepalives_interval": f"{ASKED_EVERY}",
    "tcp_keepalives_count": f"{ASKED}",
    "plan_cache_mode": "force_generic_plan",  # else each connection plans each statement five times, a fifth of all
    "enable_seqscan": "off",  # that plan is kept, whatever a table held when it was made: an empty one is read whole
    "random_page_cost": "1.1",
    "jit": "off",  # compiling costs more than these statements
    "synchronous_commit": "on",
}
"""What the server is told about each connection."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A database on a server, by its address."""

    url: SecretStr

    @classmethod
    def from_url(cls, url: str) -> "PostgresServer":
        """Read `postgresql://user:password@host:port/database?sslmode=…`, as PostgreSQL's own programs do.

        Raises AddressUnreadable.
        """
        refuse_unreadable(url)
        return cls(SecretStr(url))

    @property
    def named(self) -> str:
        """How it is called in errors and logs: its server and its name, never its password."""
        return shown(self.url.get_secret_value())

    def config(self) -> dict[str, Any]:
        """Return Tortoise's configuration for this database."""
        return {
            "connections": {"default": {"engine": "storage.postgres", "credentials": {"server": self}}},
            "apps": {APP: APP_CONFIG},
            "use_tz": True,
            "timezone": "UTC",
        }

    async def connect(self) -> "asyncpg.Connection[Any]":
        """Open one connection. Raises DatabaseTrouble."""
        connection = await self.connect_plainly()
        with in_words():
            await set_up(connection)
        return connection

    async def connect_plainly(self) -> "asyncpg.Connection[Any]":
        """Open one connection, with types as the driver has them. Raises DatabaseTrouble."""
        with in_words():
            connection: asyncpg.Connection[Any] = await asyncpg.connect(
                self.url.get_secret_value(), server_settings=SETTINGS, timeout=CONNECTING
            )
        notice_a_host_that_is_gone(connection)
        return connection

    @asynccontextmanager
    async def reached(self) -> AsyncIterator["asyncpg.Connection[Any]"]:
        """Have a connection as `connect_plainly` opens it. Raises ServerUnusable for whatever is in the way."""
        with reaching(self.named):
            connection = await self.connect_plainly()
            try:
                yield connection
            finally:
                await connection.close(timeout=FAREWELL)

    async def pool(self) -> "asyncpg.Pool[Any]":
        """Open connections; the first one at once, so that what is wrong is said at the start.

        None is kept when there is nothing to do: with a `min_size` the driver would open one again and again while the
        server is away, and write a traceback to the log each time.
        """
        pool = await asyncpg.create_pool(
            self.url.get_secret_value(),
            min_size=0,
            max_size=MOST_CONNECTIONS,
            server_settings=SETTINGS,
            timeout=CONNECTING,
            init=set_up,
            reset=_as_it_is,
            statement_cache_size=KNOWN_STATEMENTS,
            max_cached_statement_lifetime=0,
        )
        async with pool.acquire():
            return pool


async def set_up(connection: "asyncpg.Connection[Any]") -> None:
    """Let instants and truths be given as they are to SQLite; what comes back are instants and truths."""
    notice_a_host_that_is_gone(connection)
    await connection.set_type_codec(
        "timestamptz", schema="pg_catalog", encoder=_since_epoch, decoder=_at, format="tuple"
    )
    await connection.set_type_codec("date", schema="pg_catalog", encoder=str, decoder=date.fromisoformat, format="text")
    await connection.set_type_codec("bool", schema="pg_catalog", encoder=_truth, decoder=_is_true, format="text")


def notice_a_host_that_is_gone(connection: "asyncpg.Connection[Any]") -> None:
    """Let a connection break once its server's host is gone; what it owes an answer would else be waited for for ever.

    The driver waits as long as the kernel does: a quarter of an hour for an acknowledgement, without end for a word.
    """
    connected = connection._transport.get_extra_info("socket")
    if connected is None or connected.family not in {socket.AF_INET, socket.AF_INET6}:
        return
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in (
        ("TCP_KEEPIDLE", SILENT_AFTER),
        ("TCP_KEEPINTVL", ASKED_EVERY),
        ("TCP_KEEPCNT", ASKED),
        ("TCP_USER_TIMEOUT", GONE_AFTER * 1000),
    ):
        if hasattr(socket, name):  # not every system has all of them
            connected.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


async def _as_it_is(connection: "asyncpg.Connection[Any]") -> None:
    """Take a connection back without a word to the server: nobody leaves anything on it but a transaction.

    The driver ends that one by itself. Its own reset would be a round trip behind each read and each commit.
    """


def _since_epoch(value: datetime | str) -> tuple[int]:
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return ((at - _EPOCH) // _MICROSECOND,)


def _at(value: tuple[int]) -> datetime:
    return _EPOCH + timedelta(microseconds=value[0])


def _truth(value: object) -> str:
    return "t" if value else "f"


def _is_true(value: str) -> bool:
    return value == "t"
