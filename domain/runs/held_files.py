"""How much of files the segments in hand hold: it is bytes that memory is short of, not runs."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

MOST_HELD = 64_000_000
"""Bytes of files that all segments hold together; composed into letters they take half as much again."""


class HeldFiles:
    """Of all segments in hand. Who holds nothing waits for room; one alone may hold more than there is room for."""

    def __init__(self, most: int = MOST_HELD) -> None:
        self._most = most
        self._held = 0
        self._given_back = asyncio.Event()

    @contextmanager
    def of_a_segment(self) -> Iterator["SegmentFiles"]:
        """Count what one segment holds, to the end of the block."""
        files = SegmentFiles(self)
        try:
            yield files
        finally:
            files.give_back()

    async def take(self, size: int, *, waits: bool) -> None:
        """Count so many bytes more, with `waits` as soon as there is room."""
        while waits and self._held and self._held + size > self._most:
            await self._given_back.wait()
        self._held += size

    def give_back(self, size: int) -> None:
        """Count so many bytes no more."""
        self._held -= size
        given_back, self._given_back = self._given_back, asyncio.Event()
        given_back.set()


class SegmentFiles:
    """Of one segment: what it holds already it never waits for, so that no two wait for each other."""

    def __init__(self, all_files: HeldFiles) -> None:
        self._all = all_files
        self._held = 0

    async def take(self, size: int) -> None:
        """Wait until files of so many bytes may be read."""
        if size:
            await self._all.take(size, waits=not self._held)
            self._held += size

    def give_back(self) -> None:
        """Hold nothing any more: it is written, or is not to be."""
        if self._held:
            self._all.give_back(self._held)
            self._held = 0
