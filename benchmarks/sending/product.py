"""The product sends a burst: pressed runs are advanced and composed, their letters sent, their outcomes told.

All of it is the product's own, put together by `make_app`; only Telegram is left out, which answers at once here.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.base import BaseSession
from aiogram.enums import ParseMode
from pydantic import SecretStr

from benchmarks.sending.letters import SUBJECT, TEXT, of_authors, queue_letters
from bot.app.product import make_app
from bot.demo.stage import TOKEN, DemoSettings
from bot.files.config_file import recipe_file
from bot.telegram.calls import SayPage, Sent
from domain.accounts.account import Account
from domain.clock import system_clock
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.runs.runs import NewRun
from domain.work import WorkKind
from storage import models
from storage.database import open_database
from storage.repositories.accounts import AccountRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.records import RecordRepository
from storage.repositories.runs import RunRepository
from storage.secrets import SecretBox
from storage.transactions import atomically

LOOK = 0.05


@dataclass(frozen=True, slots=True)
class Rates:
    """Letters a second until the last one was accepted, and until the last outcome was told."""

    accepted: float
    told: float


async def burst(letters: int, connection: dict[str, Any], password: str = "") -> Rates:
    """Send a letter of each of as many presses; everything is counted from the committed presses on."""
    async with _working(lambda configured: press(configured, letters), connection, password):
        began = time.perf_counter()
        await all_sent(letters)
        accepted = time.perf_counter() - began
        while await models.Report.exists():  # noqa: ASYNC110 - from outside
            await asyncio.sleep(LOOK)
        told = time.perf_counter() - began
    return Rates(letters / accepted, letters / told)


async def alone(letters: int, connection: dict[str, Any]) -> float:
    """Return the rate of letters that stand composed: taken, written to the server, marked and settled, and no more."""
    async with _working(
        lambda configured: queue_letters(configured, letters), connection, kinds=frozenset({WorkKind.DELIVERY})
    ):
        began = time.perf_counter()
        await all_sent(letters)
        took = time.perf_counter() - began
    return letters / took


async def all_sent(letters: int) -> None:
    """Wait until so many letters are accepted."""
    while await models.Delivery.filter(state="sent").count() < letters:  # noqa: ASYNC110 - from outside
        await asyncio.sleep(LOOK)


@asynccontextmanager
async def _working(
    leave: Callable[[ConfigurationRepository], Awaitable[None]],
    connection: dict[str, Any],
    password: str = "",
    kinds: Collection[WorkKind] = frozenset(WorkKind),
) -> AsyncIterator[None]:
    """Have what `leave` leaves in a new database worked at."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        async with open_database(f"sqlite://{home / 'gonets.db'}"):
            box = SecretBox.for_home(home)
            configured = ConfigurationRepository(box)
            await configure(configured, connection, password)
            await leave(configured)
            settings = DemoSettings(bot_token=SecretStr(TOKEN), home=home)
            bot = Bot(TOKEN, session=_AnswersAtOnce(), default=DefaultBotProperties(parse_mode=ParseMode.HTML))
            async with make_app(settings, box, bot=bot, kinds=kinds) as app, asyncio.TaskGroup() as group:
                for worker in app.workers:
                    group.create_task(worker.run())
                yield
                for worker in app.workers:
                    worker.stop()
                await app.sender.close()


async def configure(configured: ConfigurationRepository, connection: dict[str, Any], password: str) -> None:
    """Apply the recipe over a mail server."""
    usual = {"authentication": "none", "username": None, "encryption": "none", "messages_per_connection": 100_000}
    file = recipe_file(**usual | connection)
    if password:
        file.unset.clear()
        file.secrets = {item.system_name: {"password": SecretStr(password)} for item in file.connections}
    await ApplyConfiguration(configured, atomically)(file)


async def press(configured: ConfigurationRepository, letters: int, due_at: datetime | None = None) -> None:
    """Leave what presses leave: a run each, that is due at once, or at a moment."""
    (template,), (scenario,) = await configured.templates(), await configured.scenarios()
    records, runs = RecordRepository(), RunRepository()
    account = await AccountRepository().add(Account(0, "ivanov", "Иванов Иван Петрович", "ivanov@firma.test"))
    now = system_clock()

    async def one(number: int, author: int) -> None:
        values = {
            "Poluchatel": {"account": account.id},
            "Temauvedomleniya": SUBJECT.format(number),
            "Tekstuvedomleniya": TEXT,
        }
        record = await records.add(template.id, author, values, now)
        await records.set_card(record.id, number + 1)
        await runs.add(NewRun(record.id, 1, 0, author, scenario, values, now, due_at))

    await of_authors(letters, one)


class _AnswersAtOnce(BaseSession):
    """Telegram, where everything has been done at once."""

    async def make_request(self, bot: Bot, method: Any, timeout: int | None = None) -> Any:  # noqa: ASYNC109, ARG002
        return Sent(message_id=1) if isinstance(method, SayPage) else True

    async def close(self) -> None:
        pass

    async def stream_content(self, *_: Any, **__: Any) -> Any:
        raise NotImplementedError
        yield b""
