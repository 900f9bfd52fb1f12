"""What writes and what reads the database that is open here."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from storage.dialects import Dialect, dialect

writer: ContextVar[Any] = ContextVar("writer")
"""Called with what makes steps, it drives them in a transaction and returns what they came to when it is committed."""

reader: ContextVar[Any] = ContextVar("reader")
"""Called likewise with steps that only read; it drives them all at one moment of the database."""


@contextmanager
def in_use(writes: Any, reads: Any, says: Dialect) -> Iterator[None]:
    """Let these be of the database that is open here, to the end."""
    tokens = writer.set(writes), reader.set(reads), dialect.set(says)
    try:
        yield
    finally:
        with suppress(ValueError):  # opened and closed by different tasks, as fixtures are
            writer.reset(tokens[0])
            reader.reset(tokens[1])
            dialect.reset(tokens[2])
