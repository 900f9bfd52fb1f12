"""Reading beside the writer, all of one moment."""

from collections.abc import Callable
from typing import TypeVar

from storage.postgres.client import Client
from storage.postgres.driving import drive
from storage.postgres.trouble import in_words
from storage.statements import Steps

Result = TypeVar("Result")


class PostgresReader:
    """Reads the open database on a connection of its pool."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def __call__(self, steps: Callable[[], Steps[Result]]) -> Result:
        """Drive steps that only read. Raises DatabaseTrouble when the server cannot be asked."""
        with in_words():
            async with (
                self._client.pool.acquire() as connection,
                connection.transaction(isolation="repeatable_read", readonly=True),
            ):
                return await drive(connection, steps())
