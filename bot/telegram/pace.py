"""How often something may be done: a little at once, and then at a steady pace."""

from datetime import datetime, timedelta


class Pace:
    """Counts for each thing by itself; what has rested for long is forgotten."""

    def __init__(self, at_once: int, every: timedelta) -> None:
        self._at_once = at_once
        self._every = every
        self._free_at: dict[int, datetime] = {}

    def pause(self, number: int, now: datetime) -> timedelta | None:
        """Return how long that thing is to wait; None lets it go at once, and counts it."""
        ahead = self._every * (self._at_once - 1)
        free_at = min(self._free_at.get(number, now), now + ahead + self._every)
        if free_at > now + ahead:
            return free_at - now - ahead
        self._free_at = {other: until for other, until in self._free_at.items() if now < until <= now + ahead * 2}
        self._free_at[number] = max(free_at, now) + self._every
        return None
