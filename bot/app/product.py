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
from bot.app.running import App
from bot.app.sending import make_sending
from bot.app.sharing import SharedHints
from bot.app.telling import make_telling
from bot.app.workers import SENDING, Act, make_workers
from bot.composing.wiring import Composing
from bot.connections.standing_screen import StandingScreen
from bot.connections.state import draft_buttons
from bot.connections.wiring import Connecting
from bot.directory.wiring import DirectoryInChat
from bot.files.wiring import FilesInChat
from bot.first_steps.wiring import Beginning
from bot.ground import Ground
from bot.journal.wiring import JournalInChat
from bot.objects.author_left_page import author_left_page
from bot.objects.wiring import Configuring
from bot.obstacles.wiring import ObstaclesInChat
from bot.people.wiring import PeopleInChat
from bot.settings.wiring import SettingsInChat
from bot.telegram.asking import Questions
from bot.telegram.session import TelegramSession
from bot.workers.announcer import Draw
from bot.workers.fault_page import fault_page
from bot.workers.letting_go import LetGo
from bot.workers.worker import holding
from domain.clock import Clock, system_clock
from domain.configuration.authors import TOPIC as AUTHOR_LEFT_TOPIC
from domain.counters import Counters
from domain.deliveries.take_up import TakeOver, TakeUp
from domain.faults import TOPIC as FAULT_TOPIC
from domain.indexing import MakeFindable
from domain.keeping import ForgetOld
from domain.mornings import mornings
from domain.runs.mend_connection import MendConnection
from domain.sections import Section
from domain.uploads import TOPIC as UPLOAD_TOPIC
from domain.work import WorkKind
from mail.endpoints import HttpEndpoints
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
    composing = Composing(ground, bot, undo=settings.undo)
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
    mend = MendConnection(
        outbox=ground.outbox,
        probe=sending.probe,
        steer=composing.steer,
        hold=holding(ground.work, clock),
        clock=clock,
    )
    standing_screen = StandingScreen(ground.screen)
    people = PeopleInChat(ground, steer=composing.steer)
    objects = Configuring(ground, compose=sending.compose, draft_buttons={Section.CONNECTIONS: draft_buttons})
    journal = JournalInChat(ground)
    beginning = Beginning(
        ground,
        add=people.add_account_for,
        undo_time=composing.undo_time,
        state_of_product=journal.state_of_product,
        hold=journal.hold,
    )
    connections = Connecting(
        ground,
        configuring=objects,
        settings=sending.settings,
        endpoints=HttpEndpoints(settings.proxy),
        mend=mend,
        sender=sending.sender,
    )
    files = FilesInChat(ground)
    directory = DirectoryInChat(ground, keep=people.keep, compose=composing.fill, files=files)
    obstacles = ObstaclesInChat(
        ground,
        find=composing.find_obstacle,
        view_card=composing.view_card,
        check=composing.check_scenario,
        directory_screen=directory.workflow["directory_screen"],
        objects=objects.workflow["objects"],
        people_screen=people.workflow["people_screen"],
    )
    parts = (composing, objects, people, connections, beginning, journal, directory, SettingsInChat(ground))
    questions = Questions(tuple(item for part in parts for item in part.asked))
    intake = make_intake(
        ground,
        bot=bot,
        people=people,
        composing=composing,
        live=connections.live,
        questions=questions,
        shown_again=(files.screen.show_again,),
        workflow=(
            {"screen": ground.screen, "questions": questions, "mend": mend, "standing_screen": standing_screen},
            files.workflow,
            obstacles.workflow,
            *(part.workflow for part in parts),
        ),
        sees=obstacles.sees,
        webhook=webhook_of(settings, box),
        shared=is_on_server(settings.database_url),
    )
    pages: dict[str, Draw] = {
        **people.topics,
        UPLOAD_TOPIC: files.screen.tell,
        FAULT_TOPIC: fault_page,
        AUTHOR_LEFT_TOPIC: author_left_page,
        **directory.told,
        **connections.told,
        **obstacles.told,
    }
    acts: dict[WorkKind, Act] = {
        WorkKind.RUN: sending.advance,
        WorkKind.PROBE: sending.probe,
        WorkKind.UPLOAD: files.apply,
        **make_telling(
            ground,
            cards=composing.cards,
            faults=obstacles.tell,
            standing=standing_screen,
            pages=pages,
            in_vain=people.in_vain,
        ),
    }
    give_up = {**sending.give_up, **giving_up(ground, uploads=files.apply)}
    workers = make_workers(
        kinds,
        sending.attempt,
        acts,
        give_up,
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
        admission=people.admission,
        screen=ground.screen,
        fill=composing.fill,
        updates=intake.updates,
        pump=intake.pump,
        workers=(connections.live, connections.device_codes, *workers, *((shared.between,) if shared else ())),
        hints=ground.hints,
        counters=counters,
        clock=clock,
        sender=sending.sender,
        take_up=TakeUp(outbox=ground.outbox, work=ground.work, clock=clock) if shared is None else None,
        take_over=_take_over(ground, settings) if shared is not None else None,
        let_go=LetGo(ground.hands, ground.work),
        forget_old=ForgetOld(SweepRepository(), clock, letters=settings.keep_letters, traces=settings.keep_traces),
        make_findable=MakeFindable(OlderRowsRepository()),
        reminders=(obstacles.watch, people.stop_without_author, *connections.reminders),
        language=settings.language,
    )
    if shared is not None:
        shared.every_hour(app.tidy)
    try:
        yield app
    finally:
        await bot.session.close()
