"""What could not be given back while the database was away is given back when it is there, not when its lease ends."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import cast

import pytest

from bot.workers import worker as module
from bot.workers.hands import LEASE, LocalHands
from bot.workers.letting_go import LetGo
from bot.workers.local_hints import LocalHints
from bot.workers.worker import Worker, claims_of
from domain.errors import DatabaseTrouble
from domain.work import Claim, Work, WorkKind
from tests.domain.deliveries.conftest import MovedClock

KIND = WorkKind.RUN
AWAY = DatabaseTrouble("the server is away", kind="lost")


class Rows:
    """Two runs that are due. Of what is asked for `away` calls are not answered."""

    def __init__(self) -> None:
        self.due = [Claim(KIND, 1, 1), Claim(KIND, 2, 1)]
        self.away = 0
        self.done: list[tuple[str, int]] = []
        self.given_back = asyncio.Event()

    def _ask(self) -> None:
        if self.away:
            self.away -= 1
            raise AWAY

    async def claim(self, _kind: WorkKind, _now: datetime, _lease: timedelta, limit: int) -> list[Claim]:
        self._ask()
        taken, self.due = self.due[:limit], self.due[limit:]
        return taken

    async def next_due(self, _kind: WorkKind) -> datetime | None:
        return None

    async def release(self, claim: Claim, _due_at: datetime | None) -> bool:
        return self._noted("released", claim)

    async def put_off(self, claim: Claim, _due_at: datetime) -> bool:
        return self._noted("put off", claim)

    def _noted(self, what: str, claim: Claim) -> bool:
        self._ask()
        self.done.append((what, claim.id))
        self.given_back.set()
        return True

    async def let_go(self, claims: Collection[Claim]) -> int:
        self.done += [("let go", claim.id) for claim in claims]
        return len(claims)


@asynccontextmanager
async def at_work(rows: Rows, act: Callable[[Claim], Awaitable[None]], clock: MovedClock) -> AsyncIterator[LocalHands]:
    hands, work = LocalHands(), cast("Work", rows)
    worker = Worker(
        KIND,
        act,
        take=claims_of(KIND, work, clock),
        work=work,
        hints=LocalHints(),
        hands=hands,
        clock=clock,
        side_by_side=1,
    )
    async with asyncio.timeout(20), asyncio.TaskGroup() as group:
        group.create_task(worker.run())
        yield hands
        worker.stop()


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for until the database is asked again."""
    monkeypatch.setattr(module, "AFTER_TROUBLE", 0.0)


@pytest.mark.parametrize(("error", "how"), [(AWAY, "released"), (ValueError("a fault"), "put off")])
async def test_work_that_was_in_hand_when_the_database_went_away_is_given_back_when_it_is_there(
    error: Exception, how: str
) -> None:
    rows, went_on = Rows(), asyncio.Event()

    async def act(claim: Claim) -> None:
        if claim.id == 1:
            rows.away = 5
            raise error
        went_on.set()

    async with at_work(rows, act, MovedClock()):
        await rows.given_back.wait()
        await went_on.wait()
    assert rows.done == [(how, 1)]


async def test_what_can_never_be_given_back_holds_up_nobody_and_is_forgotten_when_its_lease_has_ended() -> None:
    rows, clock = Rows(), MovedClock()
    asked = list[int]()
    went_on = asyncio.Event()

    async def release(claim: Claim, _due_at: datetime | None) -> bool:
        asked.append(claim.id)
        clock.now += LEASE / 2
        raise DatabaseTrouble("its page is damaged", kind="damaged")

    rows.release = release  # type: ignore[method-assign]

    async def act(claim: Claim) -> None:
        if claim.id == 1:
            raise AWAY
        went_on.set()

    async with at_work(rows, act, clock) as hands:
        await went_on.wait()
    assert asked == [1, 1, 1]
    assert hands.left == []


async def test_a_stop_lets_go_of_what_could_not_be_given_back() -> None:
    rows, failed = Rows(), asyncio.Event()

    async def act(_claim: Claim) -> None:
        rows.away = 10**9
        failed.set()
        raise AWAY

    async with at_work(rows, act, MovedClock()) as hands:
        await failed.wait()
    await LetGo(hands, cast("Work", rows))()
    assert rows.done == [("let go", 1)]
