"""The composition root: everything is put together here, and nowhere else."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from urllib.parse import quote

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode

from bot.admission import Admission
from bot.announcer import Draw, TellAnnouncement
from bot.chat import Chat
from bot.handlers import admin, anything, cards, commands, composing, standing
from bot.inbox import Poller, Pump
from bot.middleware import Access, Errors
from bot.moments import mornings
from bot.notifier import TellNotice
from bot.questions import AskAgain, Asked
from bot.reporter import TellReport
from bot.running import App
from bot.screen import Screen
from bot.settings import RunSettings
from bot.telegram_session import TelegramSession
from bot.texts import Texts, load_texts
from bot.turns import Turns
from bot.workers import AFTER_TROUBLE, LETTERS_IN_HAND, LocalHints, Runner, Worker, claims_of, letters_of
from domain.clock import Clock, system_clock
from domain.configuration.validation import ScenarioChecker
from domain.deliveries.attempt_delivery import AttemptDelivery
from domain.deliveries.mend_connection import MendConnection
from domain.deliveries.probe_connection import ProbeConnection
from domain.deliveries.steer_letters import SteerLetters
from domain.deliveries.take_up import TakeUp
from domain.keeping import ForgetOld
from domain.readiness import Readiness
from domain.records.answer_question import AnswerQuestion
from domain.records.fill_record import FillRecord
from domain.records.places import Places
from domain.records.view_card import ViewCard
from domain.scenarios.advance_run import AdvanceRun, WorldLoader
from domain.scenarios.press_button import PressButton
from domain.work import WorkKind
from mail.compose import MimeComposer
from mail.smtp_sender import SmtpSender
from storage.repositories.accounts import AccountRepository
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.files import FileRepository
from storage.repositories.inbox import InboxRepository
from storage.repositories.invitations import InvitationRepository
from storage.repositories.notices import NoticeRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.people import PersonRepository
from storage.repositories.records import RecordRepository
from storage.repositories.reports import ReportRepository
from storage.repositories.runs import RunRepository
from storage.repositories.screens import ScreenRepository
from storage.repositories.sweeping import SweepRepository
from storage.repositories.work import WorkRepository
from storage.secrets import SecretBox
from storage.transactions import atomically


def make_bot(settings: RunSettings) -> Bot:
    """Return the Bot API client: Telegram's own server or another one, through a proxy if need be."""
    api = TelegramAPIServer.from_base(settings.bot_api) if settings.bot_api else PRODUCTION
    proxy = settings.proxy.get_secret_value() if settings.proxy else None
    session = TelegramSession(api=api, proxy=proxy)
    defaults = DefaultBotProperties(parse_mode=ParseMode.HTML)
    return Bot(settings.bot_token.get_secret_value(), session=session, default=defaults)


