"""A desk at which records are filled in without a chat: the use cases over a real database."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as plain
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.composing.question import question_page
from bot.files.config_file import read_configuration, recipe_text
from bot.telegram.page import Page
from bot.telegram.reader import Reader
from bot.texts import load_texts
from bot.workers.local_hints import LocalHints
from domain.accounts.account import Account
from domain.cards.view_card import ViewCard
from domain.configuration.apply_configuration import ApplyConfiguration, ConfigurationInvalid
from domain.configuration.validation import ScenarioChecker
from domain.editing.editor import Editor
from domain.editing.keep_object import KeepObject
from domain.formulas import compile_formula
from domain.large_contents import NothingPut
from domain.messages.rich_text import RichText
from domain.mistakes import Mistake
from domain.obstacles.find_obstacle import FindObstacle
from domain.obstacles.told_obstacles import KnownObstacles
from domain.people import Person, Role
from domain.records.answer_question import AnswerQuestion
from domain.records.choose_records import ChooseRecords, NameRecords
from domain.records.defaults import Defaults
from domain.records.fill_record import FillRecord
from domain.records.fillings import Filling, Fillings
from domain.records.moments import Moments
from domain.records.offer_choices import OfferChoices
from domain.records.query_records import QueryRecords
from domain.records.record import Record
from domain.records.take_answer import Incoming
from domain.records.template import StoredTemplate
from domain.records.template_access import TemplateAccess
from domain.records.types.asked import Offer
from domain.runs.advance_run import AdvanceRun
from domain.runs.may_begin import MayBegin
from domain.runs.press_button import PressButton
from domain.runs.try_scenario import TryScenario
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.load_world import WorldLoader
from domain.work import WorkKind
from mail.compose import MimeComposer
from storage import models
from storage.repositories.account_requests import AccountRequestRepository
from storage.repositories.accounts import AccountRepository
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.audit import AuditRepository
from storage.repositories.card_rows import CardRowsRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.drafts import DraftRepository
from storage.repositories.files import FileRepository
from storage.repositories.obstacles import ObstacleRepository
from storage.repositories.people import PersonRepository
from storage.repositories.record_finder import RecordFinder
from storage.repositories.record_search import RecordSearchRepository
from storage.repositories.records import RecordRepository
from storage.repositories.runs import RunRepository
from storage.repositories.template_grants import TemplateGrantRepository
from storage.repositories.work import WorkRepository
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests.databases import opened
from tests.domain.deliveries.conftest import MovedClock
from tests.domain.scenarios.long_runs import advance_run

ZONE = "Europe/Moscow"
KEY = "sixteen characters at least"
EVENT = {"type": "button_clicked", "template": "Uvedomleniya", "button": "Otpravituvedomlenie"}
"""A press of the recipe's button, as a scenario says it."""


