"""Many pieces of work share a turn of the loop, and leave the rest of it to others."""

import asyncio

import pytest

from domain import turns
from domain.turns import SharedTurns

PIECES = 6


async def done_in_order() -> list[str]:
    """Do pieces that are ready at once, with somebody else who wants a step of the loop after each."""
    shared, done = SharedTurns(), list[str]()

    async def piece() -> None:
        await shared.wait()
        done.append("piece")

    async def somebody() -> None:
        for _ in range(PIECES):
            done.append("somebody")
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        for _ in range(PIECES):
            group.create_task(piece())
        group.create_task(somebody())
    return done


async def test_one_alone_waits_for_nothing() -> None:
    with pytest.raises(StopIteration):
        SharedTurns().wait().send(None)


async def test_what_takes_no_time_is_done_in_one_turn() -> None:
    assert (await done_in_order())[:PIECES] == ["piece"] * PIECES


async def test_what_takes_long_leaves_turns_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "TURN", 0.0)
    done = await done_in_order()
    assert sorted(done) == sorted(["piece", "somebody"] * PIECES)
    meanwhile = done[: len(done) - done[::-1].index("somebody")]
    assert "piece" in meanwhile[1:]
    assert "piece piece" not in " ".join(meanwhile)


async def test_who_is_cancelled_while_waiting_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "TURN", 0.0)
    shared, done = SharedTurns(), list[int]()

    async def piece(number: int) -> None:
        await shared.wait()
        done.append(number)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(piece(number)) for number in range(4)]
        await asyncio.sleep(0)
        tasks[1].cancel()
        tasks[2].cancel()
    assert done == [0, 3]
