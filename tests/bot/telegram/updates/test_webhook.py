"""The webhook over HTTP: what was answered 200 is a row, what cannot be kept comes again, and nobody else is heard."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramUnauthorizedError
from aiogram.types import Update
from aiohttp import ClientSession
from pydantic import SecretStr

from bot.app.environment import Address
from bot.app.webhook import taking_updates
from bot.telegram import webhook as webhook_module
from bot.telegram.groups import Groups
from bot.telegram.hosts import host_of, path_of
from bot.telegram.keeping_updates import KeepUpdates
from bot.telegram.session import TelegramSession
from bot.telegram.updates import read_update
from bot.telegram.webhook import LARGEST, SECRET_HEADER, Webhook
from domain.counters import Counters
from domain.errors import DatabaseTrouble
from sandbox import Sandbox
from storage import models
from storage.repositories.inbox import InboxRepository
from storage.secrets import SecretBox
from tests.bot.telegram.updates.test_polling import message
from tests.databases import opened

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SECRET = "a-word_of-ours"
TOKEN = "42:HOOK"
BOX = SecretBox("a key of the tests")


@dataclass
class Hook:
    """The webhook, and what has come of it."""

    http: ClientSession
    inbox: InboxRepository
    counters: Counters
    woken: list[int] = field(default_factory=list)
    told: list[int] = field(default_factory=list)

    async def post(self, body: Any, *, secret: str | None = SECRET, path: str = "/telegram/x") -> int:
        data = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
        headers = {} if secret is None else {SECRET_HEADER: secret}
        async with self.http.post(path, data=data, headers=headers) as response:
            return response.status

    async def unreadable(self) -> int:
        return await self.inbox.unreadable(NOW)


async def kept() -> list[int]:
    return [row.id for row in await models.Update.all().order_by("id")]


@asynccontextmanager
async def hooked(bot: Bot, inbox: InboxRepository) -> AsyncIterator[tuple[Webhook, Hook]]:
    counters, woken, told = Counters(), list[int](), list[int]()

    async def tell(update: Update, _: DatabaseTrouble) -> None:
        told.append(update.update_id)

    async def leave(_: int) -> None: ...

    def wake(people: Iterable[int]) -> None:
        woken.extend(people)

    keep = KeepUpdates(inbox, partial(read_update, bot=bot), Groups(leave, lambda: NOW), wake, tell, lambda: NOW)
    url = "https://bot.firma.test/telegram/x"
    hook = Webhook(bot, keep, url=url, secret=SecretStr(SECRET), clock=lambda: NOW, counters=counters)
    async with (
        taking_updates(Address("127.0.0.1", 0), hook) as port,
        ClientSession(f"http://127.0.0.1:{port}") as http,
    ):
        yield hook, Hook(http, inbox, counters, woken, told)


@pytest.fixture
async def inbox(tmp_path: Path) -> AsyncIterator[InboxRepository]:
    async with opened(tmp_path / "gonets.db"):
        yield InboxRepository(BOX)


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    bot = Bot(TOKEN)
    yield bot
    await bot.session.close()


@pytest.fixture
async def hook(bot: Bot, inbox: InboxRepository) -> AsyncIterator[Hook]:
    async with hooked(bot, inbox) as (_, hook):
        yield hook


async def test_an_update_is_a_row_before_it_is_answered(hook: Hook) -> None:
    assert await hook.post(message(5)) == 200
    assert await kept() == [5]
    assert hook.woken == [77]
    assert hook.counters.heard_at == NOW


async def test_one_that_comes_twice_is_kept_once(hook: Hook) -> None:
    for _ in range(3):
        assert await hook.post(message(5)) == 200
    assert await kept() == [5]


async def test_many_at_once_are_all_kept(hook: Hook) -> None:
    assert set(await asyncio.gather(*(hook.post(message(number)) for number in range(1, 41)))) == {200}
    assert await kept() == list(range(1, 41))


@pytest.mark.parametrize("secret", [None, "", "other", SECRET.upper(), f"{SECRET}x", SECRET[:-1], "слово"])
async def test_nobody_without_the_secret_word_is_heard(hook: Hook, secret: str | None) -> None:
    assert await hook.post(message(5), secret=secret) == 403
    assert await hook.post(b"no json", secret=secret) == 403
    assert await kept() == []
    assert await hook.unreadable() == 0
    assert hook.counters.heard_at is None


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        (None, "without the secret word"),
        ("", "without the secret word"),
        ("gehe1m", "with another word than the secret word"),
    ],
)
async def test_who_has_another_secret_word_is_told_of_without_it(
    hook: Hook, secret: str | None, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    await hook.post(message(5), secret=secret)
    assert said in caplog.text
    assert "gehe1m" not in caplog.text
    assert SECRET not in caplog.text


async def test_a_body_that_breaks_off_is_no_fault_of_ours_and_comes_again(
    hook: Hook, caplog: pytest.LogCaptureFixture
) -> None:
    url = hook.http._base_url
    assert url is not None
    head = f"POST /telegram/x HTTP/1.1\r\nHost: x\r\n{SECRET_HEADER}: {SECRET}\r\n"
    for rest in (
        "Content-Length: 500\r\n\r\n{",
        "Transfer-Encoding: chunked\r\n\r\n5\r\n{",
        "Content-Length: 9\r\n\r\n",
    ):
        _, writer = await asyncio.open_connection(url.host, url.port)
        writer.write((head + rest).encode())
        await writer.drain()
        writer.close()
        await writer.wait_closed()
    assert await hook.post(message(5)) == 200
    assert await kept() == [5]
    assert await hook.unreadable() == 0
    assert "Traceback" not in caplog.text


async def test_other_paths_and_methods_are_nobodys(hook: Hook) -> None:
    assert await hook.post(message(5), path="/") == 404
    async with hook.http.get("/telegram/x", headers={SECRET_HEADER: SECRET}) as response:
        assert response.status == 405
    assert await kept() == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        b"null",
        b"7",
        b'"text"',
        b"{}",
        b"\xff\xfe",
        b'{"update_id": 0}',
        b'{"update_id": "7"}',
        b'{"update_id": true}',
        b'{"update_id": 99999999999}',
        b'{"update_id": 5} {"update_id": 6}',
        b'{"update_id": 5',
        b"x" * (LARGEST + 1),
    ],
)
async def test_what_cannot_be_read_is_noted_and_holds_nobody_up(
    hook: Hook, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert await hook.post(body) == 200
    assert await kept() == []
    assert await hook.unreadable() == 1
    assert "passed over" in caplog.text
    assert await hook.post(message(8)) == 200
    assert await kept() == [8]


@pytest.mark.parametrize(
    "body",
    [
        {"update_id": 5, "message": "no object"},
        {"update_id": 5, "message": {"from": {"id": "x"}}},
        b'{"update_id": 5, "message": ' + b"[" * 3000 + b"]" * 3000 + b"}",
    ],
)
async def test_a_strange_update_with_a_number_is_kept_and_its_turn_tells(hook: Hook, body: Any) -> None:
    assert await hook.post(body) == 200
    assert await kept() == [5]


async def test_what_is_not_for_us_is_taken_and_not_kept(hook: Hook) -> None:
    assert await hook.post({"update_id": 5, "poll": {}}) == 200
    assert await kept() == []


@pytest.mark.parametrize("error", [DatabaseTrouble("no room", kind="full"), RuntimeError("nobody expected it")])
async def test_what_cannot_be_written_comes_again(
    hook: Hook, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: Any) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(hook.inbox, "put", fails)
        assert await hook.post(message(5)) == 500
    assert await kept() == []
    assert hook.counters.heard_at is None
    assert await hook.post(message(5)) == 200
    assert await kept() == [5]
    assert hook.told == ([5] if isinstance(error, DatabaseTrouble) else [])


@asynccontextmanager
async def at_telegram(
    inbox: InboxRepository, monkeypatch: pytest.MonkeyPatch, looks: int
) -> AsyncIterator[tuple[Sandbox, Webhook, asyncio.Event]]:
    """A bot at the sandbox's Bot API; `looks` looks are made at once, the event is set when they are done."""
    looked = asyncio.Event()

    async def pause(_: float) -> None:
        nonlocal looks
        if looks == 0:
            looked.set()
            await asyncio.Event().wait()
        looks -= 1

    monkeypatch.setattr(webhook_module, "sleep", pause)
    async with Sandbox(token=TOKEN) as sandbox:
        bot = Bot(TOKEN, session=TelegramSession(api=TelegramAPIServer.from_base(sandbox.api_url)))
        async with hooked(bot, inbox) as (hook, _):
            yield sandbox, hook, looked
        await bot.session.close()