@dataclass
class Desk:
    """A person with their open question. What they type and press goes to the use cases as the chat would send it."""

    person: Person
    admin: Person
    clock: MovedClock
    configuration: ConfigurationRepository
    fill: FillRecord
    answer: AnswerQuestion
    offers: OfferChoices
    card: ViewCard
    press: PressButton
    editor: Editor
    keep: KeepObject
    trial: TryScenario
    advance: AdvanceRun
    records: RecordRepository = field(default_factory=RecordRepository)
    accounts: AccountRepository = field(default_factory=AccountRepository)
    files: FileRepository = field(default_factory=FileRepository)
    messages: Any = field(default_factory=lambda: count(1))

    async def apply(self, text: str) -> list[Mistake]:
        """Apply a configuration file; return what is wrong in it."""
        read = read_configuration(text, {"SMTP_PASSWORD": "тайна"})
        if not read.mistakes:
            await ApplyConfiguration(self.configuration, atomically)(read.file)
        return list(read.mistakes)

    async def mistakes(self, text: str) -> list[Mistake]:
        """Return everything that keeps a configuration file from being applied."""
        read = read_configuration(text, {})
        if read.mistakes:
            return list(read.mistakes)
        try:
            await ApplyConfiguration(self.configuration, atomically)(read.file, dry_run=True)
        except ConfigurationInvalid as invalid:
            return list(invalid.mistakes)
        return []

    async def ready(self) -> None:
        """Let the recipe's connection carry letters."""
        assert await self.apply(recipe_text()) == []

    async def template(self, attributes: str, **fields: str) -> StoredTemplate:
        """Make a template «Проба» of attributes as a file writes them, each in braces."""
        lines = [f"      - {line.strip()}" for line in attributes.strip().splitlines()]
        rest = [f"    {name}: {value}" for name, value in fields.items()]
        text = "\n".join(["templates:", "  - title: Проба", "    system_name: Proba", *rest, "    attributes:", *lines])
        assert await self.apply(f"{text}\n    buttons:\n      - {{title: Послать}}\n") == []
        return await self.stored()

    async def stored(self, name: str = "Proba") -> StoredTemplate:
        """A template as it is now; «Проба» where no other is named."""
        return next(item for item in await self.configuration.templates() if item.document.system_name == name)

    async def begin(self) -> Filling:
        """Begin a record of it."""
        return await self.fill.start(self.person, (await self.stored()).id)

    async def filling(self) -> Filling:
        """Where the person is."""
        filling = await self.fill.filling(self.person)
        assert filling is not None
        return filling

    async def says(self, text: str | RichText, message: int | None = None) -> Filling:
        """Type an answer."""
        return await self.answer.answer_text(self.person, self._incoming(text, message))

    async def edits(self, message: int, text: str) -> Filling | None:
        """Edit a message that was sent."""
        return await self.answer.correct(self.person, self._incoming(text, message))

    async def sends_file(self, name: str, content: bytes = b"x") -> Filling:
        """Send a file along."""
        incoming = Incoming(self.person.telegram_id, next(self.messages), self.clock(), None, name)
        return await self.answer.answer_file(self.person, incoming, "application/pdf", content)

    async def offered(self) -> Offer:
        """What can be pressed now."""
        return await self.offers(self.person, await self.filling())

    async def drawn(self) -> Page:
        """The page of the open question."""
        filling = await self.filling()
        lines = await self.card.lines(filling.record, filling.template)
        return question_page(self.reader(), filling, lines, await self.offered())

    async def evaluated(self, record: Record, text: str, queries: Any = None) -> Any:
        """What a formula gives on a record of «Проба»."""
        load = WorldLoader(self.records, self.accounts, PersonRepository(), self.configuration, "UTC", queries)
        world = await load.around(record, (await self.stored()).document, self.person)
        return await world.evaluate(compile_formula(text), self.clock())

    async def chooses(self, choice: int) -> Filling:
        """Press a choice."""
        return await self.answer.answer_choice(self.person, *await self.question(), choice)

    async def finishes(self) -> Filling:
        """Press «Готово» or «Пропустить»."""
        return await self.answer.finish(self.person, *await self.question())

    async def clears(self) -> Filling:
        """Press «Очистить»."""
        return await self.answer.clear(self.person, *await self.question())

    async def changes(self, record: Record, attribute: str) -> Filling:
        """Ask for one attribute again."""
        return await self.fill.change(self.person, record.id, (await self.stored()).numbers[attribute])

    async def presses(self, record: Record) -> Any:
        """Press the button «Послать»."""
        now = await self.records.get(record.id)
        assert now is not None
        number = (await self.stored()).numbers["Poslat"]
        return await self.press(self.person, now.id, number, now.revision, 0, sure=True)

    async def letters(self) -> list[bytes]:
        """Do what is due, and return the letters that are on their way."""
        for claim in await WorkRepository().claim(WorkKind.RUN, self.clock(), timedelta(minutes=1)):
            await self.advance(claim)
        return [
            bytes(row) for row in await models.Letter.all().order_by("delivery_id").values_list("content", flat=True)
        ]

    async def question(self) -> tuple[int, int]:
        """The numbers that buttons of the open question carry."""
        filling = await self.filling()
        assert filling.question is not None
        return filling.record.id, filling.template.numbers[filling.question.system_name]

    async def account(self, name: str, mbox: str = "ivanov@firma.local", **fields: Any) -> int:
        """Put somebody into the directory."""
        await self.accounts.add(Account(0, name.casefold(), name, mbox, **fields))
        found = await self.accounts.search(name)
        return found.accounts[0].id

    def reader(self) -> Reader:
        """Who reads the pages of the chat."""
        return Reader(self.person, load_texts("ru"), ZoneInfo(ZONE), self.clock())

    def _incoming(self, text: str | RichText, message: int | None = None) -> Incoming:
        rich = RichText(text) if isinstance(text, str) else text
        number = next(self.messages) if message is None else message
        return Incoming(self.person.telegram_id, number, self.clock(), rich)


