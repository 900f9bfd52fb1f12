"""`gonets doctor` of a bot that runs: whether it is ready, and whether Telegram's updates come where they are to."""

import socket
from pathlib import Path
from typing import cast

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import WebhookInfo
from pydantic import SecretStr

from bot.app.environment import Address, RunSettings
from bot.app.operating import watched
from bot.cli.doctor_running import doors, webhook
from bot.operating.listening import listening
from bot.telegram.session import TelegramSession
from domain.clock import system_clock
from domain.counters import Counters
from sandbox import Sandbox
from tests.databases import opened

TOKEN = "42:DOCTOR"
URL = "https://bot.firma.test/hook"


class Said:
    """What was found."""

    def __init__(self) -> None:
        self.well: list[str] = []
        self.noted: list[str] = []
        self.wrong: list[str] = []

    def good(self, line: str) -> None:
        self.well.append(line)

    def note(self, line: str) -> None:
        self.noted.append(line)

    def bad(self, line: str, advice: str) -> None:
        assert advice
        self.wrong.append(line)


def settings(**fields: object) -> RunSettings:
    return RunSettings(bot_token=SecretStr(TOKEN), **fields)


async def of_doors(run: RunSettings) -> Said:
    said = Said()
    await doors(run, said)
    return said


def nowhere() -> Address:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return Address("127.0.0.1", found.getsockname()[1])


async def test_a_bot_that_nobody_watches_is_no_fault() -> None:
    said = await of_doors(settings())
    assert said.well == ["Журнал: текст"]
    assert said.noted == ["Состояние и метрики не отдаются: GONETS_METRICS_LISTEN не задан"]
    assert said.wrong == []


async def test_a_bot_that_is_not_started_is_no_fault() -> None:
    said = await of_doors(settings(metrics_listen=nowhere(), log="json"))
    assert said.well == ["Журнал: JSON, по объекту в строке"]
    assert "никто не отвечает" in said.noted[0]
    assert said.wrong == []


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
async def test_a_bot_that_runs_says_whether_it_is_ready(tmp_path: Path, host: str) -> None:
    counters = Counters()
    async with (
        opened(tmp_path / "gonets.db"),
        watched(
            Address("127.0.0.1", 0), counters, role="run", database="sqlite://x", heard_at=lambda: counters.heard_at
        ) as port,
    ):
        run = settings(metrics_listen=Address(host, port))
        said = await of_doors(run)
        assert said.wrong == [
            f"Бот запущен, но не готов (http://127.0.0.1:{port}/readyz): Telegram has given no updates since the start"
        ]
        counters.heard(system_clock())
        said = await of_doors(run)
        assert said.well[1:] == [f"Бот готов к работе: http://127.0.0.1:{port}/readyz"]
        assert said.wrong == []


async def test_somebody_else_at_that_port_is_said() -> None:
    async with listening("127.0.0.1", 0, []) as port:
        said = await of_doors(settings(metrics_listen=Address("127.0.0.1", port)))
    assert said.wrong == [f"По адресу 127.0.0.1:{port} отвечает не Гонец"]


@pytest.mark.parametrize(
    ("wanted", "there", "error", "said"),
    [
        (None, "", None, ([], [], [])),
        (None, URL, None, ([], ["стоит вебхук на bot.firma.test"], [])),
        (URL, URL, None, (["присылает обновления на bot.firma.test, ждёт: 0"], [], [])),
        (URL, URL, "502 Bad Gateway", ([], [], ["не может доставить обновления на bot.firma.test (502 Bad Gateway)"])),
        (URL, "", None, ([], ["не установлен"], [])),
        (URL, "https://other.test/secret", None, ([], ["сейчас стоит на other.test"], [])),
    ],
)
async def test_where_updates_come_is_said(
    wanted: str | None, there: str, error: str | None, said: tuple[list[str], list[str], list[str]]
) -> None:
    async with Sandbox(token=TOKEN) as sandbox:
        bot = Bot(TOKEN, session=TelegramSession(api=TelegramAPIServer.from_base(sandbox.api_url)))
        if there:
            await bot.set_webhook(there)
        if error is not None:
            updates = sandbox.messenger.updates
            updates.slip_in({"message": {}})
            assert updates.webhook is not None
            updates.webhook.last_error, updates.webhook.last_error_at = error, 1
        found = Said()
        await webhook(settings(webhook_url=wanted), bot, found)
        await bot.session.close()
    for lines, expected in zip((found.well, found.noted, found.wrong), said, strict=True):
        assert len(lines) == len(expected)
        assert all(words in line for line, words in zip(lines, expected, strict=True))
        assert not any("secret" in line for line in lines)


async def test_whether_anybody_listens_behind_a_webhook_that_fails_is_said() -> None:
    advice: list[str] = []

    class Advised(Said):
        def bad(self, line: str, said: str) -> None:
            super().bad(line, said)
            advice.append(said)

    class Failing:
        async def get_webhook_info(self, **_: object) -> WebhookInfo:
            return WebhookInfo(
                url=URL, has_custom_certificate=False, pending_update_count=1, last_error_message="502 Bad Gateway"
            )

    bot, nobody = cast("Bot", Failing()), nowhere()
    async with listening("127.0.0.1", 0, []) as port:
        for where in (Address("127.0.0.1", port), Address("0.0.0.0", port), nobody):
            await webhook(settings(webhook_url=URL, listen=where), bot, Advised())
    assert ["никто не слушает" in said for said in advice] == [False, False, True]
    assert f"на {nobody}" in advice[-1]
