"""The product on the sandbox: real HTTP, real SMTP, a real database, and the composition root of `gonets run`."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app.environment import Address, RunSettings
from bot.app.product import make_app
from bot.app.running import App
from bot.app.webhook import taking_updates
from bot.demo.stage import ADMIN, STAFF, TOKEN, fill, let_people_in
from bot.files.config_file import read_configuration
from bot.telegram.webhook import Webhook
from bot.workers import reporter
from domain.accounts.account import Account
from domain.clock import Clock, system_clock
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.people import Role
from sandbox import Sandbox, User
from sandbox.seen import ChatMessage
from sandbox.signals import PATIENCE
from storage import models
from storage.opened import writer
from storage.repositories.accounts import AccountRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.people import PersonRepository
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests import routers
from tests.databases import opened

routers.make_once()

RECIPIENT = "Иванов Иван Петрович"
BUTTON = "Отправить уведомление"
SECOND_ADMIN = 1_003


@dataclass
class Product:
    """A running product that can be stopped and started again on the same database and the same sandbox."""

    sandbox: Sandbox
    home: Path
    admins: tuple[int, ...] = (ADMIN,)
    clock: Clock = system_clock
    undo: timedelta | None = timedelta(0)
    hide_texts: bool = False
    language: str = "ru"
    webhook_port: int | None = None
    app: App | None = None
    people: PersonRepository = field(default_factory=PersonRepository)
    accounts: AccountRepository = field(default_factory=AccountRepository)
    _serving: "asyncio.Task[None] | None" = None
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def staff(self) -> User:
        return self.sandbox.user(STAFF)

    @property
    def admin(self) -> User:
        return self.sandbox.user(ADMIN)

    @property
    def url(self) -> str:
        return f"sqlite://{self.home / 'gonets.db'}"

    @property
    def configuration(self) -> ConfigurationRepository:
        return ConfigurationRepository(SecretBox.for_home(self.home))

    async def start(self) -> None:
        self.app = await self._stack.enter_async_context(self._running())

    async def stop(self) -> None:
        await self._stack.aclose()
        self.app = None
        # What the app had asked to be written is written, whoever has asked: tests look into the file then.
        await writer.get().finish()

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    async def crash(self) -> None:
        """Stop without finishing anything, as a killed process does."""
        if self._serving is not None:
            self._serving.cancel()
        await self.stop()

    @asynccontextmanager
    async def _running(self) -> AsyncIterator[App]:
        box = SecretBox.for_home(self.home)
        settings = RunSettings(
            bot_token=SecretStr(TOKEN),
            bot_api=self.sandbox.api_url,
            home=self.home,
            admins=self.admins,
            undo=self.undo,
            hide_texts=self.hide_texts,
            language=self.language,
            webhook_url=self.webhook_port and f"http://127.0.0.1:{self.webhook_port}/telegram",
        )
        async with make_app(settings, box, clock=self.clock) as app, AsyncExitStack() as doors:
            if isinstance(app.updates, Webhook):
                await doors.enter_async_context(
                    taking_updates(Address("127.0.0.1", self.webhook_port or 0), app.updates)
                )
            stop = asyncio.Event()
            async with asyncio.TaskGroup() as group:
                self._serving = group.create_task(app.run(stop))
                try:
                    yield app
                finally:
                    stop.set()

    def wake(self) -> None:
        """Let the product look for work now: what another process wrote is found within half a minute."""
        assert self.app is not None
        self.app.hints.wake_all()

    async def change_connection(self, **fields: Any) -> None:
        """Change fields of the recipe's connection, as an administrator would."""
        (stored,) = await self.configuration.connections()
        await self.configuration.save_connection(stored.document.model_copy(update=fields))

    async def apply(self, text: str) -> None:
        """Apply a configuration file."""
        read = read_configuration(text, {})
        assert read.mistakes == []
        await ApplyConfiguration(self.configuration, atomically)(read.file)

    async def add_account(self, full_name: str, mbox: str, **fields: Any) -> Account:
        return await self.accounts.add(Account(0, fields.pop("username", mbox or full_name), full_name, mbox, **fields))

    async def archive(self, username: str) -> None:
        account = await self.accounts.by_username(username)
        assert account is not None
        await self.accounts.save(replace(account, active=False))


