"""`gonets run` as a process: one for a database, stopped by a signal, patient with Telegram, honest about a token."""

import asyncio
import json
import logging
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.app.logs import Masked, mask
from domain.messages.sending import Failure, Phase
from sandbox import Sandbox
from tests.bot.cli.conftest import PATIENCE, Gonets, start
from tests.commands import free_port
from tests.databases import put_empty_database
from tests.domain.deliveries.conftest import ToldSender, breaks, open_office

TOKEN = "42:RUNNING"


def environment(home: Path, api: str, **more: str) -> dict[str, str]:
    return {"GONETS_HOME": str(home), "GONETS_BOT_TOKEN": TOKEN, "GONETS_BOT_API": api, **more}


@pytest.fixture(autouse=True)
def made_before(tmp_path: Path) -> None:
    """Its database is there: making one takes longer than most of these tests."""
    put_empty_database(tmp_path / "gonets.db")


async def test_it_serves_until_a_signal_and_ends_with_status_0(tmp_path: Path) -> None:
    async with Sandbox(token=TOKEN) as sandbox:
        bot = await start("run", **environment(tmp_path, sandbox.api_url, GONETS_ADMINS="1001"))
        await bot.line_with("Гонец работает")
        admin = sandbox.user(1001, first_name="Алиса")
        await admin.send("/start")
        await admin.wait_for_text("👉 1. Почтовый сервер")
        second = await start("run", **environment(tmp_path, sandbox.api_url))
        _, err = await second.process.communicate()
        assert second.process.returncode == 2
        assert "уже запущен" in err.decode()
        beside = await start("staff", "add", "1002", **environment(tmp_path, sandbox.api_url))
        assert await beside.process.wait() == 0
        staff = sandbox.user(1002, first_name="Борис")
        await staff.send("/start")
        await staff.wait_for_text("Здравствуйте, Борис")
        bot.process.terminate()
        async with asyncio.timeout(PATIENCE):
            _, err = await bot.process.communicate()
        assert bot.process.returncode == 0
        assert TOKEN not in err.decode()
        assert "Traceback" not in err.decode()
        assert sandbox.violations == []


async def test_with_doors_it_says_how_it_is_and_takes_what_telegram_sends(tmp_path: Path) -> None:
    async with Sandbox(token=TOKEN) as sandbox, ClientSession() as http, asyncio.TaskGroup() as group:
        metrics, listen = free_port(), free_port()
        doors = {"GONETS_METRICS_LISTEN": str(metrics), "GONETS_LISTEN": str(listen), "GONETS_LOG": "json"}
        hook = f"http://127.0.0.1:{listen}/telegram"
        where = environment(tmp_path, sandbox.api_url, GONETS_ADMINS="1001", GONETS_WEBHOOK_URL=hook, **doors)
        bot = await start("run", **where)
        await bot.line_with(f"http://127.0.0.1:{metrics}")
        await bot.line_with("Гонец работает")
        sending = group.create_task(sandbox.deliver_webhooks())
        admin = sandbox.user(1001, first_name="Алиса")
        await admin.send("/start")
        await admin.wait_for_text("👉 1. Почтовый сервер")
        sending.cancel()
        async with http.get(f"http://127.0.0.1:{metrics}/readyz") as response:
            assert (response.status, await response.text()) == (200, "ok\n")
        async with http.get(f"http://127.0.0.1:{metrics}/metrics") as response:
            assert 'role="run"' in await response.text()
        async with http.post(hook, json={"update_id": 1}) as response:
            assert response.status == 403
        bot.process.terminate()
        async with asyncio.timeout(PATIENCE):
            _, err = await bot.process.communicate()
        assert bot.process.returncode == 0
        said = [json.loads(line) for line in err.decode().splitlines()]
        assert any(line["message"] == f"Telegram sends updates to 127.0.0.1:{listen}" for line in said)
        (warned,) = (line["message"] for line in said if line["level"] != "INFO")
        assert "secret word" in warned


async def test_the_first_link_makes_an_administrator_where_there_is_none(tmp_path: Path) -> None:
    async with Sandbox(token=TOKEN) as sandbox:
        bot = await start("run", **environment(tmp_path, sandbox.api_url))
        line = await bot.line_with("?start=")
        code = line.strip().rpartition("start=")[2]
        first = sandbox.user(5, first_name="Первый")
        await first.send(f"/start {code}")
        await first.wait_for_text("Здравствуйте, Первый")
        second = sandbox.user(6, first_name="Второй")
        await second.send(f"/start {code}")
        await second.wait_for_text("У вас нет доступа")
        bot.process.terminate()
        await bot.process.communicate()


async def test_an_invitation_is_a_link_to_the_bot(tmp_path: Path) -> None:
    async with Sandbox(token=TOKEN) as sandbox:
        said = await start("invite", **environment(tmp_path, sandbox.api_url))
        out, _ = await said.process.communicate()
        wrong = await start("invite", **environment(tmp_path, sandbox.api_url, GONETS_BOT_TOKEN="42:ANOTHER"))
        words, _ = await wrong.process.communicate()
    assert said.process.returncode == wrong.process.returncode == 0
    assert f"https://t.me/{sandbox.messenger.username}?start=" in out.decode()
    assert "Telegram не узнаёт токен" in words.decode()


