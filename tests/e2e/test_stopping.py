"""A stop in every phase of a letter: what is being given to the server is finished, the rest goes at the next start."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from sandbox.signals import PATIENCE
from storage import models
from tests.e2e.conftest import BUTTON, Product, eventually, nothing_left_to_tell

Compose = Callable[..., Any]
BEFORE_THE_MARK = ("CONNECT", "EHLO", "MAIL", "RCPT", "DATA")
PHASES = (*BEFORE_THE_MARK, "DOT")


@dataclass
class GatedServer:
    """A mail server that falls silent at one command until it is let go."""

    gate: str
    port: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    let_go: asyncio.Event = field(default_factory=asyncio.Event)
    letters: int = 0

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._say(writer, "CONNECT", "220 gated.test ESMTP")
        while line := (await reader.readline()).decode():
            verb = line[:4].upper().strip()
            if verb == "DATA":
                await self._say(writer, verb, "354 go on")
                while (content := await reader.readline()) not in {b".\r\n", b""}:
                    pass
                if not content:
                    break
                self.letters += 1
                await self._say(writer, "DOT", "250 2.0.0 kept")
            else:
                await self._say(writer, verb, "250 fine")
        writer.close()

    async def _say(self, writer: asyncio.StreamWriter, verb: str, answer: str) -> None:
        if verb == self.gate:
            self.reached.set()
            await self.let_go.wait()
        writer.write(answer.encode() + b"\r\n")


@asynccontextmanager
async def gated(gate: str) -> AsyncIterator[GatedServer]:
    gated = GatedServer(gate)
    server = await asyncio.start_server(gated.talk, "127.0.0.1", 0)
    gated.port = server.sockets[0].getsockname()[1]
    try:
        yield gated
    finally:
        gated.let_go.set()
        server.close()


async def press(product: Product, compose: Compose, server: GatedServer) -> None:
    """Press, and return when the server has fallen silent."""
    await product.change_connection(port=server.port, timeout=timedelta(seconds=30))
    await compose(product.staff)
    await product.staff.press(BUTTON)
    await server.reached.wait()


@pytest.mark.parametrize("phase", PHASES)
async def test_a_letter_is_finished_when_the_server_answers_in_time(
    product: Product, compose: Compose, phase: str
) -> None:
    async with gated(phase) as server, asyncio.TaskGroup() as group:
        await press(product, compose, server)
        stopping = group.create_task(product.stop())
        server.let_go.set()
        await stopping
        assert server.letters == 1
    (letter,) = await models.Delivery.all()
    assert letter.state == "sent"
    await product.start()
    await product.staff.wait_for_text("сервер принял письмо")


@pytest.mark.parametrize("phase", BEFORE_THE_MARK)
async def test_what_the_server_does_not_have_goes_at_the_next_start(
    product: Product, compose: Compose, monkeypatch: pytest.MonkeyPatch, phase: str
) -> None:
    monkeypatch.setattr("bot.app.running.GRACE", 0.1)
    async with gated(phase) as server:
        await press(product, compose, server)
        await product.stop()
        assert server.letters == 0
        await product.change_connection(port=product.sandbox.smtp_port)
        await product.start()
        await product.staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1


async def test_what_the_server_may_have_is_asked_about_and_goes_no_second_time(
    product: Product, compose: Compose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.running.GRACE", 0.1)
    async with gated("DOT") as server:
        await press(product, compose, server)
        await product.stop()
        (letter,) = await models.Delivery.all()
        assert letter.state == "uncertain"
        await product.change_connection(port=product.sandbox.smtp_port)
        await product.start()
        await product.staff.wait_for_text("мог его принять")
        await eventually(nothing_left_to_tell)
    assert product.sandbox.mailbox.letters == []


async def test_a_mail_server_that_does_not_say_goodbye_holds_no_stop(
    product: Product, compose: Compose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.running.FAREWELL", 0.1)
    monkeypatch.setattr("mail.smtp_connection._GOODBYE", 10 * PATIENCE)
    async with gated("QUIT") as server:
        await product.change_connection(port=server.port, timeout=timedelta(hours=1))
        await compose(product.staff)
        await product.staff.press(BUTTON)
        await product.staff.wait_for_text("сервер принял письмо")
        async with asyncio.timeout(PATIENCE):
            await product.stop()
        assert server.reached.is_set()
    await product.start()


async def test_a_stop_on_a_full_disk_ends_well(
    product: Product, compose: Compose, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from tests.e2e.test_disk_trouble import limit_pages

    monkeypatch.setattr("bot.app.running.GRACE", 0.1)
    async with gated("RCPT") as server:
        await press(product, compose, server)
        await limit_pages(1)
        for _ in range(4):
            await product.admin.send("х" * 3500)
        await product.admin.wait_for_text("кончилось место")
        await product.stop()
        await limit_pages(1_000_000)
        await product.change_connection(port=product.sandbox.smtp_port)
        await product.start()
        await product.staff.wait_for_text("сервер принял письмо")
    assert len(product.sandbox.mailbox.letters) == 1
    caplog.get_records("call").clear()
