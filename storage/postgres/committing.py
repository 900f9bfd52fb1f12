"""Driving a batch on a connection, in one transaction."""

from collections.abc import Callable, Sequence
from typing import Any

import asyncpg

from storage.batches import Spoiled, Waiting
from storage.postgres.driving import drive
from storage.postgres.texts import only_reads
from storage.postgres.transaction import begin, roll_back
from storage.postgres.trouble import kind_of, trouble_of

AGAIN = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError, asyncpg.InvalidCachedStatementError)
"""What is over when all is driven once more."""


async def committed(
    connection: Any, how: str, batch: Sequence[Waiting], driven: Callable[[], None] = lambda: None
) -> None:
    """Begin so, drive all and commit; `driven` is called when nothing but the commit is left.

    Raises Spoiled where one of them makes the others' writes go, too, and what the server fails with.
    """
    await begin(connection, how)
    try:
        for waiting in batch:
            await _drive(connection, waiting)
        driven()
        await connection.execute("COMMIT")
    except BaseException:
        await roll_back(connection)
        raise


async def _drive(connection: Any, waiting: Waiting) -> None:
    waiting.result = waiting.error = None
    wrote = False

    def note(sql: str) -> None:
        nonlocal wrote
        wrote = wrote or not only_reads(sql)

    try:
        waiting.result = await drive(connection, waiting.steps(), note)
    except AGAIN:
        raise
    except Exception as error:
        if wrote or isinstance(error, asyncpg.PostgresError) or kind_of(error) is not None:
            raise Spoiled from trouble_of(error)
        waiting.error = error
