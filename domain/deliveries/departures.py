"""Letting a letter go first: what is drawn for people waits a moment for it, since both are done on one loop."""

import asyncio
from collections import deque
from contextlib import suppress

PATIENCE = 0.03
"""Seconds that a card waits for its letter: a person sees no difference, a server that is near has it by then."""

REMEMBERED = 100


class Departures:
    """Tells who would draw a card that a letter of its run is with the server, or soon will be."""

    def __init__(self) -> None:
        self._awaited: dict[int, asyncio.Event] = {}
        self._gone: deque[int] = deque(maxlen=REMEMBERED)

    def note(self, run_id: int) -> None:
        """A letter of the run is behind its mark."""
        self._gone.append(run_id)
        if run_id in self._awaited:
            self._awaited.pop(run_id).set()

    async def wait(self, run_id: int, seconds: float = PATIENCE) -> None:
        """Wait until a letter of the run has gone, at most so long."""
        if run_id in self._gone:
            return
        gone = self._awaited.setdefault(run_id, asyncio.Event())
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await gone.wait()
        finally:
            self._awaited.pop(run_id, None)
