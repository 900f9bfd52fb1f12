"""Reading beside the writer, all of one moment."""

from collections.abc import Callable
from typing import Any, TypeVar

from storage.postgres.client import Client, answered
from storage.postgres.driving import drive
from storage.postgres.texts import numbered
from storage.postgres.trouble import in_words
from storage.statements import Answer, Steps

Result = TypeVar("Result")


class PostgresReader:
    """Reads the open database on a connection of its pool.

    A statement alone sees one moment by itself, so that most reads are one round trip. Where others come behind the
    first, all are asked anew in a transaction, from then on at once: which these are is known by the first's text.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        self._several: set[str] = set()

    async def __call__(self, steps: Callable[[], Steps[Result]]) -> Result:
        """Drive steps that only read. Raises DatabaseTrouble when the server cannot be asked."""
        reading = steps()
        try:
            sql, values = next(reading)
            with in_words():
                async with self._client.pool.acquire() as connection:
                    if sql not in self._several:
                        count, rows = await answered(connection, numbered(sql), values)
                        reading.send(Answer(rows, count))
                        self._several.add(sql)
                    return await _of_one_moment(connection, steps)
        except StopIteration as end:
            came_to: Result = end.value
            return came_to
        finally:
            reading.close()


async def _of_one_moment(connection: Any, steps: Callable[[], Steps[Result]]) -> Result:
    async with connection.transaction(isolation="repeatable_read", readonly=True):
        return await drive(connection, steps())
