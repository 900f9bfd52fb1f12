"""Each process that sends holds a seat on the server, and so knows how many others there are."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import asyncpg
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver

from domain.deliveries.share import Share
from storage.postgres.seats import Seats

WHOLE = 6
HEARD_LATE = 0.3


class Freezing(AsyncpgDriver):
    """A connection whose process can be frozen: it has just heard, a little late, what the server said."""

    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        super().__init__(connection)
        self.freezes = False
        self.goes_on = asyncio.Event()
        self.goes_on.set()

    async def fetch(self, query: str, *args: Any) -> list[dict[str, Any]]:
        """Ask the server, once it goes on."""
        await self.goes_on.wait()
        answer = await super().fetch(query, *args)
        if self.freezes:
            self.goes_on.clear()
            await asyncio.sleep(HEARD_LATE)
        return answer

    def go_on(self) -> None:
        self.freezes = False
        self.goes_on.set()


@asynccontextmanager
async def seated(url: str, share: Share, seats: Seats | None = None) -> AsyncIterator[Freezing]:
    connection = await asyncpg.connect(url)
    driver = Freezing(connection)
    async with asyncio.TaskGroup() as group:
        keeping = group.create_task((seats or Seats(share, 0.01)).keep(driver))
        try:
            yield driver
        finally:
            keeping.cancel()
    await connection.close()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 - the server fires no event
            await asyncio.sleep(0.005)


async def test_who_is_alone_has_all_and_shares_it_with_whoever_comes_until_they_go(url: str) -> None:
    first, second, third = Share(), Share(), Share()
    first.is_of(None, 9)
    async with seated(url, first):
        await until(lambda: first.part(WHOLE) == WHOLE)
        async with seated(url, second):
            await until(lambda: first.part(WHOLE) == second.part(WHOLE) == 3)
            async with seated(url, third):
                await until(lambda: first.part(WHOLE) == second.part(WHOLE) == third.part(WHOLE) == 2)
            await until(lambda: first.part(WHOLE) == second.part(WHOLE) == 3)
        await until(lambda: first.part(WHOLE) == WHOLE)


async def test_a_newcomer_has_nothing_before_the_others_can_have_seen_it(url: str) -> None:
    first, second = Share(), Share()
    parts: list[int] = []
    second.on_change(lambda: parts.append(second.part(WHOLE)))
    first.is_of(None, 9)
    async with seated(url, first):
        await until(lambda: first.part(WHOLE) == WHOLE)
        async with seated(url, second):
            await until(lambda: second.part(WHOLE) == 3)
    assert parts == [0, 3]


async def test_who_comes_back_goes_on_as_before_until_it_knows_better(url: str) -> None:
    share = Share()
    seats = Seats(share, 0.01)
    other = Share()
    async with seated(url, other):
        async with seated(url, share, seats):
            await until(lambda: share.part(WHOLE) == 3)
        await until(lambda: other.part(WHOLE) == WHOLE)
        parts: list[int] = []
        share.on_change(lambda: parts.append(share.part(WHOLE)))
        async with seated(url, share, seats):
            await until(lambda: other.part(WHOLE) == 3)
        assert 0 not in parts


async def test_what_a_frozen_one_had_is_the_others_and_it_comes_back_as_a_newcomer(url: str) -> None:
    first, frozen = Share(), Share()
    soon = timedelta(seconds=1)
    async with seated(url, frozen, Seats(frozen, 0.01, soon)) as driver, seated(url, first, Seats(first, 0.01, soon)):
        await until(lambda: first.part(WHOLE) == frozen.part(WHOLE) == 3)
        driver.freezes = True
        await until(lambda: first.part(WHOLE) == WHOLE)
        parts: list[int] = []
        frozen.on_change(lambda: parts.append(frozen.part(WHOLE)))
        driver.go_on()
        await until(lambda: len(parts) > 1)
        await until(lambda: first.part(WHOLE) == frozen.part(WHOLE) == 3)
    assert parts[0] == 0
