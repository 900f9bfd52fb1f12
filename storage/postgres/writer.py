"""Group commit on PostgreSQL: one transaction for what is ready at the same moment.

What is fenced goes beside what others write so, in this process and in others; everything else is alone (`locks`).
"""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from storage.batches import Batches, Spoiled, Waiting
from storage.postgres.beside import Beside
from storage.postgres.client import Client
from storage.postgres.committing import AGAIN, committed
from storage.postgres.locks import BEGIN
from storage.postgres.trouble import trouble_of
from storage.statements import Steps
from storage.together import Among

Result = TypeVar("Result")

TRIES = 3


class PostgresWriter:
    """Writes to the open database."""

    def __init__(self, client: Client) -> None:
        self._alone = _Alone(client)
        self._beside = Beside(client, self._alone)

    async def __call__(
        self, steps: Callable[[], Steps[Result]], among: Among[Any, Result] | None = None, *, fenced: bool = False
    ) -> Result:
        """Write, as `Batches` does."""
        waiting = Waiting(steps, asyncio.get_running_loop().create_future(), among)
        line = self._beside if fenced or (among is not None and among.fenced) else self._alone
        line.add(waiting)
        result: Result = await waiting.future
        return result

    async def finish(self) -> None:
        """Wait until all that waits is written."""
        await self._beside.finish()
        await self._alone.finish()

    async def close(self) -> None:
        """Write what waits, and end."""
        await self.finish()


class _Alone(Batches):
    """Writes while nobody else does, one batch after the other, in turns with Tortoise's transactions."""

    def __init__(self, client: Client) -> None:
        super().__init__()
        self._client = client

    async def _commit(self, batch: list[Waiting]) -> None:
        for tries_left in reversed(range(TRIES)):
            try:
                async with self._client.turn, self._client.pool.acquire() as connection:
                    await committed(connection, BEGIN, batch)
            except Spoiled:
                raise
            except AGAIN as error:
                if not tries_left:
                    raise trouble_of(error) from error
            except Exception as error:
                raise trouble_of(error) from error
            else:
                return
