"""PostgreSQL is restarted under the bot and the workers: they go on by themselves, and nothing is lost or doubled."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.demo.stage import STAFF
from tests.with_postgres import QUICK, Server, programs, serving
from tests.workers.office import LETTERS, PATIENCE, open_office

FOLDER = programs()
pytestmark = pytest.mark.skipif(FOLDER is None, reason="no PostgreSQL is installed here")


@pytest.fixture
def server() -> Iterator[Server]:
    assert FOLDER is not None
    with serving(FOLDER, QUICK) as server:
        yield server


async def test_all_go_on_when_the_server_is_restarted_and_people_are_told_meanwhile(
    server: Server, tmp_path: Path
) -> None:
    async with open_office(server.url, tmp_path) as office:
        await asyncio.gather(office.begin_worker(), office.begin_worker(), office.begin_bot())
        await office.press()
        for mode, letters in (("fast", 5), ("immediate", LETTERS // 2)):
            await office.sandbox.mailbox.wait_for(letters, PATIENCE)
            await asyncio.to_thread(server.restart, mode)
        await office.until_quiet()
        await office.check(LETTERS)

        person = office.sandbox.user(STAFF)
        await asyncio.to_thread(server.stop)
        await person.send("/new")
        await person.wait_for_text("Сервер базы Гонца не отвечает", timeout=PATIENCE)
        await asyncio.to_thread(server.start)
        await person.wait_for_text("Уведомления", timeout=PATIENCE)

        for process in office.processes:
            process.terminate()
        assert await asyncio.gather(*(process.wait() for process in office.processes)) == [0, 0, 0]
        said = office.log.read_text(encoding="utf-8")
        assert "Traceback" not in said
        assert "asyncpg" not in said
