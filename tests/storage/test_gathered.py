"""What many ask for at the same moment is read together, and each gets what it has asked for."""

import asyncio
import json
from collections.abc import Collection
from pathlib import Path

import pytest

from storage import models
from storage.gathered import Gathered
from storage.statements import Steps
from storage.transactions import atomically
from tests.databases import opened

BROKEN = 13


class Squares:
    """Rows that are the squares of even numbers, and a note of what was read together."""

    def __init__(self) -> None:
        self.read: list[list[int]] = []
        self.fails = False

    def __call__(self, numbers: Collection[int]) -> Steps[dict[int, int]]:
        self.read.append(sorted(numbers))
        if self.fails or BROKEN in numbers:
            raise ValueError("unreadable")
        answer = yield (
            "SELECT CAST(value AS BIGINT), CAST(value AS BIGINT) * CAST(value AS BIGINT) FROM json_each(?)",
            (json.dumps([number for number in numbers if number % 2 == 0]),),
        )
        return dict(map(tuple, answer.rows))


async def test_what_is_asked_for_at_once_is_read_once(tmp_path: Path) -> None:
    async with opened(tmp_path / "gonets.db"):
        squares = Squares()
        gathered = Gathered(squares)
        found = await asyncio.gather(*map(gathered.one, (2, 4, 5, 4)), gathered.many([6, 2, 7]), gathered.many([]))
        assert found == [4, 16, None, 16, {6: 36, 2: 4}, {}]
        assert squares.read == [[2, 4, 5, 6, 7]]
        assert await gathered.one(8) == 64
        assert squares.read[1:] == [[8]]


async def test_a_failure_is_everybodys_who_has_asked_and_nobodys_later(tmp_path: Path) -> None:
    async with opened(tmp_path / "gonets.db"):
        squares = Squares()
        gathered = Gathered(squares)
        squares.fails = True
        found = await asyncio.gather(*map(gathered.one, (2, 4)), return_exceptions=True)
        assert [type(error) for error in found] == [ValueError, ValueError]
        squares.fails = False
        assert await gathered.one(2) == 4


async def test_a_row_that_cannot_be_read_is_nobody_elses_trouble(tmp_path: Path) -> None:
    async with opened(tmp_path / "gonets.db"):
        gathered = Gathered(Squares())
        asked = gathered.one(2), gathered.one(BROKEN), gathered.many([4, BROKEN]), gathered.many([6, 7])
        found = await asyncio.gather(*asked, return_exceptions=True)
        assert found[0] == 4
        assert [type(error) for error in found[1:3]] == [ValueError, ValueError]
        assert found[3] == {6: 36}


@pytest.mark.parametrize("cancelled", [0, 1, 2])
async def test_who_is_cancelled_leaves_the_others_nothing_undone(cancelled: int, tmp_path: Path) -> None:
    async with opened(tmp_path / "gonets.db"):
        gathered = Gathered(Squares())
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(gathered.one(number)) for number in (2, 4, 6)]
            await asyncio.sleep(0)
            tasks[cancelled].cancel()
            found = await asyncio.gather(*tasks, return_exceptions=True)
        assert isinstance(found.pop(cancelled), asyncio.CancelledError)
        assert found == [square for number, square in enumerate([4, 16, 36]) if number != cancelled]


async def test_inside_a_transaction_what_it_has_written_is_read(tmp_path: Path) -> None:
    def names(numbers: Collection[int]) -> Steps[dict[int, str]]:
        answer = yield "SELECT telegram_id, role FROM person", ()
        return {number: role for number, role in answer.rows if number in numbers}

    async with opened(tmp_path / "gonets.db"):
        gathered = Gathered(names)

        async def write() -> str | None:
            await models.Person.create(telegram_id=7, role="staff", created_at="2026-11-30 12:00:00+00:00")
            return await gathered.one(7)

        assert await atomically(write) == "staff"
        assert await gathered.one(7) == "staff"
