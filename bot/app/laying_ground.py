"""The ground of all rooms, laid over the open database."""

from collections.abc import Callable, Collection
from functools import partial

from aiogram import Bot

from bot.app.environment import RunSettings
from bot.app.sharing import make_hints
from bot.first_steps.first_page import ways_back
from bot.ground import Ground
from bot.telegram.chat import Chat
from bot.telegram.screen import Screen
from bot.texts import Texts, language_of, load_texts
from bot.workers.hands import LocalHands
from domain.clock import Clock
from domain.counters import Counters
from domain.first_steps.first_steps import FirstSteps
from domain.records.choose_records import ChooseRecords, NameRecords
from domain.records.fillings import Fillings
from domain.records.moments import Moments
from domain.records.query_records import QueryRecords
from domain.records.template_access import TemplateAccess
from domain.runs.departures import Departures
from domain.scenarios.load_world import WorldLoader
from domain.work import WorkKind
from storage.repositories.account_requests import AccountRequestRepository
from storage.repositories.accounts import AccountRepository
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.audit import AuditRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.files import FileRepository
from storage.repositories.first_steps import MilestoneRepository
from storage.repositories.inbox import InboxRepository
from storage.repositories.notices import NoticeRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.people import PersonRepository
from storage.repositories.record_finder import RecordFinder
from storage.repositories.record_search import RecordSearchRepository
from storage.repositories.records import RecordRepository
from storage.repositories.reports import ReportRepository
from storage.repositories.runs import RunRepository
from storage.repositories.screens import ScreenRepository
from storage.repositories.template_grants import TemplateGrantRepository
from storage.repositories.work import WorkRepository
from storage.secrets import SecretBox


def lay_ground(
    settings: RunSettings, box: SecretBox, *, clock: Clock, bot: Bot, counters: Counters, kinds: Collection[WorkKind]
) -> Ground:
    """Return what every room is put together from; `kinds` of work are done in this process."""
    texts = _texts_by_language(settings.language)
    records, runs, deliveries, reports = RecordRepository(), RunRepository(), DeliveryRepository(), ReportRepository()
    people, accounts, files, work = PersonRepository(), AccountRepository(), FileRepository(), WorkRepository()
    configured, inbox = ConfigurationRepository(box), InboxRepository(box)
    announcements, audit, grants = AnnouncementRepository(clock), AuditRepository(), TemplateGrantRepository()
    template_access = TemplateAccess(people, grants, configured)
    hands = LocalHands()
    hints = make_hints(settings.database_url, kinds, hands)
    outbox = OutboxRepository(hints.wake_all, hints.share, partial(hints.pass_on, WorkKind.DELIVERY), counters)
    queries = QueryRecords(RecordFinder(), configured, grants, hide_texts=settings.hide_texts)
    world = WorldLoader(records, accounts, people, configured, settings.timezone, queries)
    choices = ChooseRecords(
        RecordSearchRepository(), NameRecords(world, accounts), configured, people, hide_texts=settings.hide_texts
    )
    chat = Chat(bot, ScreenRepository())
    requests = AccountRequestRepository()
    fillings = Fillings(records, configured, requests, clock)
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
    return Ground(
        box=box,
        clock=clock,
        time_zone=settings.timezone,
        admins=frozenset(settings.admins),
        hide_texts=settings.hide_texts,
        keep_letters=settings.keep_letters,
        texts=texts,
        chat=chat,
        screen=screen,
        hints=hints,
        hands=hands,
        departures=Departures(),
        counters=counters,
        records=records,
        runs=runs,
        deliveries=deliveries,
        reports=reports,
        people=people,
        accounts=accounts,
        files=files,
        work=work,
        configured=configured,
        inbox=inbox,
        announcements=announcements,
        audit=audit,
        grants=grants,
        outbox=outbox,
        notices=NoticeRepository(),
        requests=requests,
        template_access=template_access,
        world=world,
        choices=choices,
        moments=Moments(clock, settings.timezone, settings.language),
        fillings=fillings,
        first_steps=first_steps,
    )


def _texts_by_language(default: str) -> Callable[[str | None], Texts]:
    return lambda wanted: load_texts(language_of(wanted, default))
