"""The running product: what serves side by side, and how it stops without losing or doubling anything."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramAPIError, TelegramUnauthorizedError
from aiogram.types import BotCommandScopeAllPrivateChats

from bot.telegram.admission import Admission
from bot.telegram.chat import menu
from bot.telegram.poller import Poller
from bot.telegram.pump import Pump
from bot.telegram.screen import Screen
from bot.texts import LANGUAGES, load_texts
from bot.workers.letting_go import LetGo
from bot.workers.local_hints import LocalHints
from bot.workers.worker import FAREWELL, GRACE, Runner
from domain.clock import Clock
from domain.counters import Counters
from domain.deliveries.take_up import TakeOver, TakeUp
from domain.errors import DatabaseTrouble
from domain.faults import note
from domain.messages.sending import MailSender
from domain.records.fill_record import FillRecord

if TYPE_CHECKING:
    from bot.telegram.webhook import Webhook

log = logging.getLogger(__name__)

A_MINUTE = 60.0
AN_HOUR = 3600.0
AFTER_TROUBLE = 1.0


@dataclass(slots=True)
class App:
    """The running product, put together.

    `take_up` is None where others work on the same database: what a process of theirs had in hand is free when its
    leases end or it has let go, and what is periodic is done once for all of them, by `tidy`. `take_over` is for one
    that has the only chat among them.
    """

    bot: Bot
    dispatcher: Dispatcher
    admission: Admission
    screen: Screen
    fill: FillRecord
    updates: "Poller | Webhook"
    pump: Pump
    workers: tuple[Runner, ...]
    hints: LocalHints
    counters: Counters
    clock: Clock
    sender: MailSender
    take_up: TakeUp | None
    take_over: TakeOver | None
    let_go: LetGo
    make_findable: Callable[[], Awaitable[int]]
    forget_old: Callable[[], Awaitable[int]]
    reminders: Sequence[Callable[[], Awaitable[object]]]
    language: str

    async def meet(self, stop: asyncio.Event) -> str | None:
        """Return the bot's username, waiting for a Bot API that does not answer; None when stopped meanwhile.

        Raises TelegramUnauthorizedError when the token is wrong.
        """
        pause, told_at = 1.0, 0.0
        while not stop.is_set():
            try:
                name = (await self.bot.get_me()).username or ""
            except TelegramUnauthorizedError:
                raise
            except TelegramAPIError as error:
                now = asyncio.get_running_loop().time()
                if not told_at or now - told_at >= A_MINUTE:
                    told_at = now
                    log.warning("the Bot API does not answer (%s), waiting for it", type(error).__name__)
            else:
                self.counters.heard(self.clock())
                return name
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await stop.wait()
            pause = min(pause * 2, 15)
        return None

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set, then finish what is under way.

        Raises TelegramUnauthorizedError when the token is wrong.
        """
        try:
            async with asyncio.timeout(None) as bound, asyncio.TaskGroup() as group:
                # At once, so that whoever speaks hears of a database that does not work yet.
                polling = group.create_task(self.updates.run())
                sweeping = group.create_task(self._sweep())
                beginning = group.create_task(self._begin(group))
                await _first(group, stop, polling)
                polling.cancel()
                sweeping.cancel()
                beginning.cancel()
                self.pump.stop()
                for worker in self.workers:
                    worker.stop()
                bound.reschedule(asyncio.get_running_loop().time() + GRACE)
        except TimeoutError:
            await self._leave()
        if self.take_up is None:
            await self.let_go()
        with suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL):
                await self.sender.close()

    async def _begin(self, group: asyncio.TaskGroup) -> None:
        """Begin to work as soon as the database lets us: people are answered before what was left is taken up."""
        await patiently(self.admission.prepare)
        if self.take_over is not None:
            await patiently(self.take_over)
        group.create_task(self.pump.run())
        if self.take_up is not None:
            await patiently(self.take_up)
        self.hints.wake_all()
        for worker in self.workers:
            group.create_task(worker.run())

    async def _leave(self) -> None:
        """Give back what was in hand; where that cannot be written, the next start does it."""
        if self.take_up is None:
            return
        log.warning("stopped with work under way: it goes on at the next start")
        try:
            await self.take_up()
        except DatabaseTrouble as trouble:
            log.warning("what was in hand could not be given back: %s", trouble.detail)

    async def _sweep(self) -> None:
        """Tidy up every hour; at the start what waits is served first. Of several processes one does it for all."""
        if self.take_up is None:
            return
        await asyncio.sleep(A_MINUTE)
        while True:
            await self.tidy()
            await asyncio.sleep(AN_HOUR)

    async def tidy(self) -> None:
        """Forget what is old, and remind of what ends soon."""
        try:
            await self.make_findable()
            await self.forget_old()
            await self.pump.sweep()
            for remind in self.reminders:
                await remind()
        except DatabaseTrouble as trouble:
            log.warning("what is old could not be erased, it will be tried again: %s", trouble.detail)
        except Exception as error:  # noqa: BLE001 - it is tidying, and comes again
            note(error, "what is old could not be erased, it will be tried again")

    async def set_menu(self) -> None:
        """Tell Telegram what strangers may use; the bot works without a menu, so a failure is only logged.

        The product's own language is for everybody, the others are for those whose Telegram speaks them.
        """
        try:
            for language in (self.language, *(other for other in LANGUAGES if other != self.language)):
                await self.bot.set_my_commands(
                    menu(load_texts(language), ("start",)),
                    scope=BotCommandScopeAllPrivateChats(),
                    language_code=None if language == self.language else language,
                )
        except TelegramAPIError as error:
            log.warning("the command menu could not be set: %s", type(error).__name__)

    async def describe(self) -> None:
        """Say in the bot's profile what it is, where that is not said yet; a failure is only logged."""
        try:
            for language in (self.language, *(other for other in LANGUAGES if other != self.language)):
                code = None if language == self.language else language
                texts = load_texts(language)
                if (await self.bot.get_my_description(language_code=code)).description != texts("bot-description"):
                    await self.bot.set_my_description(texts("bot-description"), language_code=code)
                short = await self.bot.get_my_short_description(language_code=code)
                if short.short_description != texts("bot-short-description"):
                    await self.bot.set_my_short_description(texts("bot-short-description"), language_code=code)
        except TelegramAPIError as error:
            log.warning("the bot's description could not be set: %s", type(error).__name__)


async def patiently(work: Callable[[], Awaitable[object]]) -> None:
    """Do what a start cannot do without, as soon as the database lets us."""
    while True:
        try:
            await work()
        except DatabaseTrouble as trouble:
            log.warning("the start waits for the database: %s", trouble.detail)
            await asyncio.sleep(AFTER_TROUBLE)
        else:
            return


async def _first(group: asyncio.TaskGroup, stop: asyncio.Event, polling: "asyncio.Task[None]") -> None:
    """Wait for the stop; a polling that failed ends the group by itself."""
    waiting = group.create_task(stop.wait())
    await asyncio.wait([waiting, polling], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
