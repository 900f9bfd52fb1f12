"""Polling over HTTP: whatever answers, nothing is lost, nothing is asked for at full speed, and the loop goes on."""

import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramUnauthorizedError
from aiogram.types import Update
from aiohttp import web

from bot.telegram import poller
from bot.telegram.groups import Groups
from bot.telegram.keeping_updates import KeepUpdates
from bot.telegram.poller import Poller
from bot.telegram.session import TelegramSession
from bot.telegram.updates import read_update
from domain.errors import DatabaseTrouble
from storage import models
from storage.repositories.inbox import InboxRepository
from storage.secrets import SecretBox
from tests.databases import opened

TOKEN = "42:POLL"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
BOX = SecretBox("a key of the tests")
SECRET = "тайна моя"
Answer = tuple[int, bytes]


def message(number: Any, text: str = "привет") -> dict[str, Any]:
    user = {"id": 77, "is_bot": False, "first_name": "Чужой"}
    chat = {"id": 77, "type": "private"}
    return {"update_id": number, "message": {"message_id": 5, "date": 1, "chat": chat, "from": user, "text": text}}


def updates(*found: Any) -> Answer:
    return 200, json.dumps({"ok": True, "result": found}).encode()


def refusal(code: int, **fields: Any) -> Answer:
    return code, json.dumps({"ok": False, "error_code": code, **fields}).encode()


class Story:
    """A Bot API that answers each poll with the next of its answers, then knows the token no more."""

    def __init__(self, answers: list[Answer]) -> None:
        self.answers = answers
        self.offsets: list[int | None] = []
        self.pauses: list[float] = []
        self.told: list[int] = []
        self.webhook: str | None = None

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["method"] == "getWebhookInfo" and self.webhook is not None:
            info = {"url": self.webhook, "has_custom_certificate": False, "pending_update_count": 0}
            return web.json_response({"ok": True, "result": info})
        if request.match_info["method"] != "getUpdates":
            return web.json_response({"ok": True, "result": True})
        offset = (await request.json()).get("offset")
        self.offsets.append(None if offset is None else int(str(offset)))
        status, body = self.answers.pop(0) if self.answers else refusal(401, description="Unauthorized")
        return web.Response(status=status, body=body)

    async def pause(self, seconds: float) -> None:
        """Stands for the poller's sleep."""
        self.pauses.append(seconds)

    async def leave(self, group_id: int) -> None:
        """Nobody writes from a group here."""
        raise AssertionError

    async def tell(self, update: Update, _: DatabaseTrouble) -> None:
        """Stands for what an author is told while the database cannot be written."""
        self.told.append(update.update_id)


Poll = Callable[..., Awaitable[Story]]


@pytest.fixture
async def inbox(tmp_path: Path) -> AsyncIterator[InboxRepository]:
    async with opened(tmp_path / "gonets.db"):
        yield InboxRepository(BOX)


@asynccontextmanager
async def telegram(story: Story) -> AsyncIterator[Bot]:
    app = web.Application()
    app.add_routes([web.post("/bot{token}/{method}", story.serve)])
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server = TelegramAPIServer.from_base(f"http://127.0.0.1:{runner.addresses[0][1]}")
    bot = Bot(TOKEN, session=TelegramSession(api=server))
    try:
        yield bot
    finally:
        await bot.session.close()
        await runner.cleanup()


@pytest.fixture
def poll(inbox: InboxRepository, monkeypatch: pytest.MonkeyPatch) -> Poll:
    async def run(*answers: Answer, put: Any = None, webhook: str | None = None) -> Story:
        story = Story(list(answers))
        story.webhook = webhook
        monkeypatch.setattr(poller, "sleep", story.pause)
        if put is not None:
            monkeypatch.setattr(inbox, "put", put)
        async with telegram(story) as bot:
            groups = Groups(story.leave, lambda: NOW)
            reading = Poller(
                bot,
                inbox,
                KeepUpdates(inbox, partial(read_update, bot=bot), groups, lambda _: None, story.tell, lambda: NOW),
                lambda: NOW,
            )
            with pytest.raises(TelegramUnauthorizedError):
                await reading.run()
        return story

    return run


