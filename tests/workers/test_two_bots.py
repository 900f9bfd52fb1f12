"""Two `gonets run` behind a balancer, one killed: every update is handled once, in order, whichever process gets it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientConnectionError, ClientSession, web

from bot.demo.stage import STAFF
from domain.people import Role
from sandbox import User
from storage import models
from storage.database import open_database
from storage.repositories.people import PersonRepository
from tests.e2e.conftest import BUTTON, RECIPIENT
from tests.e2e.test_webhook import free_port
from tests.workers.office import PATIENCE, Office

OTHERS = range(2001, 2003)
LINES = [f"Строка {number} из многих, которые приходят по порядку." for number in range(1, 121)]
TEXT = "\n".join(LINES)
"""A client sends it in two parts: their order is seen in the letter."""

UPDATES = 6
"""What somebody sends and presses for one letter."""


@dataclass
class Balancer:
    """Hands updates on to the processes in turn, every third to all of them at the same moment."""

    ports: list[int] = field(default_factory=list)
    handed: int = 0
    kill_at: int | None = None
    kill: asyncio.Event = field(default_factory=asyncio.Event)

    async def hand_on(self, request: web.Request) -> web.Response:
        body, self.handed = await request.read(), self.handed + 1
        if self.kill_at is not None and self.handed >= self.kill_at:
            self.kill.set()
        first = self.handed % len(self.ports)
        turn = [*self.ports[first:], *self.ports[:first]]
        async with ClientSession() as http:
            if self.handed % 3 == 0:
                answers = await asyncio.gather(*(self._asked(http, request, body, port) for port in turn))
                known = [status for status in answers if status is not None]
                return web.Response(status=max(known, default=502))
            for port in turn:
                if (status := await self._asked(http, request, body, port)) is not None:
                    return web.Response(status=status)
        return web.Response(status=502)

    async def _asked(self, http: ClientSession, request: web.Request, body: bytes, port: int) -> int | None:
        try:
            async with http.post(f"http://127.0.0.1:{port}/hook", data=body, headers=request.headers) as answer:
                return answer.status
        except ClientConnectionError:
            return None


@asynccontextmanager
async def balancing() -> AsyncIterator[tuple[Balancer, str]]:
    balancer = Balancer()
    app = web.Application()
    app.add_routes([web.post("/hook", balancer.hand_on)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield balancer, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    finally:
        await runner.cleanup()


@dataclass
class Bots:
    """The processes, and what they share."""

    office: Office
    balancer: Balancer
    webhook: str

    async def begin(self) -> asyncio.subprocess.Process:
        port = free_port()
        process = await self.office.begin_bot_at(f"127.0.0.1:{port}", self.webhook)
        self.balancer.ports.append(port)
        return process


@pytest.fixture
async def bots(office: Office) -> AsyncIterator[Bots]:
    async with open_database(office.url), balancing() as (balancer, webhook):
        for number in OTHERS:
            await PersonRepository().let_in(number, Role.STAFF, f"Сотрудник {number}")
            office.sandbox.user(number, first_name=f"Сотрудник {number}")
        yield Bots(office, balancer, webhook)


async def until_done(user: User, updates: int) -> None:
    """Wait until so many of somebody's updates are handled: a card shows only the beginning of a long text."""
    async with asyncio.timeout(PATIENCE):
        while await models.Update.filter(person_id=user.id, done_at__isnull=False).count() < updates:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def write_and_press(user: User) -> None:
    await user.send("/new")
    await user.wait_for_text("Получатель (1 из 3)", PATIENCE)
    await user.press(RECIPIENT)
    await user.wait_for_text("Тема уведомления (2 из 3)", PATIENCE)
    await user.send(f"Письмо от {user.id}")
    await user.wait_for_text("Текст уведомления (3 из 3)", PATIENCE)
    await user.send(TEXT)
    await until_done(user, UPDATES - 1)
    await user.press(BUTTON, answer_within=PATIENCE)
    await user.wait_for_text("сервер принял письмо", PATIENCE)


def _nothing_is_under_way(user: User) -> bool:
    return not any("⏳" in message.text for message in user.messages)


async def test_updates_are_handled_once_and_in_order_though_one_of_two_processes_is_killed(
    bots: Bots,
) -> None:
    sandbox = bots.office.sandbox
    people = [sandbox.user(number) for number in (STAFF, *OTHERS)]
    killed, last = await asyncio.gather(bots.begin(), bots.begin())
    bots.balancer.kill_at = 10  # everybody has begun by then, and nobody has pressed

    async def kill_in_the_middle() -> None:
        await bots.balancer.kill.wait()
        killed.kill()

    async with asyncio.TaskGroup() as group:
        delivering = group.create_task(sandbox.deliver_webhooks())
        group.create_task(kill_in_the_middle())
        async with asyncio.TaskGroup() as writing:
            for user in people:
                writing.create_task(write_and_press(user))
        for user in people:
            await user.wait_for(_nothing_is_under_way, PATIENCE)  # whichever process has drawn its card last
        delivering.cancel()
    assert await killed.wait() == -9
    letters = {letter.subject: letter.text.strip() for letter in sandbox.mailbox.letters}
    assert letters == {f"Письмо от {user.id}": TEXT for user in people}
    assert len(sandbox.mailbox.letters) == len(people)
    assert await models.ScenarioRun.all().count() == len(people)
    done: dict[int, list[object]] = {}
    for update in await models.Update.all().order_by("id"):
        done.setdefault(update.person_id, []).append(update.done_at)
    assert all(moments == sorted(moments, key=str) and all(moments) for moments in done.values())
    assert Counter(map(len, done.values())) == {UPDATES: len(people)}
    assert sandbox.violations == []
    last.terminate()
    assert await last.wait() == 0
