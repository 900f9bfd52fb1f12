"""The product on the sandbox: real HTTP, real SMTP, a real database, and the composition root that `gonets run` uses."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.app import App, make_app
from bot.demo.stage import ADMIN, STAFF, TOKEN, fill
from bot.settings import RunSettings
from sandbox import Sandbox, User
from storage.database import open_database
from storage.repositories.configuration import ConfigurationRepository
from storage.secrets import SecretBox

RECIPIENT = "Иванов Иван Петрович"
BUTTON = "Отправить уведомление"


@dataclass
class Product:
    """A running product that can be stopped and started again on the same database and the same sandbox."""

    sandbox: Sandbox
    home: Path
    admins: tuple[int, ...] = (ADMIN,)
    app: App | None = None
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

    async def restart(self) -> None:
        await self.stop()
        await self.start()

    @asynccontextmanager
    async def _running(self) -> AsyncIterator[App]:
        box = SecretBox.for_home(self.home)
        settings = RunSettings(
            bot_token=SecretStr(TOKEN), bot_api=self.sandbox.api_url, home=self.home, admins=self.admins
        )
        async with make_app(settings, box) as app:
            stop = asyncio.Event()
            async with asyncio.TaskGroup() as group:
                group.create_task(app.run(stop))
                try:
                    yield app
                finally:
                    stop.set()

    async def change_connection(self, **fields: Any) -> None:
        """Change fields of the recipe's connection, as an administrator would."""
        (stored,) = await self.configuration.connections()
        await self.configuration.save_connection(stored.document.model_copy(update=fields))


@pytest.fixture
async def product(tmp_path: Path) -> AsyncIterator[Product]:
    """The recipe on the sandbox, running, with an administrator, a member of staff and three accounts."""
    sandbox = Sandbox(token=TOKEN)
    async with sandbox, open_database(f"sqlite://{tmp_path / 'gonets.db'}"):
        await fill(sandbox, SecretBox.for_home(tmp_path))
        product = Product(sandbox, tmp_path)
        await product.start()
        try:
            yield product
        finally:
            await product.stop()
        assert sandbox.violations == []


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