async def test_it_is_set_with_its_word_and_the_kinds_that_are_wanted(
    inbox: InboxRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_telegram(inbox, monkeypatch, 0) as (sandbox, hook, looked), asyncio.TaskGroup() as group:
        running = group.create_task(hook.run())
        await looked.wait()
        at_telegram_now = sandbox.messenger.updates.webhook
        assert at_telegram_now is not None
        assert (at_telegram_now.url, at_telegram_now.secret) == ("https://bot.firma.test/telegram/x", SECRET)
        running.cancel()


async def test_one_that_another_program_has_taken_is_set_again_and_told(
    inbox: InboxRepository, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async with at_telegram(inbox, monkeypatch, 1) as (sandbox, hook, looked), asyncio.TaskGroup() as group:
        updates = sandbox.messenger.updates
        set_by_us = hook._set

        async def then_taken() -> None:
            await set_by_us()
            monkeypatch.setattr(hook, "_set", set_by_us)
            updates.webhook = None

        monkeypatch.setattr(hook, "_set", then_taken)
        running = group.create_task(hook.run())
        await looked.wait()
        assert updates.webhook is not None
        running.cancel()
    assert "taken away by another program" in caplog.text


async def test_a_token_that_telegram_does_not_know_ends_it(
    inbox: InboxRepository, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Sandbox(token="42:OTHER") as sandbox:
        stranger = Bot(TOKEN, session=TelegramSession(api=TelegramAPIServer.from_base(sandbox.api_url)))
        async with hooked(stranger, inbox) as (hook, _):
            with pytest.raises(TelegramUnauthorizedError):
                await hook.run()
        await stranger.session.close()


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("https://bot.firma.test/hook/secret", "bot.firma.test", "/hook/secret"),
        ("https://bot.firma.test:8443", "bot.firma.test:8443", "/"),
        ("https://user:pw@bot.firma.test/x", "bot.firma.test", "/x"),
        ("https://[::1]:443/x", "[::1]:443", "/x"),
        ("nothing", "?", "nothing"),
    ],
)
def test_the_log_names_the_host_and_never_the_path(url: str, host: str, path: str) -> None:
    assert host_of(url) == host
    assert path_of(url) == path


def test_a_word_that_nobody_gives_is_the_same_for_one_key_and_fits_telegram() -> None:
    word = SecretBox("one key of sixteen").word_for("webhook").get_secret_value()
    assert word == SecretBox("one key of sixteen").word_for("webhook").get_secret_value()
    assert word != SecretBox("another key of sixteen").word_for("webhook").get_secret_value()
    assert word != SecretBox("one key of sixteen").word_for("other").get_secret_value()
    assert set(word) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
    assert len(word) == 43
