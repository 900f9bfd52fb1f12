"""Several processes over one inbox: a person's updates are handled in order, each once, whoever hears of them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiogram.types import Update

from bot.telegram import pump as pump_module
from bot.telegram.groups import Groups
from bot.telegram.pump import Pump
from bot.telegram.shared_inbox import LEASE, in_hand
from domain.deliveries.take_up import TakeOver
from domain.errors import DatabaseTrouble
from domain.owed import Owed
from domain.work import WorkKind
from sandbox.signals import PATIENCE, Signal
from storage.repositories.inbox import InboxRepository
from storage.repositories.work import WorkRepository
from storage.secrets import SecretBox
from tests.databases import opened
from tests.domain.deliveries.conftest import MovedClock

PEOPLE = (7, 8, 9)
BOX = SecretBox("a key of the tests")


class Story:
    """What the processes do, and what is wrong with it."""

    def __init__(self) -> None:
        self.handled: dict[int, list[int]] = {person: [] for person in PEOPLE}
        self.inside: dict[int, int] = {}
        self.by: dict[int, list[int]] = {0: [], 1: []}
        self.changed = Signal()
        self.held: dict[int, asyncio.Event] = {}
        self.before: Callable[[], Awaitable[None]] | None = None

    async def handle(self, process: int, person: int, number: int) -> None:
        if self.before is not None:
            await self.before()
        assert person not in self.inside, "two processes have one person's updates in hand"
        self.inside[person] = process
        self.changed.fire()
        if person in self.held:
            await self.held[person].wait()
        else:
            await asyncio.sleep(0)
        del self.inside[person]
        self.handled[person].append(number)
        self.by[process].append(number)
        self.changed.fire()

    async def all_handled(self, count: int) -> None:
        await self.changed.until(lambda: sum(map(len, self.handled.values())) == count, PATIENCE)


class LookedAt(InboxRepository):
    """An inbox that says how often somebody has looked for all who have sent something."""

    def __init__(self) -> None:
        super().__init__(BOX)
        self.looks = 0
        self.looked = Signal()

    async def open_people(self) -> list[int]:
        people = await super().open_people()
        self.looks += 1
        self.looked.fire()
        return people


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
async def inbox(tmp_path: Path) -> AsyncIterator[LookedAt]:
    async with opened(tmp_path / "gonets.db"):
        yield LookedAt()


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for behind trouble."""
    monkeypatch.setattr(pump_module, "AFTER_TROUBLE", 0.0)


@pytest.fixture
def story() -> Story:
    return Story()


def whose(number: int) -> int:
    return PEOPLE[number % len(PEOPLE)]


async def put(inbox: InboxRepository, clock: MovedClock, *numbers: int) -> None:
    await inbox.put([(number, whose(number), f'{{"update_id": {number}}}') for number in numbers], clock())


def process(inbox: InboxRepository, clock: MovedClock, story: Story, which: int) -> Pump:
    async def handle(update: Update, number: int) -> None:
        await story.handle(which, whose(number), number)

    async def known(people: Iterable[int]) -> set[int]:
        return set(people)

    async def nothing(*_: object) -> None: ...

    def read(body: bytes | None) -> Update:
        return Update.model_validate_json(body or b"")

    groups = Groups(nothing, clock)
    return Pump(inbox, read, known, groups, handle, nothing, nothing, nothing, clock, shared=inbox)


@asynccontextmanager
async def two(inbox: LookedAt, clock: MovedClock, story: Story) -> AsyncIterator[tuple[Pump, Pump]]:
    """Have two processes that have begun: what comes from now on is told."""
    async with asyncio.TaskGroup() as group:
        pumps = process(inbox, clock, story, 0), process(inbox, clock, story, 1)
        for pump in pumps:
            group.create_task(pump.run())
        await inbox.looked.until(lambda: inbox.looks >= len(pumps), PATIENCE)
        yield pumps
        for pump in pumps:
            pump.stop()


async def test_each_is_handled_once_and_in_order_whichever_process_hears_of_it(
    inbox: LookedAt, clock: MovedClock, story: Story
) -> None:
    numbers = range(1, 31)
    async with two(inbox, clock, story) as pumps:
        for number in numbers:
            await put(inbox, clock, number)
            pumps[number % 2].wake([whose(number)])
        await story.all_handled(len(numbers))
    assert story.handled == {person: [number for number in numbers if whose(number) == person] for person in PEOPLE}


async def test_who_hears_of_an_update_while_another_has_the_persons_leaves_it_to_them(
    inbox: LookedAt, clock: MovedClock, story: Story
) -> None:
    free = story.held[7] = asyncio.Event()
    async with two(inbox, clock, story) as pumps:
        await put(inbox, clock, 3)
        pumps[0].wake([7])
        await story.changed.until(lambda: story.inside.get(7) == 0, PATIENCE)
        await put(inbox, clock, 6, 7)
        pumps[1].wake([7, 8])
        await story.changed.until(lambda: story.by[1] == [7], PATIENCE)
        assert story.handled[7] == []
        free.set()
        await story.all_handled(3)
    assert story.handled[7] == [3, 6]
    assert story.by[0] == [3, 6]


