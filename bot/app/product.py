"""The composition root: everything is put together here, and nowhere else."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode
from pydantic import SecretStr

from bot.app.environment import RunSettings
from bot.app.giving_up import giving_up
from bot.app.intake import make_intake
from bot.app.laying_ground import lay_ground
from bot.app.rooms import Rooms
from bot.app.running import App
from bot.app.sending import make_sending
from bot.app.sharing import SharedHints
from bot.app.telling import make_telling
from bot.app.workers import SENDING, make_workers
from bot.ground import Ground
from bot.telegram.session import TelegramSession
from bot.workers.letting_go import LetGo
from domain.clock import Clock, system_clock
from domain.counters import Counters
from domain.deliveries.take_up import TakeOver, TakeUp
from domain.mornings import mornings
from domain.operating.indexing import MakeFindable
from domain.operating.keeping import ForgetOld
from domain.work import WorkKind
from storage.addresses import is_on_server
from storage.repositories.older_rows import OlderRowsRepository
from storage.repositories.sweeping import SweepRepository
from storage.secrets import SecretBox


def make_bot(settings: RunSettings, counters: Counters | None = None) -> Bot:
    """Return the Bot API client: Telegram's own server or another one, through a proxy if need be.

    `counters` counts its calls.
    """
    api = TelegramAPIServer.from_base(settings.bot_api) if settings.bot_api else PRODUCTION
    proxy = settings.proxy.get_secret_value() if settings.proxy else None
    session = TelegramSession(api=api, proxy=proxy, counters=counters or Counters())
    defaults = DefaultBotProperties(parse_mode=ParseMode.HTML)
    return Bot(settings.bot_token.get_secret_value(), session=session, default=defaults)


def webhook_of(settings: RunSettings, box: SecretBox) -> tuple[str, SecretStr] | None:
    """Return the webhook's address and secret word; one that nobody has given is the same in all processes of a key."""
    if settings.webhook_url is None:
        return None
    return settings.webhook_url, settings.webhook_secret or box.word_for("webhook")


def _take_over(ground: Ground, settings: RunSettings) -> TakeOver | None:
    """Return what takes over from the process before, where updates are fetched: only one does that."""
    if settings.webhook_url is not None:
        return None
    return TakeOver(updates=ground.inbox, work=ground.work, kinds=frozenset(WorkKind) - SENDING)


@asynccontextmanager
async def make_app(
    settings: RunSettings,
    box: SecretBox,
    *,
    clock: Clock = system_clock,
    bot: Bot | None = None,
    kinds: Collection[WorkKind] = frozenset(WorkKind),
) -> AsyncIterator[App]:
    """Put everything together over the open database, and close what was opened; `kinds` of work are done here."""
    counters = Counters()
    bot = bot or make_bot(settings, counters)
    ground = lay_ground(settings, box, clock=clock, bot=bot, counters=counters, kinds=kinds)
    sending = make_sending(
        runs=ground.runs,
        deliveries=ground.deliveries,
        files=ground.files,
        configured=ground.configured,
        outbox=ground.outbox,
        work=ground.work,
        world=ground.world,
        box=box,
        proxy=settings.proxy,
        morning=mornings(settings.timezone),
        hints=ground.hints,
        hands=ground.hands,
        departures=ground.departures,
        clock=clock,
        counters=counters,
    )
    webhook, on_server = webhook_of(settings, box), is_on_server(settings.database_url)
    rooms = Rooms(
        ground,
        bot,
        sending=sending,
        undo=settings.undo,
        proxy=settings.proxy,
        beside=on_server and webhook is not None,
    )
    intake = make_intake(ground, rooms, bot=bot, webhook=webhook, shared=on_server)
    workers = make_workers(
        kinds,
        sending.attempt,
        {
            WorkKind.RUN: sending.advance,
            WorkKind.PROBE: sending.probe,
            WorkKind.UPLOAD: rooms.files.apply,
            **make_telling(ground, rooms),
        },
        {**sending.give_up, **giving_up(ground, uploads=rooms.files.apply)},
        outbox=ground.outbox,
        work=ground.work,
        hints=ground.hints,
        hands=ground.hands,
        clock=clock,
    )
    shared = ground.hints if isinstance(ground.hints, SharedHints) else None
    app = App(
        bot=bot,
        dispatcher=intake.dispatcher,
        admission=rooms.people.admission,
        screen=ground.screen,
        fill=rooms.composing.fill,
        updates=intake.updates,
        pump=intake.pump,
        workers=(
            rooms.connections.live,
            rooms.connections.device_codes,
            *workers,
            *((shared.between,) if shared else ()),
        ),
        hints=ground.hints,
        counters=counters,
        clock=clock,
        sender=sending.sender,
        take_up=TakeUp(outbox=ground.outbox, work=ground.work, clock=clock) if shared is None else None,
        take_over=_take_over(ground, settings) if shared is not None else None,
        let_go=LetGo(ground.hands, ground.work),
        forget_old=ForgetOld(SweepRepository(), clock, letters=settings.keep_letters, traces=settings.keep_traces),
        make_findable=MakeFindable(OlderRowsRepository()),
        reminders=(rooms.obstacles.watch, rooms.people.stop_without_author, *rooms.connections.reminders),
        language=settings.language,
    )
    if shared is not None:
        shared.every_hour(app.tidy)
    try:
        yield app
    finally:
        await bot.session.close()
