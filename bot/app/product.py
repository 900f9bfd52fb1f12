"""The composition root: everything is put together here, and nowhere else."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode

from bot.app.environment import RunSettings
from bot.app.giving_up import giving_up
from bot.app.routers import make_routers
from bot.app.running import App
from bot.app.sending import make_sending
from bot.app.workers import Act, make_workers
from bot.cards.screen import CardScreen
from bot.composing.kept_screen import KeptScreen
from bot.composing.listing_screen import ListingScreen
from bot.composing.questions import RecordSearch
from bot.composing.screen import ComposingScreen
from bot.composing.typed_labels import ShowsBelow, TypedLabels
from bot.connections.standing_screen import StandingScreen
from bot.connections.state import draft_buttons
from bot.connections.wiring import Connecting
from bot.directory.wiring import DirectoryInChat
from bot.files.wiring import FilesInChat
from bot.first_steps.first_page import FirstPage, ways_back
from bot.first_steps.wiring import Beginning
from bot.journal.wiring import JournalInChat
from bot.objects.author_left_page import author_left_page
from bot.objects.wiring import Configuring
from bot.obstacles.wiring import ObstaclesInChat, SeesWhatIsMended
from bot.people.wiring import PeopleInChat
from bot.settings.wiring import SettingsInChat
from bot.telegram.asking import Questions, Redraws
from bot.telegram.chat import Chat
from bot.telegram.groups import Groups
from bot.telegram.middleware import AdmitsPeople, Errors, LeavesLivePages
from bot.telegram.moments import mornings
from bot.telegram.poller import Poller
from bot.telegram.pump import Pump
from bot.telegram.screen import Screen
from bot.telegram.session import TelegramSession
from bot.telegram.turns import Turns
from bot.telegram.updates import read_update
from bot.texts import Texts, language_of, load_texts
from bot.workers.announcer import Draw, InVain, TellAnnouncement
from bot.workers.fault_page import fault_page
from bot.workers.notifier import TellNotice
from bot.workers.reporter import TellReport
from bot.workers.worker import (
    LocalHints,
    holding,
)
from domain.cards.view_card import ViewCard
from domain.clock import Clock, system_clock
from domain.configuration.authors import TOPIC as AUTHOR_LEFT_TOPIC
from domain.configuration.preview_route import PreviewRoute
from domain.configuration.validation import ScenarioChecker
from domain.deliveries.take_up import TakeUp
from domain.faults import TOPIC as FAULT_TOPIC
from domain.first_steps import FirstSteps
from domain.indexing import MakeFindable
from domain.keeping import ForgetOld
from domain.obstacles.find_obstacle import FindObstacle
from domain.obstacles.told_obstacles import KnownObstacles
from domain.readiness import Readiness
from domain.records.answer_question import AnswerQuestion
from domain.records.choose_records import ChooseRecords, NameRecords
from domain.records.defaults import Defaults
from domain.records.fill_record import FillRecord
from domain.records.fillings import Fillings
from domain.records.find_records import FindRecords
from domain.records.keep_message import KeepMessage
from domain.records.offer_choices import OfferChoices
from domain.records.put_message import PutMessage
from domain.records.query_records import QueryRecords
from domain.records.take_answer import TakeAnswer
from domain.records.take_message import TakeMessage
from domain.records.template_access import TemplateAccess
from domain.runs.may_begin import MayBegin
from domain.runs.mend_connection import MendConnection
from domain.runs.press_button import PressButton
from domain.runs.steer_letters import SteerLetters
from domain.runs.try_formula import TryFormula
from domain.runs.try_scenario import TryScenario
from domain.scenarios.load_world import WorldLoader
from domain.sections import Section
from domain.servers.passwords_end import TellOfPasswordsEnd
from domain.servers.secret_ends import RemindOfSecrets
from domain.undo_time import UndoTime
from domain.uploads import TOPIC as UPLOAD_TOPIC
from domain.work import WorkKind
from mail.endpoints import HttpEndpoints
from storage.repositories.access_requests import AccessRequestRepository
from storage.repositories.account_requests import AccountRequestRepository
from storage.repositories.accounts import AccountRepository
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.audit import AuditRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.files import FileRepository
from storage.repositories.first_steps import MilestoneRepository
from storage.repositories.inbox import InboxRepository
from storage.repositories.journal import JournalRepository
from storage.repositories.kept_pieces import KeptPieceRepository
from storage.repositories.notices import NoticeRepository
from storage.repositories.obstacles import ObstacleRepository
from storage.repositories.older_rows import OlderRowsRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.people import PersonRepository
from storage.repositories.record_finder import RecordFinder
from storage.repositories.record_search import RecordSearchRepository
from storage.repositories.records import RecordRepository
from storage.repositories.reports import ReportRepository
from storage.repositories.runs import RunRepository
from storage.repositories.screens import ScreenRepository
from storage.repositories.settings import SettingRepository
from storage.repositories.sweeping import SweepRepository
from storage.repositories.template_grants import TemplateGrantRepository
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
async def make_app(  # noqa: PLR0915 - the list of everything that there is
    settings: RunSettings, box: SecretBox, *, clock: Clock = system_clock, bot: Bot | None = None
) -> AsyncIterator[App]:
    """Put everything together over the open database, and close what was opened."""
    bot = bot or make_bot(settings)
    texts = _texts_by_language(settings.language)
    records, runs, deliveries, reports = RecordRepository(), RunRepository(), DeliveryRepository(), ReportRepository()
    people, accounts, files, work = PersonRepository(), AccountRepository(), FileRepository(), WorkRepository()
    configured, inbox = ConfigurationRepository(box), InboxRepository(box)
    announcements, audit, grants = AnnouncementRepository(clock), AuditRepository(), TemplateGrantRepository()
    template_access = TemplateAccess(people, grants, configured)
    hints = LocalHints()
    outbox, notices = OutboxRepository(hints.wake_all), NoticeRepository()
    queries = QueryRecords(RecordFinder(), configured, grants, hide_texts=settings.hide_texts)
    world = WorldLoader(records, accounts, people, configured, settings.timezone, queries)
    choices = ChooseRecords(
        RecordSearchRepository(), NameRecords(world, accounts), configured, people, hide_texts=settings.hide_texts
    )
    chat = Chat(bot, ScreenRepository())
    requests = AccountRequestRepository()
    fillings = Fillings(records, configured, requests, clock)
    fill = FillRecord(
        fillings=fillings,
        records=records,
        configured=configured,
        files=files,
        access=template_access,
        defaults=Defaults(world, clock),
        clock=clock,
        atomically=atomically,
    )
    answer = AnswerQuestion(
        fillings=fillings,
        records=records,
        configured=configured,
        accounts=accounts,
        choices=choices,
        files=files,
        clock=clock,
        time_zone=settings.timezone,
        atomically=atomically,
    )
    undo_time = UndoTime(
        settings=SettingRepository(), outside=settings.undo, audit=audit, clock=clock, atomically=atomically
    )
    check_scenario = ScenarioChecker(configured)
    find_obstacle = FindObstacle(
        configured,
        accounts,
        MayBegin(configured, accounts, check_scenario),
        KnownObstacles(ObstacleRepository(), announcements),
    )
    press = PressButton(
        records=records,
        runs=runs,
        configured=configured,
        accounts=accounts,
        access=template_access,
        world=world,
        check=check_scenario,
        hints=hints,
        clock=clock,
        atomically=atomically,
        undo=undo_time,
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
        find_obstacle=find_obstacle,
    )
    kept = KeptPieceRepository(box)
    take_answer = TakeAnswer(fillings, records, clock, settings.timezone)
    keep_message = KeepMessage(kept, clock, atomically)
    put_message = PutMessage(
        kept=kept,
        fillings=fillings,
        records=records,
        configured=configured,
        files=files,
        access=template_access,
        fill=fill,
        answer=answer,
        take=take_answer,
        atomically=atomically,
    )
    take_message = TakeMessage(fill=fill, answer=answer, keep=keep_message, put=put_message, atomically=atomically)
    first_steps = FirstSteps(
        configured=configured, outbox=outbox, accounts=accounts, milestones=MilestoneRepository(), clock=clock
    )
    screen = Screen(
        chat=chat,
        ways_back=ways_back(first_steps),
        keep_question=people.ask,
        texts=texts,
        time_zone=settings.timezone,
        clock=clock,
    )
    kept_screen = KeptScreen(screen=screen, kept=kept, put=put_message, records=records, view_card=view_card)
    first_page = FirstPage(
        screen=screen,
        access=template_access,
        readiness=Readiness(configured, accounts),
        first_steps=first_steps,
        requests=AccessRequestRepository(),
        unsent=kept_screen.unsent,
    )
    cards = CardScreen(screen=screen, records=records, view_card=view_card)
    find = FindRecords(RecordSearchRepository(), JournalRepository(), configured, clock)
    listing = ListingScreen(screen=screen, records=records, view_card=view_card, find=find)
    composing = ComposingScreen(
        screen=screen,
        cards=cards,
        first_page=first_page,
        records=records,
        offer=OfferChoices(accounts, records, choices, clock, settings.timezone),
        view_card=view_card,
        fill=fill,
        waits=requests,
        kept=kept_screen,
    )
    standing_screen = StandingScreen(screen)
    sending = make_sending(
        runs=runs,
        deliveries=deliveries,
        files=files,
        configured=configured,
        outbox=outbox,
        world=world,
        box=box,
        proxy=settings.proxy,
        morning=mornings(settings.timezone),
        hints=hints,
        clock=clock,
    )
    mend = MendConnection(outbox=outbox, probe=sending.probe, steer=steer, hold=holding(work, clock), clock=clock)
    pages: dict[str, Draw] = {}
    in_vain: dict[str, InVain] = {}
    announce = TellAnnouncement(
        announcements=announcements,
        people=people,
        screen=screen,
        pages=pages,
        in_vain=in_vain,
        work=work,
        clock=clock,
    )
    access = PeopleInChat(
        people=people,
        accounts=accounts,
        records=records,
        configured=configured,
        grants=grants,
        announcements=announcements,
        audit=audit,
        steer=steer,
        hints=hints,
        screen=screen,
        texts=texts,
        time_zone=settings.timezone,
        admins=frozenset(settings.admins),
        clock=clock,
    )
    pages.update(access.topics)
    in_vain.update(access.in_vain)
    trial = TryScenario(
        records=records,
        configured=configured,
        world=world,
        audit=audit,
        clock=clock,
        atomically=atomically,
        compose=sending.compose,
        hide_texts=settings.hide_texts,
    )
    configuring = Configuring(
        draft_buttons={Section.CONNECTIONS: draft_buttons},
        box=box,
        configured=configured,
        audit=audit,
        people=people,
        records=records,
        trial=trial,
        try_formula=TryFormula(
            records=records,
            configured=configured,
            people=people,
            world=world,
            audit=audit,
            clock=clock,
            atomically=atomically,
            hide_texts=settings.hide_texts,
        ),
        preview=PreviewRoute(configured, accounts, clock, settings.timezone),
        screen=screen,
        hints=hints,
        clock=clock,
    )
    journal = JournalInChat(
        records=records,
        runs=runs,
        deliveries=deliveries,
        configured=configured,
        files=files,
        people=people,
        accounts=accounts,
        outbox=outbox,
        audit=audit,
        fillings=fillings,
        inbox=inbox,
        screen=screen,
        hints=hints,
        clock=clock,
        hide_texts=settings.hide_texts,
    )
    beginning = Beginning(
        steps=first_steps,
        add=access.add_account_for,
        people=people,
        undo_time=undo_time,
        state_of_product=journal.state_of_product,
        hold=journal.hold,
        screen=screen,
    )
    connecting = Connecting(
        box=box,
        configuring=configuring,
        configured=configured,
        settings=sending.settings,
        endpoints=HttpEndpoints(settings.proxy),
        outbox=outbox,
        mend=mend,
        sender=sending.sender,
        accounts=accounts,
        people=people,
        audit=audit,
        announcements=announcements,
        screen=screen,
        hints=hints,
        clock=clock,
    )
    uploads = FilesInChat(
        box=box,
        configured=configured,
        audit=audit,
        screen=screen,
        announcements=announcements,
        work=work,
        hints=hints,
        clock=clock,
    )
    in_chat = DirectoryInChat(
        accounts=accounts,
        people=people,
        records=records,
        configured=configured,
        fillings=fillings,
        compose=fill,
        audit=audit,
        announcements=announcements,
        files=uploads,
        screen=screen,
        hints=hints,
        clock=clock,
        keep_letters=settings.keep_letters,
    )
    own_settings = SettingsInChat(people=people, accounts=accounts, audit=audit, screen=screen, clock=clock)
    obstacles = ObstaclesInChat(
        configured=configured,
        accounts=accounts,
        people=people,
        announcements=announcements,
        find=find_obstacle,
        view_card=view_card,
        check=check_scenario,
        screen=screen,
        directory_screen=in_chat.workflow["directory_screen"],
        objects=configuring.workflow["objects"],
        people_screen=access.workflow["people_screen"],
        hints=hints,
        clock=clock,
    )
    parts = (configuring, access, connecting, beginning, journal, in_chat, own_settings)
    questions = Questions((*(item for part in parts for item in part.asked), Redraws(RecordSearch, listing.again)))
    pages.update({UPLOAD_TOPIC: uploads.screen.tell, FAULT_TOPIC: fault_page, **in_chat.told, **connecting.told})
    pages.update(obstacles.told)
    pages[AUTHOR_LEFT_TOPIC] = author_left_page
    give_up = giving_up(
        runs=runs,
        deliveries=deliveries,
        reports=reports,
        notices=notices,
        announcements=announcements,
        outbox=outbox,
        uploads=uploads.apply,
        people=people,
        screen=screen,
        work=work,
        hints=hints,
        clock=clock,
    )
    given = {
        "fill": fill,
        "answer": answer,
        "press": press,
        "steer": steer,
        "mend": mend,
        "questions": questions,
        "keep_message": keep_message,
        "put_message": put_message,
        "take_message": take_message,
    }
    screens = {
        "screen": screen,
        "first_page": first_page,
        "cards": cards,
        "listing": listing,
        "composing": composing,
        "standing_screen": standing_screen,
        "kept_screen": kept_screen,
    }
    dispatcher = _dispatcher(
        AdmitsPeople(access.admission, access.strangers, screen),
        Errors(screen, composing, questions),
        LeavesLivePages(connecting.live),
        partial(TypedLabels, screen=screen, keep=keep_message, fill=fill, bot=bot),
        (screens, given, uploads.workflow, obstacles.workflow, *(part.workflow for part in parts)),
        obstacles.sees,
    )
    turns = Turns(
        bot,
        dispatcher,
        screen,
        composing,
        people,
        access.strangers,
        questions,
        (uploads.screen.show_again, kept_screen.show_again),
        texts,
    )
    read = partial(read_update, bot=bot)
    groups = Groups(chat.leave, clock)
    pump = Pump(
        inbox,
        read,
        people.known,
        groups,
        turns.handle,
        turns.show_again,
        turns.apologise,
        turns.say_trouble,
        clock,
        turns.say_trouble_to,
    )
    acts: dict[WorkKind, Act] = {
        WorkKind.RUN: sending.advance,
        WorkKind.REPORT: TellReport(
            reports=reports,
            runs=runs,
            people=people,
            cards=cards,
            faults=obstacles.tell,
            work=work,
            clock=clock,
        ),
        WorkKind.PROBE: sending.probe,
        WorkKind.NOTICE: TellNotice(
            notices=notices, outbox=outbox, people=people, tell=standing_screen.tell, work=work, clock=clock
        ),
        WorkKind.ANNOUNCEMENT: announce,
        WorkKind.UPLOAD: uploads.apply,
    }
    workers = make_workers(sending.attempt, acts, give_up, outbox=outbox, work=work, hints=hints, clock=clock)
    try:
        yield App(
            bot=bot,
            dispatcher=dispatcher,
            admission=access.admission,
            screen=screen,
            fill=fill,
            poller=Poller(bot, inbox, read, groups, pump.wake, turns.say_trouble, clock),
            pump=pump,
            workers=(connecting.live, connecting.device_codes, *workers),
            hints=hints,
            sender=sending.sender,
            take_up=TakeUp(outbox=outbox, work=work, clock=clock),
            forget_old=ForgetOld(SweepRepository(), clock, letters=settings.keep_letters, traces=settings.keep_traces),
            make_findable=MakeFindable(OlderRowsRepository()),
            reminders=(
                obstacles.watch,
                access.stop_without_author,
                RemindOfSecrets(
                    configured=configured,
                    people=people,
                    announcements=announcements,
                    hints=hints,
                    clock=clock,
                    zone=settings.timezone,
                    atomically=atomically,
                ),
                TellOfPasswordsEnd(
                    configured=configured,
                    people=people,
                    announcements=announcements,
                    hints=hints,
                    atomically=atomically,
                ),
            ),
            language=settings.language,
        )
    finally:
        await bot.session.close()


def _dispatcher(
    access: AdmitsPeople,
    errors: Errors,
    leaves: LeavesLivePages,
    labels: Callable[[Dispatcher], TypedLabels],
    workflow: Iterable[Mapping[str, Any]],
    sees: SeesWhatIsMended,
) -> Dispatcher:
    dispatcher = Dispatcher()
    for part in workflow:
        dispatcher.workflow_data.update(part)
    for observer in (dispatcher.message, dispatcher.edited_message, dispatcher.callback_query):
        observer.outer_middleware(access)
        observer.outer_middleware(errors)
        observer.outer_middleware(sees)
    dispatcher.callback_query.outer_middleware(leaves)
    dispatcher.callback_query.outer_middleware(ShowsBelow())
    dispatcher.message.outer_middleware(labels(dispatcher))
    for router in make_routers():
        dispatcher.include_router(router)
    return dispatcher


def _texts_by_language(default: str) -> Callable[[str | None], Texts]:
    return lambda wanted: load_texts(language_of(wanted, default))