async def kept() -> list[int]:
    return [row.id for row in await models.Update.all().order_by("id")]


FOREIGN: dict[str, Answer] = {
    "a page": (200, b"<html>Sign in</html>"),
    "a page of a gateway": (502, b"<h1>502 Bad Gateway</h1>"),
    "nothing": (200, b""),
    "no UTF-8": (200, b"\xff\xfe\x00{"),
    "no result": (200, b'{"ok":true}'),
    "a null": (200, b'{"ok":true,"result":null}'),
    "a result that is an object": (200, b'{"ok":true,"result":{"update_id":5}}'),
    "a result that is true": (200, b'{"ok":true,"result":true}'),
    "half an answer": (200, updates(message(9))[1][:-20]),
    "a refusal with status 200": (200, b'{"ok":false,"description":"no"}'),
    "a refusal without words": refusal(400),
    "a server's error without words": refusal(500),
    "a restart": refusal(500, description="Internal Server Error: restart"),
    "another program": refusal(409, description="Conflict: terminated by other getUpdates request"),
    "a conflict without words": refusal(409),
    "a webhook": refusal(409, description="Conflict: can't use getUpdates method while webhook is active"),
    "a flood limit": refusal(429, description="Too Many Requests", parameters={"retry_after": 7}),
    "an answer with another status": (500, updates(message(9))[1]),
}


@pytest.mark.parametrize("answer", FOREIGN.values(), ids=FOREIGN.keys())
async def test_after_an_answer_that_is_none_there_is_a_pause_and_the_next_is_taken(poll: Poll, answer: Answer) -> None:
    story = await poll(updates(message(5)), answer, updates(message(6)))
    assert await kept() == [5, 6]
    assert story.offsets == [None, 6, 6, 7]
    assert len(story.pauses) == 1
    assert story.pauses[0] >= 1


async def test_a_token_that_telegram_does_not_know_ends_the_polling(poll: Poll) -> None:
    assert (await poll()).offsets == [None]


async def test_a_wait_that_telegram_asks_for_is_waited_for(poll: Poll) -> None:
    story = await poll(refusal(429, description="Too Many Requests", parameters={"retry_after": 37}))
    assert story.pauses == [37]


@pytest.mark.parametrize("seconds", [0, -5])
async def test_a_wait_of_no_time_is_a_pause_all_the_same(poll: Poll, seconds: int) -> None:
    story = await poll(refusal(429, description="Too Many Requests", parameters={"retry_after": seconds}))
    assert [pause >= 1 for pause in story.pauses] == [True]


async def test_what_a_webhook_did_not_take_is_fetched_though_newer_updates_came(
    poll: Poll, caplog: pytest.LogCaptureFixture
) -> None:
    conflict = refusal(409, description="Conflict: can't use getUpdates method while webhook is active")
    story = await poll(updates(message(9)), conflict, updates(message(8), message(9)), webhook="https://a.test/secret")
    assert story.offsets == [None, 10, None, 10]
    assert await kept() == [8, 9]
    assert "a webhook at a.test: it was taken away" in caplog.text
    assert "secret" not in caplog.text


async def test_a_webhook_that_is_set_again_is_somebodys_program(poll: Poll, caplog: pytest.LogCaptureFixture) -> None:
    conflict = refusal(409, description="Conflict: can't use getUpdates method while webhook is active")
    await poll(conflict, conflict, webhook="https://a.test/secret")
    assert "was set again and was taken away again: stop the program that sets it" in caplog.text


async def test_another_program_that_polls_is_told_apart_from_a_webhook(
    poll: Poll, caplog: pytest.LogCaptureFixture
) -> None:
    await poll(refusal(409, description="Conflict: terminated by other getUpdates request"))
    assert "another program reads this bot's updates" in caplog.text
    assert "webhook" not in caplog.text


