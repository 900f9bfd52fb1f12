"""Deliveries over a real database, with a clock that tests move and a mail sender that answers as it is told."""

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.app.logins import server_settings
from bot.files.config_file import recipe_file
from bot.workers.local_hints import LocalHints
from domain.configuration.apply_configuration import ApplyConfiguration
from domain.configured.connection import Connection
from domain.counters import Counters
from domain.deliveries.attempt_delivery import AttemptDelivery
from domain.deliveries.delivery import Delivery, NewDelivery, NewRecipient
from domain.deliveries.outbox import Standing, Taken
from domain.deliveries.probe_connection import ProbeConnection
from domain.documents import Stored
from domain.messages.sending import Envelope, Failure, Phase, Receipt, Reply, SmtpSettings, Step
from domain.people import Person, Role
from domain.records.record import Record
from domain.runs.run import RunStatus
from domain.runs.runs import NewRun
from domain.runs.steer_letters import SteerLetters
from domain.servers.server_settings import ServerSettings
from domain.work import WorkKind
from storage import models
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.people import PersonRepository
from storage.repositories.records import RecordRepository
from storage.repositories.runs import RunRepository
from storage.repositories.work import WorkRepository
from storage.secrets import SecretBox
from storage.transactions import atomically
from tests.databases import opened

LEASE = timedelta(minutes=2)


def morning(now: datetime) -> datetime:
    """Nine o'clock of the next day."""
    return (now + timedelta(days=1)).replace(hour=9, minute=0)


async def no_wait() -> None:
    """The database takes it at the next try."""


OK = Reply(250, "2.0.0", "kept")
Mark = Callable[[Mapping[str, Reply], Mapping[str, Reply]], Awaitable[bool]]


