"""How often something may be done: a little at once, and then at a steady pace."""

from datetime import datetime, timedelta

ROOM = 1_000
"""How many things are counted before those that have rested are looked for."""


class Pace:
    """Counts for each thing by itself; what has rested for long is forgotten."""

    def __init__(self, at_once: int, every: timedelta) -> None:
        self._at_once = at_once
        self._every = every
        self._free_at: dict[int, datetime] = {}
        self._room = ROOM

    def pause(self, number: int, now: datetime) -> timedelta | None:
        """Return how long that thing is to wait; None lets it go at once, and counts it."""
        ahead = self._every * (self._at_once - 1)
        free_at = min(self._free_at.get(number, now), now + ahead + self._every)
        if free_at > now + ahead:
            return free_at - now - ahead
        if len(self._free_at) >= self._room:
            # Seldom: to look through all of them for each would take the longer, the more there are.
            self._free_at = {other: until for other, until in self._free_at.items() if now < until <= now + ahead * 2}
            self._room = max(ROOM, len(self._free_at) * 2)
        self._free_at[number] = max(free_at, now) + self._every
        return None
