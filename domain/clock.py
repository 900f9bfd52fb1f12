"""The clock that the domain asks, so that tests can move it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Protocol, TypeVar

Result = TypeVar("Result")


class Clock(Protocol):
    """What time it is, in UTC."""

    def __call__(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...


def system_clock() -> datetime:
    """Return the machine's present instant in UTC."""
    return datetime.now(UTC)


class Atomically(Protocol):
    """Does several writes together: all of them or none."""

    async def __call__(self, work: Callable[[], Awaitable[Result]]) -> Result:
        """Run `work` in one transaction, or as a part of the one that is open."""
        ...
