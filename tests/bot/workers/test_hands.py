"""What was claimed as it was made is done by the worker of this process, which has not looked for it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import cast

from bot.workers.hands import LocalHands
from bot.workers.local_hints import LocalHints
from bot.workers.worker import Worker
from domain.clock import system_clock
from domain.work import Claim, Work, WorkKind

SIDE_BY_SIDE = 2
in_hand: ContextVar[str] = ContextVar("in_hand", default="nothing")


class FoundNothing:
    """Rows that nobody finds: whatever is done was handed over."""

    def __init__(self) -> None:
        self.looked = asyncio.Event()

    async def take(self, _limit: int) -> tuple[list[tuple[Claim, Claim]], datetime | None]:
        self.looked.set()
        return [], None


@asynccontextmanager
async def at_work(
    hands: LocalHands, act: Callable[[Claim], Awaitable[None]], at_least: int = 1
) -> AsyncIterator[Worker[Claim]]:
    """A worker of runs, as soon as it is ready; in the end it is stopped."""
    rows = FoundNothing()
    worker = Worker(
        WorkKind.RUN,
        act,
        take=rows.take,
        work=cast("Work", rows),
        hints=LocalHints(),
        hands=hands,
        clock=system_clock,
        side_by_side=SIDE_BY_SIDE,
        at_least=at_least,
    )
    async with asyncio.TaskGroup() as group:
        group.create_task(worker.run())
        await rows.looked.wait()
        yield worker
        worker.stop()


def claim(number: int) -> tuple[Claim, Claim]:
    taken = Claim(WorkKind.RUN, number, 1)
    return taken, taken


async def test_without_a_worker_there_is_no_room_and_nothing_is_done() -> None:
    hands = LocalHands()
    assert hands.room(WorkKind.RUN) == 0
    hands.take_over([claim(1)])


async def test_what_is_handed_over_is_done() -> None:
    hands, done = LocalHands(), asyncio.Event()

    async def act(_claim: Claim) -> None:
        done.set()

    async with at_work(hands, act):
        hands.take_over([claim(1)])
        await done.wait()


async def test_what_is_in_hand_leaves_less_room() -> None:
    hands, goes_on = LocalHands(), asyncio.Event()

    async def act(_claim: Claim) -> None:
        await goes_on.wait()

    async with at_work(hands, act):
        rooms = [hands.room(WorkKind.RUN)]
        for number in range(SIDE_BY_SIDE + 1):
            hands.take_over([claim(number)])
            rooms.append(hands.room(WorkKind.RUN))
        goes_on.set()
    assert rooms == [2, 1, 0, 0]


async def test_hints_are_for_others_while_there_is_no_room_for_a_lot() -> None:
    hands, goes_on = LocalHands(), asyncio.Event()

    async def act(_claim: Claim) -> None:
        await goes_on.wait()

    lots = [hands.lot(WorkKind.RUN)]
    async with at_work(hands, act, at_least=2) as worker:
        lots.append(hands.lot(WorkKind.RUN))
        hands.take_over([claim(1)])
        assert hands.room(WorkKind.RUN) == 1
        lots.append(hands.lot(WorkKind.RUN))
        goes_on.set()
        worker.stop()
        lots.append(hands.lot(WorkKind.RUN))
    assert lots == [0, 2, 0, 0]


async def test_work_belongs_to_no_update_of_whoever_made_it() -> None:
    hands, found = LocalHands(), list[str]()

    async def act(_claim: Claim) -> None:
        found.append(in_hand.get())

    async with at_work(hands, act):
        in_hand.set("an update")
        hands.take_over([claim(1)])
    assert found == ["nothing"]


async def test_a_worker_that_stops_has_no_room_and_still_does_what_comes_while_it_ends() -> None:
    hands, goes_on, done = LocalHands(), asyncio.Event(), list[int]()

    async def act(taken: Claim) -> None:
        await goes_on.wait()
        done.append(taken.id)

    async with at_work(hands, act) as worker:
        hands.take_over([claim(1)])
        await asyncio.sleep(0)
        worker.stop()
        assert hands.room(WorkKind.RUN) == 0
        hands.take_over([claim(2)])
        goes_on.set()
    assert sorted(done) == [1, 2]


async def test_what_comes_after_the_end_is_left_to_its_lease() -> None:
    hands, done = LocalHands(), list[int]()

    async def act(taken: Claim) -> None:
        done.append(taken.id)

    async with at_work(hands, act):
        pass
    hands.take_over([claim(1)])
    await asyncio.sleep(0)
    assert done == []


async def test_what_a_stop_cuts_off_is_left_and_what_was_finished_is_not() -> None:
    hands, begun = LocalHands(), asyncio.Event()

    async def act(claim: Claim) -> None:
        if claim.id == 2:
            begun.set()
            await asyncio.Event().wait()

    async def until_begun() -> None:
        async with at_work(hands, act):
            hands.take_over([claim(1), claim(2)])
            await begun.wait()
            assert hands.left == []
            await asyncio.Event().wait()

    working = asyncio.get_running_loop().create_task(until_begun())
    await begun.wait()
    working.cancel()
    await asyncio.wait([working])
    assert hands.left == [claim(2)[0]]


async def test_what_is_handed_over_when_its_worker_has_ended_is_left() -> None:
    hands = LocalHands()

    async def act(_claim: Claim) -> None: ...

    async with at_work(hands, act):
        pass
    hands.take_over([claim(1)])
    assert hands.left == [claim(1)[0]]