@asynccontextmanager
async def running(
    home: Path, caplog: pytest.LogCaptureFixture, fill_in: Callable[[Sandbox], Awaitable[None]]
) -> AsyncIterator[Product]:
    """A running product. Every page that anybody sees is held to the rules for keyboards, and no error is logged."""
    sandbox = Sandbox(token=TOKEN)
    async with sandbox, opened(home / "gonets.db"), asyncio.TaskGroup() as group:
        await fill_in(sandbox)
        faults: set[str] = set()
        watching = group.create_task(watch_keyboards(sandbox, faults))
        product = Product(sandbox, home)
        await product.start()
        try:
            yield product
        finally:
            await product.stop()
            watching.cancel()
        assert sandbox.violations == []
        assert faults == set()
        assert [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.ERROR] == []


@pytest.fixture
async def product(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Product]:
    """The recipe on the sandbox, running, with an administrator, a member of staff and three accounts."""
    box = SecretBox.for_home(tmp_path)
    async with running(tmp_path, caplog, lambda sandbox: fill(sandbox, box)) as product:
        yield product


@pytest.fixture
async def bare_product(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Product]:
    """The same people and accounts, and nothing configured at all."""
    async with running(tmp_path, caplog, let_people_in) as product:
        yield product


async def eventually(check: Callable[[], Awaitable[bool]]) -> None:
    """Wait until the database or the log says so; each look at it lets the product go on."""
    async with asyncio.timeout(PATIENCE):
        while not await check():  # noqa: ASYNC110 - a database fires no event
            await asyncio.sleep(0.01)


async def all_handled(product: Product) -> None:
    """Wait until every update that Telegram had was handled."""

    async def nothing_left() -> bool:
        pending = product.sandbox.messenger.updates.pending
        return not pending and not await models.Update.filter(done_at=None).exists()

    await eventually(nothing_left)


async def nothing_left_to_tell() -> bool:
    """Whether every outcome was told."""
    return not await models.Report.all().exists()


async def all_told() -> bool:
    """Whether a letter has come to its end, and every outcome was told."""
    return await models.Delivery.filter(ended_at__not_isnull=True).exists() and await nothing_left_to_tell()


@pytest.fixture
async def administrator_is_there(product: Product) -> None:
    """A bot can write to nobody who has not written to it."""
    await product.admin.send("/start")
    await product.admin.wait_for_text("Здравствуйте")


async def one_more(product: Product, number: int, role: Role, name: str) -> User:
    """Somebody else who may use the bot, and can be written to."""
    await product.people.let_in(number, role, name)
    first, _, last = name.partition(" ")
    user = product.sandbox.user(number, first_name=first, last_name=last)
    await user.send("/start")
    await user.wait_for_text("Здравствуйте")
    return user


async def second_administrator(product: Product) -> User:
    """Return one more administrator."""
    return await one_more(product, SECOND_ADMIN, Role.ADMIN, "Вера Вторая")


def menu_of(user: User, command: str, *, there: bool = True) -> Callable[[], Awaitable[bool]]:
    """Return what checks whether a command is in somebody's menu, which no message announces."""

    async def check() -> bool:
        return (command in [name for name, _ in user.commands]) is there

    return check


async def watch_keyboards(sandbox: Sandbox, faults: set[str]) -> None:
    """Look at every page that appears, as long as it lasts."""
    while True:
        for user in sandbox.users:
            for message in user.messages:
                faults.update(keyboard_faults(message))
        await sandbox.messenger.changed.wait()


def keyboard_faults(message: ChatMessage) -> list[str]:
    """Say where a keyboard breaks the rules of design section 8."""
    found = []
    for row in message.buttons:
        labels = [button.label for button in row]
        if len(row) > 2 and max(map(len, labels)) > 5:  # days and times stand beside each other
            found.append(f"more than two in a row: {labels}")
        if len(row) == 2 and any(len(label) > 16 for label in labels):
            found.append(f"a long label shares its row: {labels}")
        found += [f"longer than 32: {label}" for label in labels if len(label) > 32]
        found += [f"over 64 bytes: {button.data}" for button in row if len((button.data or "").encode()) > 64]
    return found


@pytest.fixture(autouse=True)
def little_is_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told soon after a message is gathered for a moment, not for ten seconds."""
    monkeypatch.setattr(reporter, "GATHERED_FOR", timedelta(seconds=0.2))


@pytest.fixture
def compose() -> Callable[..., Any]:
    return compose_draft


async def compose_draft(
    user: User, recipient: str = RECIPIENT, subject: str = "Тема письма", text: str = "Текст письма"
) -> None:
    """Compose up to the card, as a person does."""
    await user.send("/new")
    await user.wait_for_text("Получатель (1 из 3)")
    await user.press(recipient)
    await user.wait_for_text("Тема уведомления (2 из 3)")
    await user.send(subject)
    await user.wait_for_text("Текст уведомления (3 из 3)")
    await user.send(text)
    await user.wait_for(lambda chat: BUTTON in chat.last.labels)
