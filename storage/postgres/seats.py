"""Who sends: each process that does holds a seat, a lock of the server that goes with its connection.

Others see a newcomer at their next look, so it takes nothing before its third one, and whoever comes back after its
connection broke goes on as before for as long. One that is alone begins at once. One that has not looked for a while is
frozen: the others share what was its part, and it comes back as a newcomer.
"""

import asyncio
from datetime import timedelta

from pgqueuer.ports.driver import Driver

from domain.deliveries.share import Share
from storage.postgres.locks import SEATS

LOOKED_AT = 1.0
"""Seconds between two looks at who is seated."""

SETTLED_AFTER = 2
"""How many looks it takes until all others have seen a newcomer."""

FROZEN = timedelta(seconds=15)
"""How long whoever is seated may not look."""

MOST_SEATS = 1_000

_TAKE = "SELECT pg_try_advisory_lock($1::int, $2::int) AS taken"
_HELD = """
    SELECT objid::bigint AS seat FROM pg_locks held LEFT JOIN pg_stat_activity activity ON activity.pid = held.pid
    WHERE locktype = 'advisory' AND granted AND classid::bigint = $1 AND objsubid = 2
    AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND (state_change < clock_timestamp() - $2::interval) IS NOT TRUE ORDER BY 1
"""


class Seats:
    """Keeps this process seated among those that send, and tells its share who they are."""

    def __init__(self, share: Share, every: float = LOOKED_AT, frozen: timedelta = FROZEN) -> None:
        self._share = share
        self._every = every
        self._frozen = frozen
        self._was_seated = False

    async def keep(self, driver: Driver) -> None:
        """Hold a seat on this connection until cancelled. Raises what the driver does."""
        time = asyncio.get_running_loop().time
        seat, looks, looked_at = await _take_seat(driver), 0, time()
        while True:
            asks_at = time()  # the server counts from its answer, which may be heard late
            held = [row["seat"] for row in await driver.fetch(_HELD, SEATS, self._frozen)]
            if time() - looked_at > self._frozen.total_seconds():
                looks, self._was_seated = 0, False
            looked_at = asks_at
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
