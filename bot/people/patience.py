"""How often strangers are answered: a few times in a while each, in bounded memory."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

ANSWERS = 5
WITHIN = timedelta(minutes=10)
REMEMBERED = 1000
"""How many strangers are remembered: whoever floods with more of them makes nothing grow."""


class Patience:
    """Counts the answers that each stranger got lately."""

    def __init__(self) -> None:
        self._answered: OrderedDict[int, deque[datetime]] = OrderedDict()
        self._album: tuple[int, str] | None = None

    def answers(self, telegram_id: int, now: datetime, album: str | None = None) -> bool:
        """Whether this message is answered, which counts. Those of an album come one after the other: one is enough."""
        if album is not None and self._album == (telegram_id, album):
            return False
        self._album = None if album is None else (telegram_id, album)
        times = self._answered.setdefault(telegram_id, deque())
        self._answered.move_to_end(telegram_id)
        if len(self._answered) > REMEMBERED:
            self._answered.popitem(last=False)
        while times and not now - WITHIN < times[0] <= now:
            times.popleft()
        if len(times) >= ANSWERS:
            return False
        times.append(now)
        return True

    def is_spent(self, telegram_id: int) -> bool:
        """Whether the answer that was counted last is the last one for a while."""
        return len(self._answered.get(telegram_id, ())) >= ANSWERS

    def __len__(self) -> int:
        """How many strangers are remembered."""
        return len(self._answered)
