"""What writes and what reads the database that is open here."""

from contextvars import ContextVar
from typing import Any

writer: ContextVar[Any] = ContextVar("writer")
"""Called with what makes steps, it drives them in a transaction and returns what they came to when it is committed."""

reader: ContextVar[Any] = ContextVar("reader")
"""Called likewise with steps that only read; it drives them all at one moment of the database."""
