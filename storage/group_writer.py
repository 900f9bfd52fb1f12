"""Group commit: what is ready at the same moment is written together, and each waits for its own commit.

On SQLite a commit costs as much as dozens of statements. One writer on a connection of its own gathers what waits,
begins with the write lock, and commits once. What may wait (the lock, the disk at the commit) is done in a thread; the
statements themselves take microseconds and are done on the loop: in a thread each of them would fight for the
interpreter's lock with everything else, which was measured to halve the rate.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from storage.statements import Steps, drive
from storage.trouble import kind_of, trouble_of

Result = TypeVar("Result")

MOST_TOGETHER = 64
"""How many are committed together: more would make the first wait for the last, and hold the loop."""

CHECKPOINT_PAGES = 4_000
"""After how many pages (4 KiB each) the log goes into the file: a burst would do it every few dozen commits."""


@dataclass(slots=True)
class _Waiting:
    steps: Callable[[], Steps[Any]]
    future: "asyncio.Future[Any]"
    result: Any = None
    error: BaseException | None = None

    def answer(self) -> None:
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


class _Spoiled(Exception):
    """Steps failed behind their first write, or the database failed: all that was written beside it must go, too."""


class GroupWriter:
    """Writes for one database file. It belongs to one event loop."""

    def __init__(self, path: Path, patience: float = 10.0, turn: asyncio.Lock | None = None) -> None:
        """`patience`: for how many seconds a lock that another process holds is waited for.

        `turn` is what whoever else writes to the file in this process waits for, too.
        """
        self._path = path
        self._patience = patience
        self._turn = turn or asyncio.Lock()
        self._queue: deque[_Waiting] = deque()
        self._thread = ThreadPoolExecutor(1, "group-writer")
        self._writing: asyncio.Task[None] | None = None
        self._connection: sqlite3.Connection | None = None

    async def __call__(self, steps: Callable[[], Steps[Result]]) -> Result:
        """Write, and return when it is on the disk.

        `steps` makes the generator anew when it must be driven a second time. Steps check before their first write.
        Raises what they raise, and DatabaseTrouble when the disk or the file does not let us write: then nothing is.
        """
        waiting = _Waiting(steps, asyncio.get_running_loop().create_future())
        self._queue.append(waiting)
        if self._writing is None:
            self._writing = asyncio.get_running_loop().create_task(self._run())
        result: Result = await waiting.future
        return result

    async def close(self) -> None:
        """Write what waits, and end."""
        while self._writing is not None:
            await asyncio.wait([self._writing])
        if self._connection is not None:
            with suppress(sqlite3.Error):
                await self._in_thread(self._connection.close)
        self._thread.shutdown()

    async def _run(self) -> None:
        try:
            while self._queue:
                batch = [self._queue.popleft() for _ in range(min(len(self._queue), MOST_TOGETHER))]
                try:
                    await self._write(batch)
                except BaseException as error:
                    for waiting in batch:
                        waiting.error = trouble_of(error)
                    if not isinstance(error, Exception):
                        raise
                finally:
                    for waiting in batch:
                        waiting.answer()
        finally:
            self._writing = None

    async def _write(self, batch: list[_Waiting]) -> None:
        """Commit all together; where one spoils the transaction, each for itself."""
        try:
            await self._commit(batch)
        except _Spoiled as spoiled:
            if len(batch) == 1:
                batch[0].error = trouble_of(spoiled.__cause__)
                return
            for waiting in batch:
                try:
                    await self._commit([waiting])
                except _Spoiled as its_own:
                    waiting.error = trouble_of(its_own.__cause__)
                except Exception as error:  # noqa: BLE001 - it is this one's alone: the others may be committed
                    waiting.error = trouble_of(error)

    async def _commit(self, batch: list[_Waiting]) -> None:
        if self._connection is None:
            self._connection = await self._in_thread(self._open)
        connection: sqlite3.Connection = self._connection
        async with self._turn:
            try:
                await self._in_thread(lambda: connection.execute("BEGIN IMMEDIATE"))
                for waiting in batch:
                    _drive(connection, waiting)
                await self._in_thread(lambda: connection.execute("COMMIT"))
            except BaseException:
                await self._take_back(connection)
                raise

    async def _take_back(self, connection: sqlite3.Connection) -> None:
        """Roll back; a connection that cannot even do that is opened anew."""
        try:
            await self._in_thread(connection.rollback)
        except sqlite3.Error:
            self._connection = None
            with suppress(sqlite3.Error):
                await self._in_thread(connection.close)

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=self._patience, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA cache_size = -16000")
            connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        except BaseException:
            connection.close()
            raise
        return connection


def _drive(connection: sqlite3.Connection, waiting: _Waiting) -> None:
    waiting.result = waiting.error = None
    before = connection.total_changes
    try:
        waiting.result = drive(connection, waiting.steps())
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        # Of a full disk SQLite ends the transaction by itself: nothing more may be driven in it.
        if connection.total_changes != before or kind_of(error) is not None:
            raise _Spoiled from error
        waiting.error = error


writer: ContextVar[GroupWriter] = ContextVar("group_writer")
"""The open database's writer."""