@asynccontextmanager
async def make_app(
    settings: RunSettings, box: SecretBox, *, clock: Clock = system_clock, bot: Bot | None = None
) -> AsyncIterator[App]:
    """Put everything together over the open database, and close what was opened."""
    bot = bot or make_bot(settings)
    texts = _texts_by_language(settings.language)
    records, runs, deliveries, reports = RecordRepository(), RunRepository(), DeliveryRepository(), ReportRepository()
    people, accounts, files, work = PersonRepository(), AccountRepository(), FileRepository(), WorkRepository()
    configured, inbox = ConfigurationRepository(box), InboxRepository()
    hints = LocalHints()
    sender = SmtpSender()
    outbox, notices = OutboxRepository(), NoticeRepository()
    world = WorldLoader(records, people, configured, settings.timezone)
    chat = Chat(bot, ScreenRepository())
    places = Places(records, configured, clock)
    fill = FillRecord(
        places=places, records=records, configured=configured, files=files, clock=clock, atomically=atomically
    )
    answer = AnswerQuestion(
        places=places, records=records, configured=configured, accounts=accounts, files=files, atomically=atomically
    )
    press = PressButton(
        records=records,
        runs=runs,
        configured=configured,
        accounts=accounts,
        world=world,
        check=ScenarioChecker(configured),
        hints=hints,
        clock=clock,
        atomically=atomically,
        undo=settings.undo,
    )
    steer = SteerLetters(
        records=records,
        runs=runs,
        deliveries=deliveries,
        configured=configured,
        hints=hints,
        clock=clock,
        atomically=atomically,
    )
    view_card = ViewCard(
        records=records,
        runs=runs,
        deliveries=deliveries,
        configured=configured,
        accounts=accounts,
        world=world,
        clock=clock,
    )
    screen = Screen(
        chat=chat,
        records=records,
        accounts=accounts,
        configured=configured,
        view_card=view_card,
        readiness=Readiness(configured, accounts),
        texts=texts,
        time_zone=settings.timezone,
        clock=clock,
    )
    advance = AdvanceRun(
        runs=runs,
        deliveries=deliveries,
        files=files,
        world=world,
        accounts=accounts,
        composer=MimeComposer(),
        work=work,
        hints=hints,
        clock=clock,
        atomically=atomically,
    )
    morning = mornings(settings.timezone)
    attempt = AttemptDelivery(
        outbox=outbox,
        configured=configured,
        sender=sender,
        hints=hints,
        clock=clock,
        morning=morning,
        wait=lambda: asyncio.sleep(AFTER_TROUBLE),
    )
    probe = ProbeConnection(
        outbox=outbox, configured=configured, sender=sender, hints=hints, clock=clock, morning=morning
    )
    mend = MendConnection(outbox=outbox, probe=probe, steer=steer, clock=clock)
    tell = TellReport(reports=reports, runs=runs, people=people, screen=screen, work=work, clock=clock)
    notify = TellNotice(notices=notices, outbox=outbox, people=people, screen=screen, work=work, clock=clock)
    pages: dict[str, Draw] = {}
    announce = TellAnnouncement(
        announcements=AnnouncementRepository(clock), people=people, screen=screen, pages=pages, work=work, clock=clock
    )
    admission = Admission(
        people=people,
        links=InvitationRepository(),
        chat=chat,
        texts=texts,
        admins=frozenset(settings.admins),
        clock=clock,
        atomically=atomically,
    )
    asked: dict[str, AskAgain] = {}
    dispatcher = _dispatcher(admission, chat, screen, fill, asked)
    dispatcher.workflow_data.update(screen=screen, fill=fill, answer=answer, press=press, steer=steer, mend=mend)
    turns = Turns(bot, dispatcher, screen, fill, people, asked, load_texts(settings.language))
    pump = Pump(inbox, turns.handle, turns.show_again, turns.apologise, turns.say_trouble, clock)
    workers: tuple[Runner, ...] = (
        Worker(
            WorkKind.DELIVERY,
            attempt,
            take=letters_of(outbox, clock),
            work=work,
            hints=hints,
            clock=clock,
            side_by_side=LETTERS_IN_HAND,
        ),
        *(
            Worker(
                kind, act, take=claims_of(kind, work, clock), work=work, hints=hints, clock=clock, side_by_side=count
            )
            for kind, act, count in (
                (WorkKind.RUN, advance, 4),
                (WorkKind.REPORT, tell, 4),
                (WorkKind.PROBE, probe, 4),
                (WorkKind.NOTICE, notify, 1),
                (WorkKind.ANNOUNCEMENT, announce, 4),
            )
        ),
    )
    forget_old = ForgetOld(SweepRepository(), clock, letters=settings.keep_letters, traces=settings.keep_traces)
    poller = Poller(bot, inbox, pump.wake, turns.say_trouble, clock)
    try:
        yield App(
            bot=bot,
            dispatcher=dispatcher,
            admission=admission,
            screen=screen,
            fill=fill,
            poller=poller,
            pump=pump,
            workers=workers,
            hints=hints,
            sender=sender,
            take_up=TakeUp(outbox=outbox, work=work, clock=clock),
            forget_old=forget_old,
            language=settings.language,
        )
    finally:
        await bot.session.close()


def _dispatcher(admission: Admission, chat: Chat, screen: Screen, fill: FillRecord, asked: Asked) -> Dispatcher:
    dispatcher = Dispatcher()
    for observer in (dispatcher.message, dispatcher.edited_message, dispatcher.callback_query):
        observer.outer_middleware(Access(admission))
        observer.outer_middleware(Errors(chat, screen, fill, asked))
    for module in (commands, admin, cards, standing, composing, anything):
        dispatcher.include_router(module.make_router())
    return dispatcher


def _texts_by_language(default: str) -> Callable[[str | None], Texts]:
    return lambda language: load_texts(language or default)


def first_link(username: str, code: str) -> str:
    """Return the link that makes the first who opens it an administrator."""
    return f"https://t.me/{quote(username)}?start={quote(code)}"
