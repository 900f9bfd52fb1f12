"""A card waits a moment for its letter, and never for long."""

import asyncio

from domain.deliveries.departures import Departures

A_LONG_TIME = 60


async def test_who_waits_goes_on_when_the_letter_has_gone() -> None:
    departures = Departures()
    async with asyncio.TaskGroup() as group:
        group.create_task(departures.wait(1, A_LONG_TIME))
        await asyncio.sleep(0)
        departures.note(1)


async def test_a_letter_that_has_gone_before_is_not_waited_for() -> None:
    departures = Departures()
    departures.note(1)
    await departures.wait(1, A_LONG_TIME)


async def test_a_letter_that_does_not_go_is_waited_for_no_longer_than_said() -> None:
    departures = Departures()
    departures.note(2)
    await departures.wait(1, 0.001)


async def test_two_who_wait_for_one_run_go_on_together() -> None:
    departures = Departures()
    async with asyncio.TaskGroup() as group:
        for _ in range(2):
            group.create_task(departures.wait(1, A_LONG_TIME))
        await asyncio.sleep(0)
        departures.note(1)
