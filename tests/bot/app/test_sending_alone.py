"""What sends letters needs no chat: a process that only sends has nothing of Telegram in its memory."""

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.domain.deliveries.conftest import ToldSender, open_office
from tests.mail.scripted_smtp import ScriptedServer

HEAVY = {"aiogram", "aiohttp", "fluent", "babel", "sandbox", "bot.telegram.chat"}


async def test_a_process_that_sends_imports_nothing_of_telegram(tmp_path: Path) -> None:
    path = tmp_path / "gonets.db"
    async with ScriptedServer() as server:
        async with open_office(path, ToldSender()) as office:
            office.clock.now = datetime.now(UTC)
            await office.change_connection(host="127.0.0.1", port=server.port)
            await office.letter("one@firma.local")
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bot.app.sending_alone", str(path)), stdout=asyncio.subprocess.PIPE
        )
        said, _ = await process.communicate()
    assert process.returncode == 0
    assert len(server.letters) == 1
    assert HEAVY & set(json.loads(said)["modules"]) == set()
