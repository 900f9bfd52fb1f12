"""What people send after a week of silence: Telegram numbers it from anywhere, and nothing of it may be lost."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.telegram.groups import Groups
from bot.telegram.keeping_updates import KeepUpdates
from bot.telegram.poller import Poller
from bot.telegram.raw_updates import FetchUpdates, RawUpdate
from storage import models
from storage.repositories.inbox import InboxRepository
from storage.secrets import SecretBox
from tests.databases import opened
from tests.domain.deliveries.conftest import MovedClock

START = datetime(2026, 12, 30, 18, 0, tzinfo=UTC)


class Telegram:
    """A Bot API that forgets what an offset confirms; each turn of `story` happens before a poll, then it is over."""

    def __init__(self, clock: MovedClock, story: list[tuple[timedelta, list[int]]]) -> None:
        self.clock = clock
        self.story = story
        self.pending: list[int] = []
        self.asked_from: list[int | None] = []

    async def __call__(self, method: FetchUpdates, **_: object) -> list[RawUpdate]:
        offset = method.offset
        if not self.story:
            raise asyncio.CancelledError
        self.asked_from.append(offset)
        passes, sent = self.story.pop(0)
        self.pending = [number for number in [*self.pending, *sent] if offset is None or number >= offset]
        self.clock.now += passes
        return [RawUpdate("", message(number)) for number in self.pending]


def message(number: int) -> dict[str, Any]:
    return {"update_id": number, "message": {"from": {"id": 7}}}


@pytest.fixture
async def inbox(tmp_path: Path) -> AsyncIterator[InboxRepository]:
    async with opened(tmp_path / "gonets.db"):
        yield InboxRepository(SecretBox("a key of the tests"))


def read_nothing(_: bytes | None) -> None:
    raise AssertionError


async def no_trouble(*_: object) -> None:
    raise AssertionError


async def poll(inbox: InboxRepository, clock: MovedClock, *story: tuple[timedelta, list[int]]) -> list[int]:
    """Poll until the story is over; return the numbers that were kept, in the order of their coming."""
    telegram: Any = Telegram(clock, list(story))
    with pytest.raises(asyncio.CancelledError):
        await Poller(
            telegram,
            inbox,
            KeepUpdates(inbox, read_nothing, Groups(no_trouble, clock), lambda _: None, no_trouble, clock),
            clock,
        ).run()
    return [row.id for row in await models.Update.all().order_by("received_at", "id")]


@pytest.mark.parametrize("restarts", [False, True])
async def test_what_is_numbered_lower_after_a_week_of_silence_is_kept(inbox: InboxRepository, restarts: bool) -> None:
    clock = MovedClock()
    clock.now = START
    before = [(timedelta(0), [900]), (timedelta(days=8), [])]
    after = [(timedelta(seconds=1), [20]), (timedelta(seconds=1), [21])]
    if restarts:
        await poll(inbox, clock, *before)
        assert await poll(inbox, clock, *after) == [900, 20, 21]
        assert await poll(inbox, clock, (timedelta(0), [22])) == [900, 20, 21, 22]
    else:
        assert await poll(inbox, clock, *before, *after) == [900, 20, 21]


async def test_within_a_week_a_restart_asks_for_nothing_that_is_kept(inbox: InboxRepository) -> None:
    clock = MovedClock()
    clock.now = START
    await poll(inbox, clock, (timedelta(0), [900, 901]))
    clock.now += timedelta(days=5)
    telegram: Any = Telegram(clock, [(timedelta(0), [])])
    with pytest.raises(asyncio.CancelledError):
        await Poller(
            telegram,
            inbox,
            KeepUpdates(inbox, read_nothing, Groups(no_trouble, clock), lambda _: None, no_trouble, clock),
            clock,
        ).run()
    assert telegram.asked_from == [902]


async def test_what_was_done_long_ago_is_forgotten_whatever_its_number(inbox: InboxRepository) -> None:
    for number, came in ((900, START), (20, START + timedelta(days=8))):
        await inbox.put([(number, 7, "{}")], came)
        await inbox.done(number, came)
    await inbox.sweep(START + timedelta(days=30))
    assert [row.id for row in await models.Update.all()] == [20]