async def test_a_wrong_token_is_said_and_ends_it(tmp_path: Path) -> None:
    async with Sandbox(token="42:ANOTHER") as sandbox:
        bot = await start("run", **environment(tmp_path, sandbox.api_url))
        _, err = await bot.process.communicate()
    assert bot.process.returncode == 1
    assert "Telegram не узнаёт токен" in err.decode()
    assert "Traceback" not in err.decode()


async def waits(where: dict[str, str]) -> bytes:
    """Run the bot until it says that it waits for Telegram; return what it has said after that."""
    bot = await start("run", **where)
    assert bot.process.stderr is not None
    async with asyncio.timeout(PATIENCE):
        line = (await bot.process.stderr.readline()).decode()
    assert "waiting for it" in line
    bot.process.terminate()
    _, err = await bot.process.communicate()
    assert bot.process.returncode == 0
    assert b"Traceback" not in err
    return err


async def test_a_bot_api_that_does_not_answer_is_waited_for(tmp_path: Path) -> None:
    await waits(environment(tmp_path, "http://127.0.0.1:9"))


async def test_the_connection_check_goes_step_by_step(tmp_path: Path) -> None:
    async with Sandbox(token=TOKEN) as sandbox:
        where = environment(tmp_path, sandbox.api_url)
        recipe = tmp_path / "my.yaml"
        text = (await _output("config", "recipe", **where))[0]
        for old, new in (
            ("host: smtp.test.ru", f"host: {sandbox.smtp_host}"),
            ("port: 465", f"port: {sandbox.smtp_port}"),
            ("encryption: ssl", "encryption: none"),
        ):
            text = text.replace(old, new)
        recipe.write_text(text, encoding="utf-8")
        sandbox.mail.user, sandbox.mail.password = "test", "пароль"
        assert (await _output("config", "apply", str(recipe), **where, SMTP_PASSWORD="пароль"))[1] == 0
        out, status = await _output("connection", "check", "--to", "me@firma.local", **where)
        assert status == 0
        assert "✓ вход" in out
        assert "сервер принял" in out
        (letter,) = await sandbox.mailbox.wait_for(1)
        assert letter.rcpt_to == ["me@firma.local"]
        assert (await _output("config", "apply", str(recipe), **where, SMTP_PASSWORD="другой"))[1] == 0
        out, status = await _output("connection", "check", **where)
        assert status == 1
        assert "✗ вход" in out
        assert "→ Сервер не принял имя пользователя «test» или пароль" in out
        assert "другой" not in out


async def _output(*arguments: str, **environment_: str) -> tuple[str, int]:
    process = (await start(*arguments, **environment_)).process
    out, _ = await process.communicate()
    return out.decode(), int(process.returncode or 0)


@pytest.mark.parametrize("as_json", [False, True])
def test_secrets_are_masked_in_logs_with_their_tracebacks(as_json: bool) -> None:
    formatter = Masked(["p@ss"], as_json=as_json)
    told = "token 123456:AAAAAAAAAAAAAAAAAAAAAAAAA"
    error = ValueError("socks5://user:p@ss@host and bot123456:AAAAAAAAAAAAAAAAAAAAAAAAA")
    record = logging.LogRecord("x", logging.ERROR, "", 1, told, (), (ValueError, error, None))
    line = formatter.format(record)
    assert "p@ss" not in line
    assert "AAAAAA" not in line
    assert "ValueError" in line


def test_a_login_in_an_address_is_masked() -> None:
    assert mask("http://user:secret@proxy:1", []) == "http://***@proxy:1"


def test_a_home_that_cannot_be_made_is_said(gonets: Gonets, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    said = gonets("staff", "list", GONETS_HOME=str(tmp_path / "file" / "home"))
    assert said.status != 0
    assert "GONETS_HOME" in said.err


@pytest.mark.parametrize("scheme", ["http", "socks5"])
async def test_a_proxy_that_is_not_there_is_waited_for_and_the_doctor_names_it(tmp_path: Path, scheme: str) -> None:
    where = environment(tmp_path, "http://127.0.0.1:9", GONETS_PROXY=f"{scheme}://user:hidden@127.0.0.1:9")
    assert b"hidden" not in await waits(where)
    out, _ = await _output("doctor", **where)
    assert "До прокси не достучаться" in out
    assert "hidden" not in out


async def test_the_doctor_tells_a_wrong_token_from_a_closed_network(tmp_path: Path) -> None:
    async with Sandbox(token="42:ANOTHER") as sandbox:
        assert "Telegram не узнаёт токен" in (await _output("doctor", **environment(tmp_path, sandbox.api_url)))[0]
        page = f"{sandbox.page_url.rstrip('/')}/nowhere"
        assert "отвечает не как Telegram" in (await _output("doctor", **environment(tmp_path, page)))[0]
    out, status = await _output("doctor", **environment(tmp_path, "http://127.0.0.1:9"))
    assert status == 1
    assert "не достучаться" in out


async def test_the_doctor_names_a_connection_that_rests_and_who_waits_for_it(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    async with open_office(tmp_path / "home" / "gonets.db", ToldSender()) as office:
        await office.letter()
        office.sender.answers = [breaks(Phase.LOGIN, Failure.CERTIFICATE)]
        await office.send()
    out, status = await _output("doctor", "--no-network", **environment(tmp_path / "home", "http://127.0.0.1:9"))
    assert status == 1
    assert "остановлено с" in out
    assert "писем ждёт: 1" in out
    assert "сертификат" in out.casefold()
