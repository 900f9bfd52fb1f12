"""A worker that takes several at once waits until there is room for several, so that they go on together."""

import asyncio
from datetime import datetime
from typing import cast

from bot.workers.worker import LocalHints, Worker
from domain.clock import system_clock
from domain.work import Claim, Work, WorkKind


class Rows:
    """Ten reports that are due; notes how many were taken at once, and counts the looks."""

    def __init__(self) -> None:
        self.left = 10
        self.lots: list[int] = []

    async def take(self, limit: int) -> tuple[list[tuple[Claim, Claim]], datetime | None]:
        lot = min(limit, self.left)
        claims = [Claim(WorkKind.REPORT, self.left - number, 1) for number in range(lot)]
        self.left -= lot
        self.lots.append(lot)
        return [(claim, claim) for claim in claims], None


async def test_more_is_taken_when_there_is_room_for_a_lot_and_all_is_done() -> None:
    rows, done = Rows(), list[int]()
    goes_on = asyncio.Queue[None]()
    all_done = asyncio.Event()

    async def act(claim: Claim) -> None:
        await goes_on.get()
        done.append(claim.id)
        if len(done) == 10:
            all_done.set()

    worker = Worker(
        WorkKind.REPORT,
        act,
        take=rows.take,
        work=cast("Work", rows),
        hints=LocalHints(),
        clock=system_clock,
        side_by_side=4,
        at_least=3,
    )
    async with asyncio.TaskGroup() as group:
        group.create_task(worker.run())
        for _ in range(10):
            goes_on.put_nowait(None)
            for _ in range(20):
                await asyncio.sleep(0)
        await all_done.wait()
        worker.stop()
    assert sorted(done) == list(range(1, 11))
    assert [lot for lot in rows.lots if lot] == [4, 3, 3]
