"""A database that fails where a test says: SQLite's own errors, raised by the product's own connections."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest


def error_of(code: int, words: str, kind: type[sqlite3.Error] = sqlite3.OperationalError) -> sqlite3.Error:
    """An error as SQLite raises it."""
    error = kind(words)
    error.sqlite_errorcode = code
    return error


TROUBLES = {
    "full": error_of(sqlite3.SQLITE_FULL, "database or disk is full"),
    "readonly": error_of(sqlite3.SQLITE_READONLY, "attempt to write a readonly database"),
    "locked": error_of(sqlite3.SQLITE_BUSY, "database is locked"),
    "damaged": error_of(sqlite3.SQLITE_CORRUPT, "database disk image is malformed", sqlite3.DatabaseError),
    "damaged head": error_of(sqlite3.SQLITE_NOTADB, "file is not a database", sqlite3.DatabaseError),
    "disk": error_of(sqlite3.SQLITE_IOERR | (3 << 8), "disk I/O error"),
    "locked snapshot": error_of(sqlite3.SQLITE_BUSY | (2 << 8), "database is locked"),
    "readonly path": error_of(sqlite3.SQLITE_CANTOPEN, "unable to open database file"),
    "damaged tables": error_of(sqlite3.SQLITE_ERROR, "no such table: person"),
    "other": error_of(sqlite3.SQLITE_NOMEM, "out of memory"),
}
"""By what the caller is told; the word behind a space only tells two of a kind apart."""


@dataclass
class Fault:
    """Which statements fail, by how they begin, how many of them, and with what."""

    begins: str = ""
    error: BaseException | None = None
    times: int = 1
    raised: int = 0

    def check(self, sql: str) -> None:
        if self.error is None or not self.begins or not sql.lstrip().upper().startswith(self.begins):
            return
        if self.raised >= self.times:
            return
        self.raised += 1
        raise self.error


@dataclass
class Failing:
    """The faults of all connections that were opened since."""

    faults: list[Fault] = field(default_factory=list)

    def fail(self, begins: str, error: BaseException, times: int = 1) -> Fault:
        fault = Fault(begins, error, times)
        self.faults.append(fault)
        return fault

    def mend(self) -> None:
        self.faults.clear()

    def check(self, sql: str) -> None:
        for fault in self.faults:
            fault.check(sql)


@contextmanager
def failing_connections(monkeypatch: pytest.MonkeyPatch) -> Iterator[Failing]:
    """Let every connection that is opened inside fail as it is told."""
    failing = Failing()
    connect = sqlite3.connect

    class Connection(sqlite3.Connection):
        def execute(self, sql: str, *rest: Any) -> sqlite3.Cursor:
            failing.check(sql)
            return super().execute(sql, *rest)

        def executemany(self, sql: str, *rest: Any) -> sqlite3.Cursor:
            failing.check(sql)
            return super().executemany(sql, *rest)

        def executescript(self, sql: str) -> sqlite3.Cursor:
            failing.check(sql)
            return super().executescript(sql)

        def commit(self) -> None:
            failing.check("COMMIT")
            super().commit()

        def rollback(self) -> None:
            failing.check("ROLLBACK")
            super().rollback()

    def opened(*arguments: Any, **options: Any) -> sqlite3.Connection:
        failing.check("OPEN")
        return connect(*arguments, **{"factory": Connection, **options})

    with monkeypatch.context() as patch:
        patch.setattr(sqlite3, "connect", opened)
        yield failing
