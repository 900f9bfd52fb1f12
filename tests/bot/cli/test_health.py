"""`gonets health`: what a supervisor learns about the bot."""

import asyncio
import logging
import os
import time
from pathlib import Path

import pytest

from bot.workers.heartbeat import beating, heartbeat_of
from sandbox import Sandbox
from tests.bot.cli.conftest import PATIENCE, Gonets, start

TOKEN = "42:HEALTH"


def heartbeat(home: Path) -> Path:
    return heartbeat_of(home / "gonets.db")


async def health(home: Path) -> tuple[int, str]:
    process = (await start("health", GONETS_HOME=str(home))).process
    out, _ = await process.communicate()
    return int(process.returncode or 0), out.decode()


async def test_a_running_bot_is_alive_and_a_stopped_one_is_not(tmp_path: Path) -> None:
    async with Sandbox(token=TOKEN) as sandbox:
        where = {"GONETS_HOME": str(tmp_path), "GONETS_BOT_TOKEN": TOKEN, "GONETS_BOT_API": sandbox.api_url}
        bot = await start("run", **where)
        await bot.line_with("Гонец работает")
        status, said = await health(tmp_path)
        assert (status, "Бот жив" in said) == (0, True)
        assert len(said.splitlines()) == 1
        bot.process.terminate()
        await bot.process.communicate()
        assert bot.process.returncode == 0
    status, said = await health(tmp_path)
    assert (status, "не запущен" in said) == (1, True)


async def test_a_bot_that_waits_for_telegram_is_alive(tmp_path: Path) -> None:
    where = {"GONETS_HOME": str(tmp_path), "GONETS_BOT_TOKEN": TOKEN, "GONETS_BOT_API": "http://127.0.0.1:9"}
    bot = await start("run", **where)
    assert bot.process.stderr is not None
    async with asyncio.timeout(PATIENCE):
        assert b"waiting for it" in await bot.process.stderr.readline()
    assert (await health(tmp_path))[0] == 0
    bot.process.terminate()
    await bot.process.communicate()


async def test_a_killed_bot_leaves_its_mark_and_a_mark_that_is_old_is_said(tmp_path: Path) -> None:
    async with Sandbox(token=TOKEN) as sandbox:
        where = {"GONETS_HOME": str(tmp_path), "GONETS_BOT_TOKEN": TOKEN, "GONETS_BOT_API": sandbox.api_url}
        bot = await start("run", **where)
        await bot.line_with("Гонец работает")
        bot.process.kill()
        await bot.process.communicate()
    mark = heartbeat(tmp_path)
    assert mark.read_text().split()[0] == str(bot.process.pid)
    an_hour_ago = time.time() - 3600
    os.utime(mark, (an_hour_ago, an_hour_ago))
    status, said = await health(tmp_path)
    assert (status, "устарела" in said) == (1, True)


def test_without_any_mark_the_bot_is_not_running(gonets: Gonets) -> None:
    said = gonets("health")
    assert said.status == 1
    assert "не запущен" in said.out
    assert "gonets run" in said.out


async def test_a_heartbeat_that_cannot_be_written_stops_nothing_and_is_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        async with beating(tmp_path / "nowhere" / "gonets.db.heartbeat", every=0):
            for _ in range(10):
                await asyncio.sleep(0)
    assert [record.getMessage().startswith("the heartbeat cannot be written") for record in caplog.records] == [True]


def test_a_mark_ahead_of_the_clock_is_no_life(gonets: Gonets, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    mark = heartbeat(home)
    mark.touch()
    assert gonets("health").status == 0
    ahead = time.time() + 3600
    os.utime(mark, (ahead, ahead))
    assert gonets("health").status == 1


async def test_what_fails_in_a_beating_bot_is_raised_as_it_is_and_the_mark_goes(tmp_path: Path) -> None:
    mark = heartbeat(tmp_path)
    with pytest.raises(LookupError, match="nothing there"):
        async with beating(mark):
            raise LookupError("nothing there")
    assert not mark.exists()


async def test_a_bot_that_stops_takes_no_mark_of_another_away(tmp_path: Path) -> None:
    mark = heartbeat(tmp_path)
    async with beating(mark):
        await asyncio.sleep(0)
        assert mark.read_text(encoding="utf-8").startswith(f"{os.getpid()} ")
        mark.write_text("1 2026-11-30T12:00:00+00:00\n", encoding="utf-8")
    assert mark.exists()
