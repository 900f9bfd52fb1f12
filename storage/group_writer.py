"""Group commit: what is ready at the same moment is written together, and each waits for its own commit.

On SQLite a commit costs as much as dozens of statements. One writer on a connection of its own gathers what waits,
begins with the write lock, and commits once.
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from storage.statements import Steps, drive
from storage.trouble import kind_of, trouble_of

Result = TypeVar("Result")

MOST_TOGETHER = 256
"""How many are committed together: more would make the first wait for the last."""

BUSY_SECONDS = 10.0


@dataclass(slots=True)
class _Waiting:
    steps: Callable[[], Steps[Any]]
    future: "asyncio.Future[Any]"
    result: Any = None
    error: Exception | None = None


class _HasWritten(Exception):
    """Steps failed behind their first write: what they wrote must go, with all that was written beside it."""


class GroupWriter:
    """Writes for one database file in a thread of its own, which begins with the first write."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._queue: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def __call__(self, steps: Callable[[], Steps[Result]]) -> Result:
        """Write, and return when it is on the disk.

        `steps` makes the generator anew when it must be driven a second time. Steps check before their first write.
        Raises what they raise, and DatabaseTrouble when the disk or the file does not let us write: then nothing is.
        """
        if self._thread is None:
            self._loop = asyncio.get_running_loop()
            self._thread = threading.Thread(target=self._run, name="group-writer", daemon=True)
            self._thread.start()
        waiting = _Waiting(steps, asyncio.get_running_loop().create_future())
        self._queue.put(waiting)
        result: Result = await waiting.future
        return result

    async def close(self) -> None:
        """Write what waits, and end."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._queue.put(None)
            await asyncio.to_thread(thread.join)

    def _run(self) -> None:
        connection: sqlite3.Connection | None = None
        while True:
            batch, last = self._gather()
            if batch:
                try:
                    connection = connection or self._open()
                    self._write(connection, batch)
                except Exception as error:  # noqa: BLE001 - whoever waits gets it, and the thread lives on
                    for waiting in batch:
                        waiting.error = trouble_of(error)
                self._answer(batch)
            if last:
                break
        if connection is not None:
            connection.close()

    def _gather(self) -> tuple[list[_Waiting], bool]:
        """Return what waits, and whether it is the last."""
        first = self._queue.get()
        if first is None:
            return [], True
        batch = [first]
        with suppress(queue.Empty):
            while len(batch) < MOST_TOGETHER:
                following = self._queue.get_nowait()
                if following is None:
                    return batch, True
                batch.append(following)
        return batch, False

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def _write(self, connection: sqlite3.Connection, batch: list[_Waiting]) -> None:
        """Commit all together; where one spoils the transaction, each for itself."""
        try:
            self._commit(connection, batch)
        except _HasWritten:
            for waiting in batch:
                try:
                    self._commit(connection, [waiting])
                except _HasWritten as spoiled:
                    waiting.error = trouble_of(spoiled.__cause__)
                except sqlite3.Error as error:
                    waiting.error = trouble_of(error)

    def _commit(self, connection: sqlite3.Connection, batch: list[_Waiting]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for waiting in batch:
                waiting.result = waiting.error = None
                before = connection.total_changes
                try:
                    waiting.result = drive(connection, waiting.steps())
                except Exception as error:
                    if connection.total_changes != before:
                        raise _HasWritten from error
                    if kind_of(error) is not None:
                        raise
                    waiting.error = error
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise

    def _answer(self, batch: list[_Waiting]) -> None:
        loop = self._loop
        if loop is not None:
            with suppress(RuntimeError):  # the loop has ended: nobody waits any more
                loop.call_soon_threadsafe(_set, batch)


def _set(batch: list[_Waiting]) -> None:
    for waiting in batch:
        if waiting.future.done():
            continue
        if waiting.error is not None:
            waiting.future.set_exception(waiting.error)
        else:
            waiting.future.set_result(waiting.result)


writer: ContextVar[GroupWriter] = ContextVar("group_writer")
"""The open database's writer."""
