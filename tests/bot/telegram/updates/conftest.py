"""A running product for properties: its loop stands still between the examples, and goes on with the next one."""

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.demo.stage import ADMIN, STAFF, fill
from domain.people import Role
from sandbox.signals import PATIENCE
from storage.secrets import SecretBox
from tests.e2e.conftest import Product, running

STRANGER, WITNESS = 77, 4004
JSON = dict[str, Any]


class Served:
    """The product, and what is thrown at it."""

    def __init__(self, runner: asyncio.Runner, product: Product, caplog: pytest.LogCaptureFixture) -> None:
        self._runner = runner
        self._product = product
        self._caplog = caplog

    def survives(self, updates: list[JSON], unnumbered: list[Any]) -> None:
        """All are handled without an error, and somebody else's message behind them is answered."""
        self._caplog.clear()
        self._runner.run(self._send(updates, unnumbered))
        errors = [record for record in self._caplog.records if record.levelno >= logging.ERROR]
        assert [_told(record) for record in errors] == []
        assert self._product.sandbox.violations == []

    async def _send(self, updates: list[JSON], unnumbered: list[Any]) -> None:
        queue = self._product.sandbox.messenger.updates
        witness = self._product.sandbox.user(WITNESS)
        queue.unnumbered = unnumbered
        for content in updates:
            queue.slip_in(content)
        asked = await witness.send("/start")
        await witness.wait_for(lambda chat: any(said.id > asked.id for said in chat.messages if said.sender == "bot"))
        queue.unnumbered = []
        async with asyncio.timeout(PATIENCE):
            while queue.pending or self._open():  # noqa: ASYNC110 - a database fires no event
                await asyncio.sleep(0.01)

    def _open(self) -> int:
        with closing(sqlite3.connect(self._product.home / "gonets.db")) as connection:
            found: int = connection.execute('SELECT COUNT(*) FROM "update" WHERE done_at IS NULL').fetchone()[0]
        return found


def _told(record: logging.LogRecord) -> str:
    reason = "" if record.exc_info is None else repr(record.exc_info[1])
    return f"{record.getMessage()} {reason}"


@pytest.fixture
def served(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Served]:
    """The recipe, running, with an administrator, two members of staff and a stranger who has written before."""
    with asyncio.Runner() as runner:
        stop, ready = asyncio.Event(), asyncio.Queue[Product]()

        async def serve() -> None:
            box = SecretBox.for_home(tmp_path)
            async with running(tmp_path, caplog, lambda sandbox: fill(sandbox, box)) as product:
                for number in (ADMIN, STAFF, STRANGER, WITNESS):
                    product.sandbox.user(number).chat.started = True
                await product.people.let_in(WITNESS, Role.STAFF, "Свидетель")
                ready.put_nowait(product)
                await stop.wait()

        async def begin() -> tuple[asyncio.Task[None], Product]:
            serving = asyncio.get_running_loop().create_task(serve())
            return serving, await ready.get()

        async def end(serving: asyncio.Task[None]) -> None:
            stop.set()
            await serving

        serving, product = runner.run(begin())
        yield Served(runner, product, caplog)
        runner.run(end(serving))
