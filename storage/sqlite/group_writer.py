"""Group commit on SQLite.

On SQLite a commit costs as much as dozens of statements. One writer on a connection of its own gathers what waits,
begins with the write lock, and commits once. What may wait (a lock that another process holds, the disk at the commit)
is done in a thread; the statements themselves take microseconds and are done on the loop: in a thread each of them
would fight for the interpreter's lock with everything else, which was measured to halve the rate.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from storage.batches import Batches, Spoiled, Waiting
from storage.statements import drive
from storage.trouble import kind_of

Result = TypeVar("Result")

CHECKPOINT_PAGES = 4_000
"""After how many pages (4 KiB each) the log goes into the file: a burst would do it every few dozen commits."""


class GroupWriter(Batches):
    """Writes for one database file. It belongs to one event loop."""

    def __init__(self, path: Path, patience: float = 10.0, turn: asyncio.Lock | None = None) -> None:
        """`patience`: for how many seconds a lock that another process holds is waited for.

        `turn` is what whoever else writes to the file in this process waits for, too.
        """
        super().__init__()
        self._path = path
        self._patience = patience
        self._turn = turn or asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, "group-writer")
        self._connection: sqlite3.Connection | None = None

    async def close(self) -> None:
        """Write what waits, and end."""
        await super().close()
        if self._connection is not None:
            with suppress(sqlite3.Error):
                await self._in_thread(self._connection.close)
        self._thread.shutdown()

    async def _commit(self, batch: list[Waiting]) -> None:
        if self._connection is None:
            self._connection = await self._in_thread(self._open)
        connection: sqlite3.Connection = self._connection
        async with self._turn:
            try:
                await self._begin(connection)
                for waiting in batch:
                    _drive(connection, waiting)
                await self._in_thread(lambda: connection.execute("COMMIT"))
            except BaseException:
                await self._take_back(connection)
                raise

    async def _begin(self, connection: sqlite3.Connection) -> None:
        """Take the write lock: at once where no other process has it; those of this one wait in line."""
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            if kind_of(error) != "locked":
                raise
            await self._in_thread(lambda: self._begin_patiently(connection))

    def _begin_patiently(self, connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA busy_timeout = {round(self._patience * 1000)}")
        try:
            connection.execute("BEGIN IMMEDIATE")
        finally:
            connection.execute("PRAGMA busy_timeout = 0")

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
            connection.execute("PRAGMA busy_timeout = 0")  # nothing waits on the loop
        except BaseException:
            connection.close()
            raise
        return connection


def _drive(connection: sqlite3.Connection, waiting: Waiting) -> None:
    waiting.result = waiting.error = None
    before = connection.total_changes
    try:
        waiting.result = drive(connection, waiting.steps())
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        # Of a full disk SQLite ends the transaction by itself: nothing more may be driven in it.
        if connection.total_changes != before or kind_of(error) is not None:
            raise Spoiled from error
        waiting.error = error
