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
from bot.cli.until_stopped import spare_what_stays
from bot.demo.stage import TOKEN, DemoSettings
from bot.files.config_file import recipe_file
from bot.telegram.calls import SayPage, Sent
from domain.accounts.account import Account
from domain.clock import system_clock
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.documents import Stored
from domain.records.record import Record
from domain.records.template import StoredTemplate
from domain.runs.runs import NewRun
from domain.scenarios.document import Scenario
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

Presses = Callable[[ConfigurationRepository, int], Awaitable[None]]
"""Leaves what presses leave behind which there are so many letters."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Letters a second until the last one was accepted, and until the last outcome was told."""

    accepted: float
    told: float


async def burst(
    letters: int, connection: dict[str, Any], password: str = "", *, presses: Presses | None = None
) -> Rates:
    """Send so many letters; everything is counted from the committed presses on, of which each letter has one usually.

    `presses` leaves others.
    """
    async with _working(lambda configured: (presses or press)(configured, letters), connection, password):
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
                spare_what_stays()  # as `gonets run` does
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
    account = await AccountRepository().add(Account(0, "ivanov", "Иванов Иван Петрович", "ivanov@firma.test"))
    now = system_clock()

    async def one(number: int, author: int) -> None:
        record = await _record(template, number, author, account, now)
        await _run(scenario, record, number, due_at)

    await of_authors(letters, one)


async def press_once(configured: ConfigurationRepository, letters: int) -> None:
    """Leave what one press leaves that sends a letter for each of so many records, to as many people."""
    (template,), (recipe,) = await configured.templates(), await configured.scenarios()
    whole = recipe.document.stored()
    whole["actions"][0]["change_context"]["objects"] = {"formula": "from x in db->Uvedomleniya select x"}
    sending = Scenario.model_validate({**whole, "sees": "everything"})
    await atomically(lambda: configured.save_scenario(sending))
    (scenario,) = await configured.scenarios()
    accounts, pressed, now = AccountRepository(), [], system_clock()

    async def one(number: int, author: int) -> None:
        mbox = f"person.{number}@firma.test"
        account = await accounts.add(Account(0, f"person.{number}", f"Иванов Иван {number}", mbox))
        pressed.append(await _record(template, number, author, account, now))

    await of_authors(letters, one)
    await models.Record.all().update(saved_at=now)
    await _run(scenario, pressed[0], 0)


async def _record(template: StoredTemplate, number: int, author: int, account: Account, now: datetime) -> Record:
    values = {
        "Poluchatel": {"account": account.id},
        "Temauvedomleniya": SUBJECT.format(number),
        "Tekstuvedomleniya": TEXT.format(number),
    }
    return await RecordRepository().add(template.id, author, values, now)


async def _run(scenario: Stored[Scenario], record: Record, number: int, due_at: datetime | None = None) -> None:
    await RecordRepository().set_card(record.id, number + 1)
    values, now = record.values, record.created_at
    await RunRepository().begin(NewRun(record.id, 1, 0, record.creator_id, scenario, values, now, due_at))


class _AnswersAtOnce(BaseSession):
    """Telegram, where everything has been done at once."""

    async def make_request(self, bot: Bot, method: Any, timeout: int | None = None) -> Any:  # noqa: ASYNC109, ARG002
        return Sent(message_id=1) if isinstance(method, SayPage) else True

    async def close(self) -> None:
        pass

    async def stream_content(self, *_: Any, **__: Any) -> Any:
        raise NotImplementedError
        yield b""
