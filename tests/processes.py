"""Another process on the database of a test: an opening of its own, with what such a process knows and nothing more."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from tests.databases import opened

Result = TypeVar("Result")


class Process:
    """Does what it is told in its own opening of the database."""

    def __init__(self) -> None:
        self._told: asyncio.Queue[tuple[Callable[[], Awaitable[Any]], asyncio.Future[Any]] | None] = asyncio.Queue()
        self._is_open = asyncio.Event()

    async def do(self, work: Callable[[], Awaitable[Result]]) -> Result:
        """Have it done there, and return what it came to."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        await self._told.put((work, future))
        return await future

    async def run(self, path: Path) -> None:
        async with opened(path):
            self._is_open.set()
            while (told := await self._told.get()) is not None:
                work, future = told
                try:
                    future.set_result(await work())
                except Exception as error:  # noqa: BLE001 - it is whoever has asked for it who looks at it
                    future.set_exception(error)

    async def until_open(self) -> None:
        await self._is_open.wait()

    def end(self) -> None:
        self._told.put_nowait(None)


@asynccontextmanager
async def another_process(path: Path) -> AsyncIterator[Process]:
    """Have another process on the database at `path`, which the caller has open, too."""
    async with asyncio.TaskGroup() as group:
        process = Process()
        group.create_task(process.run(path))
        await process.until_open()
        yield process
        process.end()
