"""Who sends: each process that does holds a seat, a lock of the server that goes with its connection.

Others see a newcomer at their next look, so it takes nothing before its third one, and whoever comes back after its
connection broke goes on as before for as long. One that is alone begins at once.
"""

import asyncio

from pgqueuer.ports.driver import Driver

from domain.deliveries.share import Share
from storage.postgres.locks import SEATS

LOOKED_AT = 1.0
"""Seconds between two looks at who is seated."""

SETTLED_AFTER = 2
"""How many looks it takes until all others have seen a newcomer."""

MOST_SEATS = 1_000

_TAKE = "SELECT pg_try_advisory_lock($1::int, $2::int) AS taken"
_HELD = """
    SELECT objid::bigint AS seat FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid::bigint = $1
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND objsubid = 2 ORDER BY 1
"""


class Seats:
    """Keeps this process seated among those that send, and tells its share who they are."""

    def __init__(self, share: Share, every: float = LOOKED_AT) -> None:
        self._share = share
        self._every = every
        self._was_seated = False

    async def keep(self, driver: Driver) -> None:
        """Hold a seat on this connection until cancelled. Raises what the driver does."""
        seat, looks = await _take_seat(driver), 0
        while True:
            held = [row["seat"] for row in await driver.fetch(_HELD, SEATS)]
            if looks >= SETTLED_AFTER or (held == [seat] and not self._was_seated):
                self._share.is_of(held.index(seat), len(held))
                self._was_seated = True
            elif not self._was_seated:
                self._share.is_of(None, len(held))
            looks += 1
            await asyncio.sleep(self._every)


async def _take_seat(driver: Driver) -> int:
    for seat in range(MOST_SEATS):
        (answer,) = await driver.fetch(_TAKE, SEATS, seat)
        if answer["taken"]:
            return seat
    raise ConnectionError("all seats are taken")