def read_letter(content: bytes) -> tuple[str, str]:
    """The subject of a letter and its text."""
    letter = message_from_bytes(content, EmailMessage, policy=plain)
    body = letter.get_body(("plain",))
    assert body is not None
    return letter["Subject"], body.get_content().strip()


def titles(filling: Filling) -> tuple[str | None, Mapping[str, Any]]:
    """What is asked next, and what is answered."""
    return (None if filling.question is None else filling.question.title), filling.record.values


@asynccontextmanager
async def open_desk(path: Path) -> AsyncIterator[Desk]:
    """The recipe over a database of its own, a member of staff at the desk, and an administrator."""
    async with opened(path):
        clock = MovedClock(datetime(2026, 11, 30, 9, 0, tzinfo=UTC))
        configuration = ConfigurationRepository(SecretBox(KEY))
        records, accounts, files, people = RecordRepository(), AccountRepository(), FileRepository(), PersonRepository()
        person = await people.let_in(7, Role.STAFF, "Борис")
        admin = await people.let_in(8, Role.ADMIN, "Анна")
        fillings = Fillings(records, configuration, AccountRequestRepository(), clock)
        moments = Moments(clock, ZONE, "ru")
        access = TemplateAccess(people, TemplateGrantRepository(), configuration)
        queries = QueryRecords(RecordFinder(), configuration, TemplateGrantRepository())
        world = WorldLoader(records, accounts, people, configuration, ZONE, queries)
        choices = ChooseRecords(RecordSearchRepository(), NameRecords(world, accounts), configuration, people)
        runs, audit, drafts = RunRepository(), AuditRepository(), DraftRepository(SecretBox(KEY), clock)
        editor = Editor(drafts=drafts, configured=configuration, atomically=atomically)
        desk = Desk(
            person=person,
            admin=admin,
            clock=clock,
            configuration=configuration,
            fill=FillRecord(
                fillings=fillings,
                records=records,
                configured=configuration,
                files=files,
                access=access,
                defaults=Defaults(world, clock),
                clock=clock,
                atomically=atomically,
            ),
            answer=AnswerQuestion(
                fillings=fillings,
                records=records,
                configured=configuration,
                accounts=accounts,
                choices=choices,
                files=files,
                clock=clock,
                moments=moments,
                atomically=atomically,
            ),
            offers=OfferChoices(accounts, records, choices, moments),
            card=ViewCard(
                rows=CardRowsRepository(runs, DeliveryRepository()),
                deliveries=DeliveryRepository(),
                configured=configuration,
                accounts=accounts,
                world=world,
                clock=clock,
                find_obstacle=FindObstacle(
                    configuration,
                    accounts,
                    MayBegin(configuration, accounts, ScenarioChecker(configuration)),
                    KnownObstacles(ObstacleRepository(), AnnouncementRepository(clock)),
                ),
            ),
            press=PressButton(
                records=records,
                runs=runs,
                configured=configuration,
                accounts=accounts,
                access=access,
                world=world,
                check=ScenarioChecker(configuration),
                hints=LocalHints(),
                clock=clock,
                atomically=atomically,
            ),
            editor=editor,
            keep=KeepObject(
                editor=editor,
                drafts=drafts,
                store=configuration,
                apply=ApplyConfiguration(configuration, atomically, audit, clock),
                audit=audit,
                hints=LocalHints(),
                clock=clock,
                atomically=atomically,
            ),
            trial=TryScenario(
                records=records,
                configured=configuration,
                world=world,
                audit=audit,
                clock=clock,
                atomically=atomically,
                compose=ComposeLetter(files, MimeComposer(), NothingPut()),
            ),
            advance=advance_run(runs, world, clock),
        )
        assert await desk.apply(recipe_text()) == []
        yield desk
