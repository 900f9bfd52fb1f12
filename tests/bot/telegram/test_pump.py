"""Whose update is handled next: people take turns, strangers come last, and who waits for Telegram has no slot."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import GetMe
from aiogram.types import Update

from bot.telegram.groups import Groups
from bot.telegram.pump import Pump
from bot.telegram.slots import FOR_STRANGERS, SIDE_BY_SIDE, STRANGERS_IN_HAND, Slots, elsewhere
from domain.errors import DatabaseTrouble
from sandbox.signals import Signal

STAFF, STRANGERS = range(1, 1_000), range(1_000, 10_000)


@dataclass
class Row:
    id: int
    person_id: int
    body: bytes
    applied: bool = False
    tries: int = 0


@dataclass
class Rows:
    """The inbox in memory."""

    waiting: dict[int, deque[Row]] = field(default_factory=dict)
    looks: int = 0
    last: int = 0

    def send(self, *people: int) -> None:
        for person_id in people:
            self.last += 1
            row = Row(self.last, person_id, str(self.last).encode())
            self.waiting.setdefault(person_id, deque()).append(row)

    async def open_people(self) -> list[int]:
        self.looks += 1
        return [person_id for person_id, rows in self.waiting.items() if rows]

    async def next_of(self, person_id: int) -> Row | None:
        await asyncio.sleep(0)
        rows = self.waiting.get(person_id)
        return replace(rows[0]) if rows else None

    async def done(self, update_id: int, now: datetime) -> None:
        rows = next(rows for rows in self.waiting.values() if rows and rows[0].id == update_id)
        rows.popleft()

    async def count_try(self, update_id: int) -> None:
        next(rows[0] for rows in self.waiting.values() if rows and rows[0].id == update_id).tries += 1

    async def put(self, updates: Any, now: datetime) -> None: ...

    async def newest(self) -> None: ...

    async def pass_over(self, update_id: int | None, now: datetime) -> None: ...

    async def sweep(self, before: datetime) -> None: ...


@dataclass
class Office:
    """A pump over rows in memory, and handlers that end when the test lets them."""

    rows: Rows = field(default_factory=Rows)
    begun: list[int] = field(default_factory=list)
    inside: set[int] = field(default_factory=set)
    handlers: dict[int, Callable[[], Awaitable[None]]] = field(default_factory=dict)
    held: bool = False
    changed: Signal = field(default_factory=Signal)
    most_inside: int = 0
    troubles: int = 0
    shown: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.whose: dict[int, int] = {}

    def pump(self) -> Pump:
        return make_pump(self)

    async def handle(self, update: Update, row_id: int) -> None:
        person_id = next(key for key, rows in self.rows.waiting.items() if rows and rows[0].id == row_id)
        assert person_id not in self.inside, "two updates of one person at once"
        self.inside.add(person_id)
        self.begun.append(row_id)
        self.whose[row_id] = person_id
        self.most_inside = max(self.most_inside, len(self.inside))
        self.changed.fire()
        try:
            if person_id in self.handlers:
                await self.handlers[person_id]()
            else:
                await self.changed.until(lambda: not self.held, 60)
        finally:
            self.inside.discard(person_id)
            self.changed.fire()

    async def known(self, people: Iterable[int]) -> set[int]:
        return {person_id for person_id in people if person_id in STAFF}

    async def say_trouble(self, update: Update, trouble: DatabaseTrouble) -> None:
        self.troubles += 1

    async def show_again(self, update: Update) -> None:
        self.shown.append("page")

    async def apologise(self, update: Update) -> None:
        self.shown.append("apology")

    def release(self) -> None:
        self.held = False
        self.changed.fire()

    def people_begun(self) -> list[int]:
        return [self.whose[row_id] for row_id in self.begun]

    def nothing_waits(self) -> bool:
        return not any(self.rows.waiting.values())


async def no_group(_: int) -> None: ...


def read(body: bytes | None) -> Update:
    assert body is not None
    return Update(update_id=int(body))


def make_pump(office: Office) -> Pump:
    return Pump(
        office.rows,  # it has all that the pump asks of an inbox
        read,
        office.known,
        Groups(no_group, lambda: datetime.now(UTC)),
        office.handle,
        office.show_again,
        office.apologise,
        office.say_trouble,
        lambda: datetime.now(UTC),
    )


@asynccontextmanager
async def serving(office: Office) -> AsyncIterator[Pump]:
    pump = office.pump()
    async with asyncio.TaskGroup() as group:
        group.create_task(pump.run())
        try:
            yield pump
        finally:
            office.release()
            pump.stop()


async def until(office: Office, check: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not check():  # noqa: ASYNC110 - each look lets the pump go on
            await asyncio.sleep(0)


async def test_somebody_with_many_updates_takes_one_turn_like_everybody_else() -> None:
    office = Office()
    for _ in range(50):
        office.rows.send(*range(1, SIDE_BY_SIDE + 1))
    office.rows.send(500)
    async with serving(office):
        await until(office, lambda: 500 in office.people_begun())
        assert len(office.begun) <= 3 * SIDE_BY_SIDE
        await until(office, office.nothing_waits)


async def test_the_updates_of_one_person_are_handled_in_order_and_never_two_at_once() -> None:
    office = Office()
    for _ in range(20):
        office.rows.send(1, 2, 3)
    async with serving(office):
        await until(office, office.nothing_waits)
    for person_id in (1, 2, 3):
        mine = [row_id for row_id in office.begun if office.whose[row_id] == person_id]
        assert mine == sorted(mine)
        assert len(mine) == 20


async def test_no_more_are_served_at_once_than_there_are_slots() -> None:
    office = Office(held=True)
    office.rows.send(*range(1, 50))
    async with serving(office):
        await until(office, lambda: len(office.inside) == SIDE_BY_SIDE)
        office.release()
        await until(office, office.nothing_waits)
    assert office.most_inside == SIDE_BY_SIDE


async def test_strangers_share_few_slots_and_staff_finds_the_others_free() -> None:
    office = Office(held=True)
    office.rows.send(*STRANGERS[:100])
    async with serving(office) as pump:
        await until(office, lambda: len(office.inside) == FOR_STRANGERS)
        office.rows.send(1)
        pump.wake([1])
        await until(office, lambda: 1 in office.inside)
        assert len(office.inside) == FOR_STRANGERS + 1


async def test_whatever_strangers_have_sent_staff_is_served_before_them() -> None:
    office = Office()
    office.rows.send(*STRANGERS[:2_000])
    office.rows.send(*range(1, 60))
    async with serving(office):
        await until(office, office.nothing_waits)
    assert office.people_begun()[:59] == list(range(1, 60))


async def test_a_stranger_with_many_messages_holds_up_no_other_stranger() -> None:
    office = Office()
    office.rows.send(*[STRANGERS[0]] * 500, STRANGERS[1], STRANGERS[2], STRANGERS[3])
    async with serving(office):
        await until(office, office.nothing_waits)
    assert set(office.people_begun()[:8]) >= set(STRANGERS[1:4])


async def test_whoever_waits_for_telegram_has_no_slot_and_gets_one_again() -> None:
    office = Office()
    asked_to_wait, through = asyncio.Event(), []

    def waits(person_id: int) -> Callable[[], Awaitable[None]]:
        async def wait() -> None:
            async with elsewhere():
                await asked_to_wait.wait()
            through.append(person_id)

        return wait

    office.handlers = {person_id: waits(person_id) for person_id in range(1, 31)}
    office.rows.send(*range(1, 31), 500)
    async with serving(office):
        await until(office, lambda: 500 in office.people_begun())
        assert len(office.inside) >= 30
        asked_to_wait.set()
        await until(office, office.nothing_waits)
    assert sorted(through) == list(range(1, 31))


async def test_whoever_comes_back_is_served_before_those_who_are_new() -> None:
    office = Office(held=True)
    back = asyncio.Event()
    order: list[int] = []

    async def wait() -> None:
        async with elsewhere():
            await back.wait()
        order.append(1)

    async def count() -> None:
        order.append(2)

    office.handlers = {1: wait, 300: count}
    office.rows.send(*range(1, SIDE_BY_SIDE + 2), 300)
    async with serving(office):
        await until(office, lambda: len(office.inside) == SIDE_BY_SIDE + 1)
        back.set()
        await until(office, lambda: True)
        office.release()
        await until(office, office.nothing_waits)
    assert order == [1, 2]


async def test_of_strangers_that_wait_for_telegram_only_so_many_are_begun() -> None:
    office = Office()
    back = asyncio.Event()

    async def wait() -> None:
        async with elsewhere():
            await back.wait()

    office.handlers = dict.fromkeys(STRANGERS, wait)
    office.rows.send(*STRANGERS[:300])
    async with serving(office) as pump:
        await until(office, lambda: len(office.inside) == STRANGERS_IN_HAND)
        office.rows.send(1)
        pump.wake([1])
        await until(office, lambda: 1 in office.people_begun())
        assert len(office.inside) <= STRANGERS_IN_HAND + 1
        back.set()
        await until(office, office.nothing_waits)


async def test_a_flood_limit_that_a_handler_does_not_wait_out_is_waited_out_for_it() -> None:
    office = Office()
    tries = []

    async def flooded() -> None:
        tries.append(1)
        if len(tries) < 5:
            raise TelegramRetryAfter(GetMe(), "Too Many Requests", retry_after=0)

    office.handlers = {1: flooded}
    office.rows.send(1, 1)
    async with serving(office):
        await until(office, office.nothing_waits)
    assert len(tries) == 6


@pytest.mark.parametrize(
    ("applied_by", "failures", "shown"),
    [
        (1, 1, ["page", "apology"]),
        (1, 0, ["page"]),
        (2, 2, ["page", "apology"]),
        (4, 9, ["apology"]),
        (4, 2, []),
    ],
    ids=["behind the first commit", "cut off by a stop", "at the second try", "never applied", "done at the third try"],
)
async def test_whoever_meets_an_error_is_told_of_it_once(applied_by: int, failures: int, shown: list[str]) -> None:
    office = Office()
    office.rows.send(1)
    row = office.rows.waiting[1][0]
    tries = []

    async def fails() -> None:
        tries.append(1)
        row.applied = len(tries) == applied_by
        if len(tries) <= failures:
            raise ValueError("a mistake of ours")

    office.handlers = {1: fails}
    row.applied = not failures
    async with serving(office):
        await until(office, office.nothing_waits)
    assert office.shown == shown


async def test_whoever_cannot_be_shown_what_is_done_is_told_once_that_it_went_wrong() -> None:
    office = Office()
    office.rows.send(1)
    office.rows.waiting[1][0].applied = True

    async def fails(_: Update) -> None:
        raise ValueError("a mistake of ours")

    office.show_again = fails
    async with serving(office):
        await until(office, office.nothing_waits)
    assert office.shown == ["apology"]


async def test_what_comes_while_somebody_is_served_is_served_next() -> None:
    office = Office(held=True)
    office.rows.send(1)
    async with serving(office) as pump:
        await until(office, lambda: office.inside)
        office.rows.send(1, 1)
        pump.wake([1, 1])
        office.release()
        await until(office, office.nothing_waits)
    assert office.people_begun() == [1, 1, 1]


async def test_the_rows_are_looked_through_once_and_not_for_each_update() -> None:
    office = Office()
    office.rows.send(1, 2)
    async with serving(office) as pump:
        for _ in range(100):
            office.rows.send(3, STRANGERS[0])
            pump.wake([3, STRANGERS[0]])
            await until(office, office.nothing_waits)
    assert office.rows.looks == 1


async def test_being_told_of_more_than_there_is_harms_nothing() -> None:
    office = Office()
    async with serving(office) as pump:
        pump.wake([1, 1, 2])
        office.rows.send(2, 3)
        pump.wake([3, 3, 2])
        await until(office, office.nothing_waits)


async def test_a_stop_ends_what_is_in_hand_and_begins_nothing_more() -> None:
    office = Office(held=True)
    office.rows.send(*range(1, 40), *range(1, 40))
    async with serving(office) as pump:
        await until(office, lambda: len(office.inside) == SIDE_BY_SIDE)
        pump.stop()
        office.release()
    assert len(office.begun) == SIDE_BY_SIDE
    assert sum(map(len, office.rows.waiting.values())) == 78 - SIDE_BY_SIDE


async def test_a_stop_waits_for_those_who_wait_for_telegram_as_for_everybody() -> None:
    office = Office()
    back = asyncio.Event()

    async def wait() -> None:
        async with elsewhere():
            await back.wait()

    office.handlers = dict.fromkeys(range(1, 21), wait)
    office.rows.send(*range(1, 21))
    async with serving(office) as pump:
        await until(office, lambda: len(office.inside) == 20)
        pump.stop()
        back.set()
    assert office.nothing_waits()


async def test_those_who_are_cut_off_while_they_wait_leave_nothing_taken() -> None:
    office = Office()

    async def wait() -> None:
        async with elsewhere():
            await asyncio.Event().wait()

    office.handlers = dict.fromkeys(range(1, 21), wait)
    office.rows.send(*range(1, 21))
    serving_task = asyncio.get_running_loop().create_task(office.pump().run())
    await until(office, lambda: len(office.inside) == 20)
    serving_task.cancel()
    await asyncio.wait([serving_task])
    assert serving_task.cancelled()
    assert len(office.rows.waiting[1]) == 1


async def test_a_database_that_does_not_answer_is_told_to_people_and_never_to_a_group(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office, told = Office(), list[int]()
    away = [DatabaseTrouble("away", kind="lost")]

    async def known(people: Iterable[int]) -> set[int]:
        if away:
            raise away.pop()
        return set(people)

    async def say(person_id: int, _: DatabaseTrouble) -> None:
        told.append(person_id)

    monkeypatch.setattr("bot.telegram.pump.AFTER_TROUBLE", 0)
    pump = make_pump(office)
    pump._known, pump._say_trouble_to = known, say
    pump.wake([7, -1000])
    await pump._let_them_wait(Slots(lambda _: None))
    assert told == [7]
