"""What is wrong with the database when it does not let us write, in words: a full disk is no bug, and no secret."""

import sqlite3

from tortoise.exceptions import OperationalError

from domain.errors import GonetsError


class DatabaseTrouble(GonetsError):
    """Nothing was written: the disk is full, the file is locked, read-only or damaged."""

    key = "error-database-trouble"


_KINDS = (
    ("full", ("database or disk is full", "no space left")),
    ("readonly", ("readonly", "read-only", "unable to open")),
    ("locked", ("locked", "busy")),
    ("damaged", ("malformed", "not a database", "corrupt")),
    ("disk", ("disk i/o error",)),
)


def kind_of(error: BaseException) -> str | None:
    """Name the trouble, or None when it is none of the database's own."""
    if not isinstance(error, sqlite3.Error | OperationalError | OSError):
        return None
    words = str(error).casefold()
    return next((kind for kind, marks in _KINDS if any(mark in words for mark in marks)), None)


def trouble_of(error: BaseException | None) -> Exception:
    """Return the error that is raised for this one: DatabaseTrouble where the database is what fails."""
    if error is None:
        return DatabaseTrouble(kind="other")
    kind = kind_of(error)
    if kind is not None:
        return DatabaseTrouble(str(error), kind=kind)
    return error if isinstance(error, Exception) else DatabaseTrouble(repr(error), kind="other")