class MovedClock:
    """A clock that stands until a test moves it."""

    def __init__(self, now: datetime = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class ToldSender:
    """A mail sender that does what the test says; it asks for the mark as a real one does.

    `before` happens while the server is being called, `between` when all but the dot has been written.
    """

    answers: list[Callable[[Envelope], Receipt]] = field(default_factory=list)
    carried: list[tuple[str, ...]] = field(default_factory=list)
    dots: int = 0
    before: Callable[[], Awaitable[None]] | None = None
    between: Callable[[], Awaitable[None]] | None = None
    check_fails: Step | None = None
    checks: int = 0

    async def check(self, _settings: SmtpSettings) -> AsyncGenerator[Step, None]:
        self.checks += 1
        yield Step("connect", ok=True, seconds=0)
        if self.check_fails is not None:
            yield self.check_fails

    async def send(self, _settings: SmtpSettings, envelope: Envelope, _content: bytes, mark: Mark) -> Receipt:
        self.carried.append(envelope.recipients)
        if self.before is not None:
            await self.before()
        receipt = self.answers.pop(0)(envelope) if self.answers else accepted(envelope)
        if receipt.phase not in {Phase.MARKED, Phase.DONE}:
            return receipt
        if self.between is not None:
            await self.between()
        if not await mark(receipt.accepted, receipt.refused):
            return Receipt(Phase.CONTENT, failure=Failure.STOPPED)
        self.dots += 1
        return receipt


def accepted(envelope: Envelope) -> Receipt:
    return Receipt(Phase.DONE, accepted=dict.fromkeys(envelope.recipients, OK), reply=OK)


def answers(code: int, enhanced: str | None = None, text: str = "no") -> Callable[[Envelope], Receipt]:
    """The server's answer to the final dot."""
    reply = Reply(code, enhanced, text)
    return lambda envelope: Receipt(
        Phase.DONE, accepted=dict.fromkeys(envelope.recipients, OK), reply=reply, failure=Failure.REPLY
    )


def breaks(phase: Phase, failure: Failure, *, uncertain: bool = False) -> Callable[[Envelope], Receipt]:
    """The connection breaks in a phase."""
    return lambda envelope: Receipt(
        phase, accepted=dict.fromkeys(envelope.recipients, OK), failure=failure, uncertain=uncertain
    )


def refuses(address: str, code: int = 550, enhanced: str = "5.1.1") -> Callable[[Envelope], Receipt]:
    """The server refuses one address at RCPT and takes the letter for the others."""

    def answer(envelope: Envelope) -> Receipt:
        taken = {item: OK for item in envelope.recipients if item != address}
        refused = {item: Reply(code, enhanced, "no") for item in envelope.recipients if item == address}
        if not taken:
            return Receipt(Phase.RCPT, refused=refused, reply=refused[address], failure=Failure.REPLY)
        return Receipt(Phase.DONE, accepted=taken, refused=refused, reply=OK)

    return answer


def new_letter(
    connection: Stored[Connection],
    number: int,
    addresses: Sequence[str],
    now: datetime,
    *,
    content: bytes = b"Subject: x\r\n\r\nx\r\n",
    author: int = 7,
) -> NewDelivery:
    return NewDelivery(
        connection_id=connection.id,
        message_id=f"<{number}@firma.local>",
        sender="notify@firma.local",
        subject="Тема",
        smtputf8=False,
        content=content,
        recipients=tuple(NewRecipient(address, "", "to") for address in addresses),
        give_up_at=now + connection.document.give_up_after,
        author_id=author,
    )


@dataclass
class Office:
    """A run with letters, and the use cases over it."""

    clock: MovedClock
    sender: ToldSender
    person: Person
    record: Record
    run_id: int
    attempt: AttemptDelivery
    steer: SteerLetters
    probe: ProbeConnection
    configuration: ConfigurationRepository
    settings: ServerSettings
    deliveries: DeliveryRepository = field(default_factory=DeliveryRepository)
    runs: RunRepository = field(default_factory=RunRepository)
    records: RecordRepository = field(default_factory=RecordRepository)
    work: WorkRepository = field(default_factory=WorkRepository)
    outbox: OutboxRepository = field(default_factory=OutboxRepository)
    counters: Counters = field(default_factory=Counters)

    async def letter(self, *addresses: str, author: int = 7) -> int:
        """Put a letter on its way."""
        (connection,) = await self.configuration.connections()
        number = await models.Delivery.all().count()
        new = new_letter(connection, number, addresses or ("ivanov@firma.local",), self.clock(), author=author)
        return await self.deliveries.add(self.run_id, new, self.clock())

    async def taken(self) -> list[Taken]:
        """Take all that may go now."""
        letters, _ = await self.outbox.take(self.clock(), LEASE, 100)
        return letters

    async def take(self) -> Taken:
        """Take the letter that is due."""
        letters, _ = await self.outbox.take(self.clock(), LEASE, 1)
        assert len(letters) == 1
        return letters[0]

    async def send(self) -> None:
        """Do the attempt that is due."""
        await self.attempt(await self.take())

    async def delivery(self, number: int) -> Delivery:
        delivery = await self.deliveries.get(number)
        assert delivery is not None
        return delivery

    async def probe_due(self) -> bool:
        """Do the probe that is due; return whether one was."""
        claims = await self.work.claim(WorkKind.PROBE, self.clock(), LEASE, 1)
        for claim in claims:
            await self.probe(claim)
        return bool(claims)

    async def standing(self) -> Standing:
        """How the recipe's connection stands."""
        (connection,) = await self.configuration.connections()
        standing = await self.outbox.standing(connection.id, self.clock())
        assert standing is not None
        return standing

    async def notices(self) -> list[str]:
        rows = await models.Notice.all().order_by("id").values_list("kind", flat=True)
        return [str(row) for row in rows]

    async def status(self) -> str:
        record = await self.records.get(self.record.id)
        assert record is not None
        return record.status

    async def news(self) -> list[str]:
        rows = await models.Report.all().order_by("id").values_list("news", flat=True)
        return [str(row) for row in rows]

    async def change_connection(self, **fields: Any) -> None:
        (stored,) = await self.configuration.connections()
        await self.configuration.save_connection(stored.document.model_copy(update=fields))

    async def change_scenario(self, **fields: Any) -> None:
        (stored,) = await self.configuration.scenarios()
        await self.configuration.save_scenario(stored.document.model_copy(update=fields))


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:
        yield office


@asynccontextmanager
async def open_office(path: Path, sender: Any) -> AsyncIterator[Office]:
    """The recipe over a database of its own, with a run whose letters wait for their sending."""
    async with opened(path):
        clock = MovedClock()
        box = SecretBox("a key of sixteen characters")
        configuration = ConfigurationRepository(box)
        file = recipe_file(authentication="none", username=None, encryption="none")
        await ApplyConfiguration(configuration, atomically)(file)
        person = await PersonRepository().let_in(7, Role.STAFF, "Борис")
        (template,) = await configuration.templates()
        (scenario,) = await configuration.scenarios()
        record = await RecordRepository().add(template.id, 7, {"Poluchatel": {"account": 1}}, clock())
        run, _ = await RunRepository().begin(NewRun(record.id, 1, 0, 7, scenario, record.values, clock()))
        await RunRepository().set_status(run.id, RunStatus.DELIVERING, None)
        runs, deliveries, records, hints = RunRepository(), DeliveryRepository(), RecordRepository(), LocalHints()
        counters = Counters()
        outbox = OutboxRepository(counters=counters)
        settings = server_settings(configuration, box, None, clock)
        attempt = AttemptDelivery(
            outbox=outbox,
            settings=settings,
            sender=sender,
            hints=hints,
            clock=clock,
            morning=morning,
            wait=no_wait,
            jitter=Random(1),
            counters=counters,
        )
        steer = SteerLetters(
            records=records,
            runs=runs,
            deliveries=deliveries,
            configured=configuration,
            hints=hints,
            clock=clock,
            atomically=atomically,
        )
        probe = ProbeConnection(
            outbox=outbox,
            settings=settings,
            sender=sender,
            hints=hints,
            clock=clock,
            morning=morning,
        )
        yield Office(
            clock,
            sender,
            person,
            record,
            run.id,
            attempt,
            steer,
            probe,
            configuration,
            settings,
            outbox=outbox,
            counters=counters,
        )
