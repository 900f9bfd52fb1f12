"""A new database that is thrown away, for a benchmark to measure on."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from storage.database import open_database


def on_a_new_database(measure: Callable[[], Awaitable[list[tuple[str, str]]]]) -> list[tuple[str, str]]:
    """Return what is measured on it."""

    async def work() -> list[tuple[str, str]]:
        with tempfile.TemporaryDirectory() as home:
            async with open_database(f"sqlite://{Path(home) / 'benchmark.db'}"):
                return await measure()

    return asyncio.run(work())
