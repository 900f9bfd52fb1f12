"""What could not be given back while the database was away: without it a row would wait until its lease ends."""

from collections.abc import Awaitable, Callable, Collection
from datetime import datetime

from bot.workers.hands import LEASE
from domain.clock import Clock
from domain.work import Claim

GiveBack = Callable[[], Awaitable[object]]


class Owed:
    """Rows that are to be given back as soon as the database takes it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rows: dict[Claim, tuple[GiveBack, datetime]] = {}

    def __bool__(self) -> bool:
        return bool(self._rows)

    @property
    def claims(self) -> Collection[Claim]:
        """Whose rows they are."""
        return self._rows.keys()

    def add(self, claim: Claim, give_back: GiveBack) -> None:
        """Have a row given back later: until its lease has ended, which frees it, too."""
        self._rows[claim] = give_back, self._clock() + LEASE

    async def give_back(self) -> None:
        """Give back what can be given back now; one that cannot holds up no other."""
        for claim, (give_back, until) in tuple(self._rows.items()):
            try:
                await give_back()
            except Exception:  # noqa: BLE001 - it was told when it was owed, and whatever it is, the lease ends
                if self._clock() < until:
                    continue
            del self._rows[claim]
