"""Group commit on PostgreSQL: one transaction for what is ready at the same moment, one of them after the other.

Its own steps and those of other processes follow each other by `locks.WRITING`, as transactions of Tortoise do.
"""

from contextlib import suppress
from typing import Any

import asyncpg

from storage.batches import Batches, Spoiled, Waiting
from storage.postgres.client import Client
from storage.postgres.driving import drive
from storage.postgres.locks import BEGIN
from storage.postgres.texts import only_reads
from storage.postgres.trouble import OF_THE_DRIVER, kind_of, trouble_of

AGAIN = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError, asyncpg.InvalidCachedStatementError)
"""What is over when all is driven once more."""

TRIES = 3


class PostgresWriter(Batches):
    """Writes to the open database."""

    def __init__(self, client: Client) -> None:
        super().__init__()
        self._client = client

    async def _commit(self, batch: list[Waiting]) -> None:
        for tries_left in reversed(range(TRIES)):
            try:
                async with self._client.turn, self._client.pool.acquire() as connection:
                    await _committed(connection, batch)
            except Spoiled:
                raise
            except AGAIN as error:
                if not tries_left:
                    raise trouble_of(error) from error
            except Exception as error:
                raise trouble_of(error) from error
            else:
                return


async def _committed(connection: Any, batch: list[Waiting]) -> None:
    await connection.execute(BEGIN)
    try:
        for waiting in batch:
            await _drive(connection, waiting)
        await connection.execute("COMMIT")
    except BaseException:
        with suppress(*OF_THE_DRIVER):
            await connection.execute("ROLLBACK")
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
