"""Files that segments hold are bounded by their bytes: who holds none waits, and no two wait for each other."""

import asyncio

import pytest

from domain.runs.held_files import HeldFiles


async def test_what_fits_is_held_side_by_side() -> None:
    files = HeldFiles(100)
    with files.of_a_segment() as one, files.of_a_segment() as other:
        await one.take(60)
        await other.take(40)


async def test_what_does_not_fit_waits_until_somebody_gives_back() -> None:
    files, order = HeldFiles(100), list[str]()

    async def second() -> None:
        with files.of_a_segment() as held:
            await held.take(50)
            order.append("second")

    async with asyncio.TaskGroup() as group:
        with files.of_a_segment() as held:
            await held.take(60)
            group.create_task(second())
            await asyncio.sleep(0)
            order.append("first")
    assert order == ["first", "second"]


async def test_one_alone_may_hold_more_than_there_is_room_for() -> None:
    with HeldFiles(100).of_a_segment() as held:
        await held.take(1000)


async def test_who_holds_something_takes_more_without_waiting() -> None:
    files = HeldFiles(100)
    with files.of_a_segment() as one, files.of_a_segment() as other:
        await one.take(50)
        await other.take(50)
        await one.take(50)
        await other.take(50)


async def test_what_was_spilled_is_room_for_others() -> None:
    files = HeldFiles(100)
    with files.of_a_segment() as one, files.of_a_segment() as other:
        await one.take(100)
        one.give_back()
        await other.take(100)


async def test_who_gives_up_waiting_holds_nothing() -> None:
    files = HeldFiles(100)
    with files.of_a_segment() as one:
        await one.take(100)
        with files.of_a_segment() as other, pytest.raises(TimeoutError):
            async with asyncio.timeout(0):
                await other.take(100)
    with files.of_a_segment() as third:
        await third.take(100)
