"""What every room of the bot is put together from: the tables, the clock, the session with Telegram, the screen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.telegram.chat import Chat
from bot.telegram.screen import Screen
from bot.texts import Texts
from bot.workers.hands import LocalHands
from bot.workers.local_hints import LocalHints
from domain.clock import Clock
from domain.counters import Counters
from domain.first_steps.first_steps import FirstSteps
from domain.records.choose_records import ChooseRecords
from domain.records.fillings import Fillings
from domain.records.moments import Moments
from domain.records.template_access import TemplateAccess
from domain.runs.departures import Departures
from domain.scenarios.load_world import WorldLoader
from storage.repositories.account_requests import AccountRequestRepository
from storage.repositories.accounts import AccountRepository
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.audit import AuditRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.files import FileRepository
from storage.repositories.inbox import InboxRepository
from storage.repositories.notices import NoticeRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.people import PersonRepository
from storage.repositories.records import RecordRepository
from storage.repositories.reports import ReportRepository
from storage.repositories.runs import RunRepository
from storage.repositories.template_grants import TemplateGrantRepository
from storage.repositories.work import WorkRepository
from storage.secrets import SecretBox


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One of each. `admins` are the administrators of the settings, `texts` the texts of a language."""

    box: SecretBox
    clock: Clock
    time_zone: str
    admins: frozenset[int]
    hide_texts: bool
    keep_letters: timedelta
    texts: Callable[[str | None], Texts]
    chat: Chat
    screen: Screen
    hints: LocalHints
    hands: LocalHands
    departures: Departures
    counters: Counters
    records: RecordRepository
    runs: RunRepository
    deliveries: DeliveryRepository
    reports: ReportRepository
    people: PersonRepository
    accounts: AccountRepository
    files: FileRepository
    work: WorkRepository
    configured: ConfigurationRepository
    inbox: InboxRepository
    announcements: AnnouncementRepository
    audit: AuditRepository
    grants: TemplateGrantRepository
    outbox: OutboxRepository
    notices: NoticeRepository
    requests: AccountRequestRepository
    template_access: TemplateAccess
    world: WorldLoader
    choices: ChooseRecords
    moments: Moments
    fillings: Fillings
    first_steps: FirstSteps