UNNUMBERED: dict[str, Any] = {
    "no number": {"message": message(1)["message"]},
    "a text": message("7"),
    "true": message(True),
    "below zero": message(-7),
    "zero": message(0),
    "inexact": message(7.0),
    "beyond 64 bits": message(2**64),
    "beyond what Telegram counts": message(2**40),
    "endless": message(float("inf")),
    "a list": [message(7)],
    "null": None,
    "only a text": SECRET,
}


@pytest.mark.parametrize("odd", UNNUMBERED.values(), ids=UNNUMBERED.keys())
async def test_an_update_without_a_usable_number_costs_a_pause_and_nobody_anything(
    poll: Poll, inbox: InboxRepository, odd: Any
) -> None:
    """No offset confirms it, so it comes again; what comes beside it is kept and confirmed."""
    story = await poll(updates(odd), updates(odd, message(5), odd), updates(odd, message(6)), updates(message(7)))
    assert await kept() == [5, 6, 7]
    assert story.offsets == [None, None, 6, 7, 8]
    assert story.pauses == [1, 1, 1]
    assert await inbox.unreadable(NOW) == 1


async def test_numbers_of_a_batch_may_stand_in_any_order(poll: Poll) -> None:
    story = await poll(updates(message(7), message(5), message(6), message(7)))
    assert await kept() == [5, 6, 7]
    assert story.offsets == [None, 8]


async def test_what_was_confirmed_and_comes_again_all_the_same_is_not_asked_for_at_full_speed(poll: Poll) -> None:
    story = await poll(*[updates(message(5))] * 3)
    assert await kept() == [5]
    assert story.pauses == [1, 1]


async def test_what_is_not_for_us_is_confirmed_and_leaves_nothing_behind(poll: Poll, inbox: InboxRepository) -> None:
    others = [{"update_id": 5}, {"update_id": 6, "poll": {"id": "1"}}, {"update_id": 7, "brand_new": SECRET}]
    channel = message(8)
    del channel["message"]["from"]
    story = await poll(updates(*others, channel))
    assert await kept() == []
    assert story.offsets == [None, 9]
    assert await inbox.unreadable(NOW) == 0


async def test_what_cannot_be_kept_is_not_confirmed_and_its_author_is_told(poll: Poll, inbox: InboxRepository) -> None:
    full = [DatabaseTrouble("full", kind="full")]
    really = inbox.put

    async def put(*rows: Any) -> None:
        if full:
            raise full.pop()
        await really(*rows)

    batch = updates(message(5), {"update_id": 6, "message": SECRET})
    story = await poll(batch, batch, put=put)
    assert story.offsets == [None, None, 7]
    assert story.told == [5]
    assert await kept() == [5, 6]


async def test_what_nobody_expected_while_keeping_ends_no_polling(poll: Poll, inbox: InboxRepository) -> None:
    unexpected = [RuntimeError("no")]
    really = inbox.put

    async def put(*rows: Any) -> None:
        if unexpected:
            raise unexpected.pop()
        await really(*rows)

    story = await poll(updates(message(5)), updates(message(5)), put=put)
    assert story.offsets == [None, None, 6]
    assert await kept() == [5]


async def test_the_row_holds_what_came_letter_by_letter_and_sealed(
    poll: Poll, inbox: InboxRepository, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    came = json.dumps(message(5, SECRET) | {"brand_new": [1.0, "\ud83d"]}, indent=3)
    await poll((200, f'{{"ok":true,"result":[{came}]}}'.encode()))
    row = await inbox.next_of(77)
    assert row is not None
    assert row.body == came.encode()
    (stored,) = await models.Update.all()
    assert stored.body == {}
    assert SECRET not in caplog.text
    assert SECRET.encode() not in bytes(stored.sealed or b"")
