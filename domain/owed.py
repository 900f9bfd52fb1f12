"""What could not be given back while the database was away: without it a row would wait until its lease ends."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime
from typing import Generic, TypeVar

from domain.clock import Clock

Key = TypeVar("Key")
GiveBack = Callable[[], Awaitable[object]]


class Owed(Generic[Key]):
    """Rows that are to be given back as soon as the database takes it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rows: dict[Key, tuple[GiveBack, datetime]] = {}

    def __bool__(self) -> bool:
        return bool(self._rows)

    @property
    def keys(self) -> Collection[Key]:
        """Whose rows they are."""
        return self._rows.keys()

    def add(self, key: Key, give_back: GiveBack, until: datetime) -> None:
        """Have a row given back later: until its lease has ended, which frees it, too."""
        self._rows[key] = give_back, until

    async def give_back(self) -> None:
        """Give back what can be given back now, all at once: one that cannot holds up no other.

        What is in the way was told when it was owed.
        """
        rows = tuple(self._rows.items())
        answers = await asyncio.gather(*(give_back() for _, (give_back, _) in rows), return_exceptions=True)
        for (key, (_, until)), answer in zip(rows, answers, strict=True):
            if not isinstance(answer, Exception) or self._clock() >= until:
                self._rows.pop(key, None)
