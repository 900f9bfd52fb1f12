"""What an operator should know of a server: its version, its clock, and how long a commit takes to be on its disk."""

import statistics
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storage.postgres.server import PostgresServer

OLDEST = 15
"""The oldest version that the product is tried on."""

_COMMITS = 5


@dataclass(frozen=True, slots=True)
class AboutServer:
    """What a server says of itself."""

    version: str
    is_old: bool
    ahead: timedelta
    """By how much its clock is before this machine's; negative where it is behind."""
    commit_ms: float
    writes_through: bool
    """Whether what is committed outlives a power failure."""


async def about(server: PostgresServer) -> AboutServer:
    """Ask a server; nothing is kept of it. Raises ServerUnusable."""
    async with server.reached() as connection:
        number = int(await connection.fetchval("SHOW server_version_num"))
        before = datetime.now(UTC)
        there = await connection.fetchval("SELECT clock_timestamp()")
        here = before + (datetime.now(UTC) - before) / 2
        took = []
        for _ in range(_COMMITS):
            started = time.perf_counter()
            # Written to the log of the server and flushed like a row, but there is no row.
            await connection.execute("SELECT pg_logical_emit_message(true, 'gonets', '')")
            took.append(time.perf_counter() - started)
        version = f"{number // 10_000}.{number % 10_000}"
        through = await connection.fetchval("SHOW fsync") == "on"
        return AboutServer(version, number < OLDEST * 10_000, there - here, statistics.median(took) * 1000, through)
