"""How far something long has come: told now and then to whoever looks on, and at its end where it was cut off."""

import asyncio
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from bot.cli import say_error

EVERY = 3.0
"""Seconds between two lines."""


class HowFar:
    """Counts steps. A file or a pipe in the place of a terminal is told nothing meanwhile."""

    def __init__(self, words: Callable[[int], str], *, clock: Callable[[], float] = time.monotonic) -> None:
        """`words` says so many percent."""
        self._words = words
        self._clock = clock
        self._said_at = clock()
        self.percent = 0

    async def __call__(self, done: int, steps: int) -> None:
        """So much of so much is done."""
        self.percent = done * 100 // max(steps, 1)
        if self._clock() - self._said_at >= EVERY and sys.stderr.isatty():
            self._said_at = self._clock()
            with suppress(OSError):
                say_error(self._words(self.percent))

    @contextmanager
    def told_if_cut_off(self, words: Callable[[int], str]) -> Iterator[None]:
        """Say by `words` at how many percent it was, where Ctrl-C or a stop ends the block."""
        try:
            yield
        except asyncio.CancelledError:
            with suppress(OSError):
                say_error(words(self.percent))
            raise
