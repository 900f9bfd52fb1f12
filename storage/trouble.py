"""What is wrong with the database when it does not let us write, in words: a full disk is no bug, and no secret."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from tortoise.exceptions import OperationalError

from domain.errors import DatabaseTrouble

_KINDS = (
    ("full", ("database or disk is full", "no space left", "file too large", "quota exceeded")),
    ("readonly", ("readonly", "read-only", "unable to open", "permission denied", "not permitted")),
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


@contextmanager
def in_words() -> Iterator[None]:
    """Raise what the database fails with as DatabaseTrouble; everything else goes through."""
    try:
        yield
    except Exception as error:
        trouble = trouble_of(error)
        if trouble is error:
            raise
        raise trouble from error
