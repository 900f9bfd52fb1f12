"""What is wrong with the server when it does not let us read or write, in words."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from ssl import SSLError

import asyncpg

from domain.errors import DatabaseTrouble, GonetsError
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

_AT_THE_DOOR = {
    "42501": "rights",
    "3F000": "rights",
    "25006": "standby",
    "42704": "options",
    "22023": "options",
    "53300": "crowded",
}
"""What they mean while a database is opened."""


class ServerUnusable(GonetsError):
    """The database on a server cannot be reached or brought up to date.

    `kind` is one of `kind_of`, `rights` to make tables, `standby` for a server that only follows another one, `tls`,
    `options` of the address, `encoding` of the database, `crowded`, or `other` for what else the server refuses.
    """

    key = "error-server-unusable"


_GONE = ("closed", "closing", "released back to the pool")
"""What the driver says of a connection that is gone: the pool takes one back as soon as it breaks."""

OF_THE_DRIVER = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
"""What the driver raises where a connection breaks, whatever it was doing; a time-out is an OSError."""


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
    if kind is None:
        return error
    if isinstance(error, asyncpg.InternalClientError | asyncpg.InterfaceError):
        return DatabaseTrouble("the connection to the database server broke off", kind=kind)
    words = str(error) or type(error).__name__
    if isinstance(error, OSError | TimeoutError):
        words = f"the database server cannot be reached: {words}"
    return DatabaseTrouble(words, kind=kind)


def in_words() -> AbstractContextManager[None]:
    """Raise what the server fails with as DatabaseTrouble; everything else goes through."""
    return trouble.in_words(trouble_of)


@contextmanager
def reaching(named: str) -> Iterator[None]:
    """Raise what is in the way of a server as ServerUnusable; `named` is how the server is called in words."""
    try:
        yield
    except Exception as error:
        kind = _in_the_way(error)
        if kind is None:
            raise
        raise ServerUnusable(str(error), kind=kind, reason=str(error) or type(error).__name__, path=named) from error


def _in_the_way(error: BaseException) -> str | None:
    """Name what keeps us from a database, or None when that is a fault of ours."""
    inner: BaseException = error
    while not isinstance(inner, asyncpg.PostgresError | asyncpg.InterfaceError | OSError) and inner.__cause__:
        inner = inner.__cause__
    match inner:
        case asyncpg.ClientConfigurationError():
            return "options"
        case asyncpg.PostgresError():
            return _AT_THE_DOOR.get(inner.sqlstate or "") or kind_of(inner) or "other"
        case SSLError():
            return "tls"
        case ConnectionError() if "SSL" in str(inner):
            return "tls"
    return str(error.params.get("kind", "other")) if isinstance(error, DatabaseTrouble) else kind_of(inner)
