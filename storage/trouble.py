"""What is wrong with the database when it does not let us read or write, in words: a full disk is no bug, no secret."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tortoise.exceptions import OperationalError, TransactionManagementError

from domain.errors import DatabaseTrouble

_BY_CODE = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "readonly",
    sqlite3.SQLITE_PERM: "readonly",
    sqlite3.SQLITE_CANTOPEN: "readonly",
    sqlite3.SQLITE_AUTH: "readonly",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_PROTOCOL: "locked",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_FORMAT: "damaged",
    sqlite3.SQLITE_IOERR: "disk",
    sqlite3.SQLITE_NOMEM: "other",
    sqlite3.SQLITE_INTERRUPT: "other",
    sqlite3.SQLITE_ABORT: "other",
    sqlite3.SQLITE_INTERNAL: "other",
    sqlite3.SQLITE_NOLFS: "full",
}
"""By SQLite's primary result codes (sqlite.org/rescode.html). A statement that is wrong in itself is not among them."""

_BY_WORDS = (
    ("full", ("database or disk is full", "no space left", "file too large", "quota exceeded")),
    ("readonly", ("readonly", "read-only", "unable to open", "permission denied", "not permitted")),
    ("locked", ("locked", "busy")),
    ("damaged", ("malformed", "not a database", "corrupt", "no such table", "no such column")),
    ("disk", ("disk i/o error",)),
)
_BY_ERRNO = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EROFS: "readonly",
    errno.EIO: "disk",
}


def kind_of(error: BaseException | None) -> str | None:
    """Name the trouble, or None when it is none of the database's own: full, readonly, locked, damaged, disk, other."""
    match error:
        case DatabaseTrouble():
            return str(error.params.get("kind", "other"))
        case OperationalError() | TransactionManagementError():
            inner = error.args[0] if error.args else None
            return kind_of(inner) if isinstance(inner, sqlite3.Error) else _by_words(error)
        case sqlite3.Error():
            code = getattr(error, "sqlite_errorcode", None)
            known = None if code is None else _BY_CODE.get(code & 0xFF)
            return known or _by_words(error)
        case OSError():
            return _BY_ERRNO.get(error.errno or 0)
    return None


def reason_of(error: BaseException) -> str | None:
    """Name what stands in the way of opening a file, where `kind_of` would blame no database."""
    return kind_of(error) or (_by_words(error) if isinstance(error, OSError) else None)


def _by_words(error: BaseException) -> str | None:
    words = str(error).casefold()
    return next((kind for kind, marks in _BY_WORDS if any(mark in words for mark in marks)), None)


def trouble_of(error: BaseException | None) -> BaseException:
    """Return the error that is raised for this one: DatabaseTrouble where the database is what fails."""
    if error is None:
        return DatabaseTrouble(kind="other")
    if isinstance(error, DatabaseTrouble):
        return error
    kind = kind_of(error)
    return error if kind is None else DatabaseTrouble(str(error), kind=kind)


@contextmanager
def in_words(named: Callable[[BaseException], BaseException] = trouble_of) -> Iterator[None]:
    """Raise what the database fails with as DatabaseTrouble; everything else goes through.

    `named` says which error is raised for another, the same one where the database is not what fails.
    """
    try:
        yield
    except Exception as error:
        trouble = named(error)
        if trouble is error:
            raise
        raise trouble from error