async def test_what_a_killed_process_had_in_hand_goes_on_elsewhere_when_its_lease_ends(
    inbox: LookedAt, clock: MovedClock, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pump_module, "LOOKED_AT_EVERY", 0.01)
    await put(inbox, clock, 3, 6)
    assert await inbox.take_next(7, clock(), LEASE) is not None
    async with two(inbox, clock, story):
        clock.move(seconds=LEASE.total_seconds() - 1)
        assert await inbox.take_next(7, clock(), LEASE) is None
        assert story.handled[7] == []
        clock.move(seconds=2)
        await story.all_handled(2)
    assert story.handled[7] == [3, 6]


async def test_a_row_that_was_not_done_is_free_at_once(inbox: LookedAt, clock: MovedClock) -> None:
    await put(inbox, clock, 3, 6)
    async with in_hand(inbox, 7, clock, Owed(clock)) as held:
        assert held.row is not None
        assert (held.row.id, held.row.body) == (3, b'{"update_id": 3}')
        async with in_hand(inbox, 7, clock, Owed(clock)) as other:
            assert other.row is None
        async with in_hand(inbox, 8, clock, Owed(clock)) as another:
            assert another.row is None
    async with in_hand(inbox, 7, clock, Owed(clock)) as again:
        assert again.row is not None
        assert again.row.id == 3
        await inbox.done(3, clock())
        again.is_done = True
    async with in_hand(inbox, 7, clock, Owed(clock)) as following:
        assert following.row is not None
        assert following.row.id == 6


async def test_a_lease_of_a_clock_that_was_wrong_holds_nobody_up(inbox: LookedAt, clock: MovedClock) -> None:
    await put(inbox, clock, 3)
    assert await inbox.take_next(7, clock() + timedelta(days=365), LEASE) is not None
    assert await inbox.take_next(7, clock(), LEASE) is not None


async def test_a_lease_that_is_renewed_lasts(inbox: LookedAt, clock: MovedClock) -> None:
    await put(inbox, clock, 3)
    await inbox.take_next(7, clock(), LEASE)
    lease = clock() + LEASE
    clock.move(seconds=20)
    await inbox.hold(3, lease, clock() + LEASE)
    clock.move(seconds=20)
    assert await inbox.take_next(7, clock(), LEASE) is None


async def test_who_was_frozen_past_its_lease_neither_gives_back_nor_holds_what_another_has(
    inbox: LookedAt, clock: MovedClock
) -> None:
    await put(inbox, clock, 3)
    async with in_hand(inbox, 7, clock, Owed(clock)) as frozen:
        assert frozen.row is not None
        lease = clock() + LEASE
        clock.now += LEASE
        assert await inbox.take_next(7, clock(), LEASE) is not None
        await inbox.hold(3, lease, clock() + 2 * LEASE)
    assert await inbox.take_next(7, clock(), LEASE) is None
    clock.now += LEASE
    assert await inbox.take_next(7, clock(), LEASE) is not None


@pytest.mark.usefixtures("at_once")
async def test_what_a_database_that_was_away_did_not_take_back_goes_on_as_soon_as_it_is_there(
    inbox: LookedAt, clock: MovedClock, story: Story
) -> None:
    """The one that had it in hand takes it again: its lease is nobody else's."""
    away = 5

    async def fails(update_id: int, until: datetime) -> None:
        nonlocal away
        if away:
            away -= 1
            raise DatabaseTrouble("the server is away", kind="lost")
        await InboxRepository.give_back(inbox, update_id, until)

    async def troubled() -> None:
        if away:
            raise DatabaseTrouble("the server is away", kind="lost")

    inbox.give_back = fails  # type: ignore[method-assign]
    story.before = troubled
    async with two(inbox, clock, story) as (pump, _):
        await put(inbox, clock, 3, 6)
        pump.wake([7])
        await story.all_handled(2)
    assert story.handled[7] == [3, 6]


async def test_a_database_that_cannot_be_written_frees_the_row_by_time(
    inbox: LookedAt, clock: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        raise DatabaseTrouble("no", kind="full")

    await put(inbox, clock, 3)
    with monkeypatch.context() as broken:
        broken.setattr(inbox, "give_back", fails)
        async with in_hand(inbox, 7, clock, Owed(clock)):
            pass
    assert await inbox.take_next(7, clock(), LEASE) is None
    clock.now += LEASE
    assert await inbox.take_next(7, clock(), LEASE) is not None


async def test_the_only_process_with_a_chat_waits_for_no_lease_of_the_one_before(
    inbox: LookedAt, clock: MovedClock
) -> None:
    await put(inbox, clock, 3, 6, 4)
    assert await inbox.take_next(7, clock(), LEASE) is not None
    assert await inbox.take_next(8, clock(), LEASE) is not None
    await TakeOver(updates=inbox, work=WorkRepository(), kinds=(WorkKind.REPORT,))()
    again = await inbox.take_next(7, clock(), LEASE)
    assert again is not None
    assert again.id == 3
