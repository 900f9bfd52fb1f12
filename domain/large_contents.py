"""Bytes that are never whole in memory: they come in pieces, and stand in pieces where they are kept."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

Reading = Callable[[], AsyncIterator[bytes]]
"""Reads bytes in order, a piece at a time, as often as it is called; raises ContentGone."""


OF_NOBODY_FOR = timedelta(hours=1)
"""How long what is put waits for whose it is: a file is fetched, or a letter composed, in minutes at most."""


@dataclass(frozen=True, slots=True)
class LargeContent:
    """Bytes that stand in pieces already. They are taken away again unless a file, a letter or a message gets them."""

    id: int
    size: int

    def __len__(self) -> int:
        """How many bytes it has."""
        return self.size


class ContentGone(LookupError):
    """The bytes, or a piece of them, are kept no more."""


class LargeContents(Protocol):
    """Where many bytes are put before it is known whose they are."""

    async def put(self, pieces: AsyncGenerator[bytes, None]) -> bytes | LargeContent:
        """Return the bytes where they are few, else what stands in pieces; never more than a piece is held."""
        ...


class NothingPut:
    """Implements `LargeContents` for what is only tried: all is read, so that what is wrong is found, and none kept."""

    async def put(self, pieces: AsyncGenerator[bytes, None]) -> bytes:
        """Read to the end."""
        async for _ in pieces:
            pass
        return b""
