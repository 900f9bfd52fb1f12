"""What SQLite does for a look, counted in steps of its machine, which no other work changes."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from tortoise.connection import get_connection

from storage.opened import reader, writer


class Steps:
    """How many were taken."""

    taken = 0

    def __call__(self) -> int:
        """One more: SQLite is to go on."""
        self.taken += 1
        return 0


@asynccontextmanager
async def counted() -> AsyncIterator[Steps]:
    """Count what all connections that are open do until the end of the block."""
    steps = Steps()
    tortoise = get_connection("default")._connection  # type: ignore[attr-defined]
    own = [one._connection for one in (writer.get(), reader.get()) if one._connection is not None]  # type: ignore[attr-defined]
    for connection in own:
        connection.set_progress_handler(steps, 1)
    await tortoise.set_progress_handler(steps, 1)
    try:
        yield steps
    finally:
        for connection in own:
            connection.set_progress_handler(None, 0)
        await tortoise.set_progress_handler(None, 0)


async def steps_of(look: Callable[[], Awaitable[object]]) -> int:
    """Return how many steps all statements of a look take together."""
    await look()  # so that every connection is open
    async with counted() as steps:
        await look()
    return steps.taken
