"""Reading beside the writer: what only looks takes no write lock, and waits for nobody who writes.

A statement takes microseconds and is done on the loop, as the writer's are.
"""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from storage.sqlite.group_writer import GroupWriter
from storage.statements import Steps, drive
from storage.trouble import kind_of, trouble_of

Result = TypeVar("Result")


class Reader:
    """Reads one database file on a connection of its own, each time all of one moment."""

    def __init__(self, path: Path, instead: GroupWriter) -> None:
        """`instead` drives the steps where the file is locked: it waits for that in a thread."""
        self._path = path
        self._instead = instead
        self._connection: sqlite3.Connection | None = None

    async def __call__(self, steps: Callable[[], Steps[Result]]) -> Result:
        """Drive steps that only read. Raises DatabaseTrouble when the file cannot be read."""
        try:
            return self._read(steps)
        except sqlite3.Error as error:
            self.close()
            if kind_of(error) != "locked":
                raise trouble_of(error) from error
        return await self._instead(steps)

    def close(self) -> None:
        """End; the next use opens the file anew."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()

    def _read(self, steps: Callable[[], Steps[Result]]) -> Result:
        if self._connection is None:
            self._connection = sqlite3.connect(
                f"{self._path.absolute().as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None
            )
            self._connection.execute("PRAGMA query_only = ON")
        connection = self._connection
        connection.execute("BEGIN")
        try:
            return drive(connection, steps())
        finally:
            connection.execute("ROLLBACK")
