"""Transactions: all or nothing, whatever becomes of the caller, and an update's effect only once."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tortoise.transactions import in_transaction

from domain.errors import AlreadyApplied
from storage.models import Person, Setting
from storage.repositories.inbox import InboxRepository
from storage.secrets import SecretBox
from storage.transactions import InHand, atomically, update_in_hand
from tests.databases import opened

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def database(tmp_path: Path) -> AsyncIterator[None]:
    async with opened(tmp_path / "gonets.db"):
        yield


async def add(number: int) -> None:
    await Person.create(telegram_id=number, role="staff", created_at=NOW)


async def test_what_fails_leaves_nothing_behind() -> None:
    async def work() -> None:
        await add(1)
        raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        await atomically(work)
    assert await Person.all().count() == 0


async def test_a_transaction_inside_another_is_a_part_of_it() -> None:
    async def work() -> None:
        await atomically(lambda: add(1))
        raise ValueError("outside")

    with pytest.raises(ValueError, match="outside"):
        await atomically(work)
    assert await Person.all().count() == 0


async def test_a_cancelled_caller_leaves_the_database_usable() -> None:
    inside = asyncio.Event()
    go_on = asyncio.Event()

    async def work() -> None:
        await add(1)
        inside.set()
        await go_on.wait()
        await add(2)

    async with asyncio.TaskGroup() as group:
        caller = group.create_task(atomically(work))
        await inside.wait()
        caller.cancel()
        go_on.set()
    assert caller.cancelled()
    assert await Person.all().count() == 2
    await atomically(lambda: add(3))
    assert await Person.all().count() == 3


async def test_a_caller_cancelled_while_the_lock_is_taken_leaves_the_database_usable() -> None:
    for _ in range(20):
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(atomically(lambda: Person.all().count())) for _ in range(5)]
            await asyncio.sleep(0)
            for task in tasks[::2]:
                task.cancel()
    await atomically(lambda: add(1))
    assert await Person.all().count() == 1


async def number_of_the_newest(inbox: InboxRepository) -> int | None:
    newest = await inbox.newest()
    return None if newest is None else newest[0]


async def put(update_id: int) -> InboxRepository:
    inbox = InboxRepository(SecretBox("a key of the tests"))
    await inbox.put([(update_id, 7, json.dumps({"update_id": update_id}))], NOW)
    return inbox


async def test_the_first_transaction_of_a_handler_marks_its_update_as_applied() -> None:
    inbox = await put(5)
    update_in_hand.set(InHand(5))
    await atomically(lambda: add(1))
    row = await inbox.next_of(7)
    assert row is not None
    assert row.applied


async def test_a_second_transaction_of_the_same_handler_belongs_to_the_same_effect() -> None:
    await put(5)
    update_in_hand.set(InHand(5))
    await atomically(lambda: add(1))
    await atomically(lambda: add(2))
    assert await Person.all().count() == 2


async def test_an_update_that_was_applied_before_a_restart_changes_nothing_more() -> None:
    await put(5)
    update_in_hand.set(InHand(5))
    await atomically(lambda: add(1))
    update_in_hand.set(InHand(5))
    with pytest.raises(AlreadyApplied):
        await atomically(lambda: add(2))
    assert await Person.all().count() == 1


async def test_an_update_whose_effect_failed_is_not_marked() -> None:
    inbox = await put(5)

    async def work() -> None:
        raise ValueError("no")

    update_in_hand.set(InHand(5))
    with pytest.raises(ValueError, match="no"):
        await atomically(work)
    row = await inbox.next_of(7)
    assert row is not None
    assert not row.applied


async def test_an_update_that_comes_twice_is_one_row_and_a_done_one_keeps_no_text() -> None:
    inbox = await put(5)
    await put(5)
    await inbox.done(5, NOW)
    await put(5)
    assert await inbox.next_of(7) is None
    assert await number_of_the_newest(inbox) == 5


async def test_sweeping_keeps_the_newest_update_for_the_next_offset() -> None:
    inbox = await put(5)
    await put(6)
    await inbox.done(5, NOW)
    await inbox.done(6, NOW)
    await inbox.sweep(datetime(2027, 1, 1, tzinfo=UTC))
    assert await number_of_the_newest(inbox) == 6


async def test_a_part_of_a_transaction_is_taken_back_by_itself() -> None:
    async def work() -> None:
        await add(1)
        with suppress(LookupError):
            async with in_transaction():
                await add(2)
                raise LookupError
        async with in_transaction():
            await add(3)
            async with in_transaction():
                await add(4)
        for _ in range(2):
            await Setting.get_or_create(name="undo", defaults={"value": "5"})
        await Person.filter(telegram_id=1).update()

    await atomically(work)
    assert sorted(await Person.all().values_list("telegram_id", flat=True)) == [1, 3, 4]
    assert await Setting.all().count() == 1
