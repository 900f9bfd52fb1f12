"""Exceptions that nobody expected: told apart from a stop, written down without anybody's words, and numbered."""

import asyncio
import logging
import os
import re
import secrets
import sqlite3
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from domain.errors import GonetsError
from domain.work import Claim

log = logging.getLogger(__name__)

MOST_TRIES = 3
"""How often a piece of work is tried that ends in an exception that nobody expected."""

MOST_CLAIMS = 20
"""How often work is taken up that comes to nothing at all: it may be what kills the process."""

TOPIC = "fault"
"""The topic of the announcements that tell administrators of it."""

_PAUSES = (timedelta(seconds=1), timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10))
_WORDS = re.compile(r"fault ([0-9A-F]{8})")
_DEEPEST = 10
"""How many causes of a cause are written down."""


class InternalFault(GonetsError):
    """Something went wrong in the product itself; `number` is by what the log names it."""

    key = "error-internal"


class TakenUpInVain(Exception):
    """It was taken up again and again and never came to anything: each time the process may have ended in it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An exception that nobody expected, by the number under which the log tells of it."""

    number: str

    @property
    def words(self) -> str:
        """How an attempt keeps it, where a server's words would stand."""
        return f"fault {self.number}"

    @classmethod
    def in_words(cls, words: str | None) -> "Fault | None":
        """Read it from there."""
        found = _WORDS.fullmatch(words or "")
        return None if found is None else cls(found[1])


class Faults(Protocol):
    """Tells administrators about work that was given up."""

    async def tell(self, fault: Fault, kind: str, about: int) -> None:
        """Leave a message for each administrator; what happens within an hour of it is told in the same one."""
        ...


class GiveUp(Protocol):
    """Ends a piece of work that cannot be done, so that whoever waits for it hears so."""

    async def __call__(self, claim: Claim, fault: Fault) -> None:
        """Write and tell what it came to, without reading more of it than must be."""
        ...


def pause_after(tries: int) -> timedelta:
    """Return how long to wait before the next try: longer each time."""
    return _PAUSES[min(max(tries, 1), len(_PAUSES)) - 1]


def is_a_stop(error: BaseException) -> bool:
    """Whether it ends the work because somebody wants that: a library may raise a cancellation of its own."""
    if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
        return True
    task = asyncio.current_task()
    return isinstance(error, asyncio.CancelledError) and task is not None and task.cancelling() > 0


def note(error: BaseException, what: str) -> Fault:
    """Write a fault to the log: where it was raised and of which type, without its words, which may quote anybody."""
    fault = Fault(secrets.token_hex(4).upper())
    log.error("fault %s: %s\n%s", fault.number, what, "\n".join(_lines(error, _DEEPEST)))
    return fault


def _lines(error: BaseException, depth: int) -> Iterator[str]:
    for frame in traceback.extract_tb(error.__traceback__):
        yield f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}'
    yield f"{type(error).__module__}.{type(error).__qualname__}{_harmless_words(error)}"
    if depth == 0:
        return
    inner = list(error.exceptions) if isinstance(error, BaseExceptionGroup) else []
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    for other in [*inner, *([before] if before is not None else [])]:
        yield "caused by:"
        yield from _lines(other, depth - 1)


def _harmless_words(error: BaseException) -> str:
    """Return the words of errors that quote nothing: those of the system and of the database."""
    if isinstance(error, OSError) and error.errno:
        return f": {os.strerror(error.errno)}"
    return f": {error}" if isinstance(error, sqlite3.OperationalError | sqlite3.DatabaseError) else ""
