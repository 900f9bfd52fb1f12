"""A worker that takes several at once waits until there is room for several, so that they go on together."""

import asyncio
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, cast

from bot.app.workers import make_workers
from bot.workers.hands import LocalHands
from bot.workers.local_hints import LocalHints
from bot.workers.worker import Worker
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


class Runs:
    """Runs that are due, as many as one likes; notes how many are asked for at each look."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.made = 0

    async def claim(self, kind: WorkKind, _now: datetime, _lease: timedelta, limit: int) -> list[Claim]:
        self.asked.append(limit)
        self.made += limit
        return [Claim(kind, self.made - number, 1) for number in range(limit)]

    async def renew(self, claims: Collection[Claim], _now: datetime, _lease: timedelta) -> int:
        return len(claims)


async def test_sixty_four_runs_are_in_hand_and_more_are_taken_when_there_is_room_for_sixteen() -> None:
    """What is ready together is read and written by the same statements: these numbers were measured."""
    runs, hands, goes_on = Runs(), LocalHands(), asyncio.Queue[None]()

    async def act(_claim: Claim) -> None:
        await goes_on.get()

    nothing = cast("Any", None)
    (worker,) = make_workers(
        {WorkKind.RUN},
        nothing,
        {WorkKind.RUN: act},
        {WorkKind.RUN: nothing},
        outbox=nothing,
        work=cast("Work", runs),
        hints=LocalHints(),
        hands=hands,
        clock=system_clock,
    )

    async def end(count: int) -> None:
        for _ in range(count):
            goes_on.put_nowait(None)
        for _ in range(20):
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        group.create_task(worker.run())
        await end(0)
        assert (runs.asked, hands.lot(WorkKind.RUN)) == ([64], 0)
        await end(15)
        assert (runs.asked, hands.room(WorkKind.RUN), hands.lot(WorkKind.RUN)) == ([64], 15, 0)
        await end(1)
        assert (runs.asked, hands.room(WorkKind.RUN)) == ([64, 16], 0)
        worker.stop()
        await end(64)
    assert runs.made == 80
