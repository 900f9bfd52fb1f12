"""What SQLite does for a look, counted in steps of its machine, which no other work changes."""

from collections.abc import Awaitable, Callable

from tortoise.connection import get_connection

from storage.opened import reader, writer


async def steps_of(look: Callable[[], Awaitable[object]]) -> int:
    """Return how many steps all statements of a look take together."""
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    await look()  # so that every connection is open
    tortoise = get_connection("default")._connection  # type: ignore[attr-defined]
    own = [one._connection for one in (writer.get(), reader.get()) if one._connection is not None]  # type: ignore[attr-defined]
    for connection in own:
        connection.set_progress_handler(step, 1)
    await tortoise.set_progress_handler(step, 1)
    try:
        await look()
    finally:
        for connection in own:
            connection.set_progress_handler(None, 0)
        await tortoise.set_progress_handler(None, 0)
    return taken
