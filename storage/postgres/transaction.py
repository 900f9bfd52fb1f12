"""Beginning a transaction that writes, and giving one up.

The server gives a lock back when the connection of a killed process breaks. That of a frozen one stays: what is idle in
a transaction the server ends itself, and what stopped in the middle of a statement whoever waited for it in vain.
"""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import asyncpg

from storage.postgres.locks import WRITING
from storage.postgres.server import FROZEN
from storage.postgres.trouble import OF_THE_DRIVER

_END_FROZEN = f"""
    SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity activity
    WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
    AND state = 'active' AND wait_event IN ('ClientRead', 'ClientWrite')
    AND state_change < clock_timestamp() - $1::interval AND query NOT LIKE 'COPY %'
    AND EXISTS (
        SELECT 1 FROM pg_locks held WHERE held.pid = activity.pid AND locktype = 'advisory' AND granted
        AND classid::bigint = 0 AND objid::bigint = {WRITING} AND objsubid = 1
    )
"""  # noqa: S608 - the number is ours
"""Between a statement's text and its values a session is not idle, and the server waits for its client for ever. What
is copied comes row by row in one statement, for as long as there is more.
"""


async def begin(connection: Any, how: str, frozen: timedelta = timedelta(seconds=FROZEN)) -> None:
    """Begin a transaction by one of `locks`.

    Whoever waited for its lock in vain ends the sessions that hold it and have said nothing for as long as `frozen`,
    and waits once more. Raises what the driver does, with nothing begun.
    """
    try:
        try:
            await connection.execute(how)
        except asyncpg.LockNotAvailableError:
            await connection.execute("ROLLBACK")
            if not await connection.fetchval(_END_FROZEN, frozen):
                raise
            await connection.execute(how)
    except BaseException:
        await roll_back(connection)
        raise


async def roll_back(connection: Any) -> None:
    """Give a transaction up, whatever it has come to."""
    with suppress(*OF_THE_DRIVER):
        await connection.execute("ROLLBACK")
