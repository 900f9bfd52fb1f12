"""A press's letter leaves before its card is drawn, where it leaves at once: drawing takes as long as all the rest."""

import asyncio
from contextlib import suppress

AT_MOST = 0.025
"""Seconds that a card waits: whoever has pressed sees within 50 ms that the press was taken."""

MOST_WAITING = 4
"""How many cards wait at a time: of many presses none is first, and their cards wait for nothing."""


class Departures:
    """Within one process: who waits for the letter of a run, and when it leaves, or will not leave now."""

    def __init__(self, at_most: float = AT_MOST) -> None:
        self._at_most = at_most
        self._waiting: dict[int, asyncio.Event] = {}

    async def wait(self, run_id: int) -> None:
        """Wait until the run's letter leaves, but not for long."""
        if len(self._waiting) >= MOST_WAITING:
            return
        event = self._waiting.setdefault(run_id, asyncio.Event())
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._at_most):
                    await event.wait()
        finally:
            self._waiting.pop(run_id, None)

    def left(self, run_id: int) -> None:
        """Say that a letter of the run is on its way, or that none goes now."""
        event = self._waiting.get(run_id)
        if event is not None:
            event.set()
