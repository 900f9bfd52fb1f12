"""What SQLite does for a look, counted in steps of its machine, which no other work changes."""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from tortoise.connection import get_connection

from storage.opened import reader, writer


@dataclass
class Steps:
    """How many were taken."""

    taken: int = 0


_counting: list[Steps] = []
_counted: list[sqlite3.Connection] = []
"""All that were ever counted: a connection is told once and for good.

To tell it waits for its statement, holding the interpreter, for which the statement waits once it is counted.
"""


def _count() -> int:
    for steps in _counting:
        steps.taken += 1
    return 0  # SQLite is to go on


@asynccontextmanager
async def counted() -> AsyncIterator[Steps]:
    """Count what all connections that are open do until the end of the block."""
    tortoise = get_connection("default")._connection
    own = [one._connection for one in (writer.get(), reader.get()) if one._connection is not None]
    for connection in own:
        if not any(connection is known for known in _counted):
            connection.set_progress_handler(_count, 1)
            _counted.append(connection)
    await tortoise.set_progress_handler(_count, 1)  # by its own thread, between two statements
    steps = Steps()
    _counting.append(steps)
    try:
        yield steps
    finally:
        del _counting[-1]


async def steps_of(look: Callable[[], Awaitable[object]]) -> int:
    """Return how many steps all statements of a look take together."""
    await look()  # so that every connection is open
    async with counted() as steps:
        await look()
    return steps.taken
