"""What is wrong with the server when it does not let us read or write, in words."""

from contextlib import AbstractContextManager

import asyncpg

from domain.errors import DatabaseTrouble
from storage import trouble

_BY_STATE = {
    "53100": "full",
    "25006": "readonly",
    "42501": "readonly",
    "55P03": "locked",
    "57014": "locked",
    "40P01": "locked",
    "40001": "locked",
    "42P01": "damaged",
    "42703": "damaged",
    "58030": "disk",
    "53300": "lost",
    "25P03": "lost",
}
_BY_CLASS = {"08": "lost", "57": "lost", "28": "refused", "3D": "refused", "XX": "damaged", "53": "other", "58": "disk"}
"""By PostgreSQL's error codes (its documentation, appendix A) and their first two characters, the class."""

_GONE = ("closed", "closing", "released back to the pool")
"""What the driver says of a connection that is gone: the pool takes one back as soon as it breaks."""


def kind_of(error: BaseException) -> str | None:
    """Name the trouble, or None when a statement is wrong in itself."""
    match error:
        case asyncpg.PostgresError():
            state = error.sqlstate or ""
            return _BY_STATE.get(state) or _BY_CLASS.get(state[:2])
        case asyncpg.InternalClientError():
            return "lost"  # a connection that broke off in the middle of an answer
        case asyncpg.InterfaceError():
            return "lost" if any(word in str(error) for word in _GONE) else None
        case OSError() | TimeoutError():
            return "lost"
    return None


def trouble_of(error: BaseException) -> BaseException:
    """Return the error that is raised for this one: DatabaseTrouble where the server is what fails."""
    kind = kind_of(error)
    return error if kind is None else DatabaseTrouble(str(error) or type(error).__name__, kind=kind)


def in_words() -> AbstractContextManager[None]:
    """Raise what the server fails with as DatabaseTrouble; everything else goes through."""
    return trouble.in_words(trouble_of)
