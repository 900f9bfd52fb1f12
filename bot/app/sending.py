"""What sends letters, put together. It knows no Telegram, so that it can work in a process that has no chat."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import SecretStr

from bot.app.logins import server_settings
from bot.workers.giving_up import GiveUpLetter, GiveUpProbe
from bot.workers.local_hints import LocalHints
from bot.workers.worker import AFTER_TROUBLE
from domain.clock import Clock
from domain.counters import Counters
from domain.deliveries.attempt_delivery import AttemptDelivery
from domain.deliveries.probe_connection import ProbeConnection
from domain.faults import GiveUp
from domain.runs.advance_run import AdvanceRun
from domain.runs.departures import Departures
from domain.runs.give_up_run import GiveUpRun
from domain.runs.keep_segment import KeepSegment
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.load_world import WorldLoader
from domain.servers.server_settings import ServerSettings
from domain.work import Hands, WorkKind
from mail.compose import MimeComposer
from mail.smtp_sender import SmtpSender
from storage.repositories.changed_records import ChangedRecordRepository
from storage.repositories.configuration import ConfigurationRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.files import FileRepository
from storage.repositories.giving_up import FaultRepository
from storage.repositories.large_contents import LargeContentRepository
from storage.repositories.openings import OpeningRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.runs import RunRepository
from storage.repositories.segments import SegmentRepository
from storage.repositories.spills import SpillRepository
from storage.repositories.work import WorkRepository
from storage.secrets import SecretBox
from storage.transactions import atomically


@dataclass(frozen=True, slots=True)
class Sending:
    """The work that ends in letters, and what it uses."""

    advance: AdvanceRun
    attempt: AttemptDelivery
    probe: ProbeConnection
    give_up: Mapping[WorkKind, GiveUp]
    compose: ComposeLetter
    settings: ServerSettings
    sender: SmtpSender


def make_sending(
    *,
    runs: RunRepository,
    deliveries: DeliveryRepository,
    files: FileRepository,
    configured: ConfigurationRepository,
    outbox: OutboxRepository,
    work: WorkRepository,
    world: WorldLoader,
    box: SecretBox,
    proxy: SecretStr | None,
    morning: Callable[[datetime], datetime],
    hints: LocalHints,
    hands: Hands | None = None,
    clock: Clock,
    departures: Departures | None = None,
    counters: Counters | None = None,
) -> Sending:
    """Put it together over the open database; whoever does closes the `sender`."""
    left = (departures or Departures()).left
    records, faults = ChangedRecordRepository(), FaultRepository(clock)
    sender, compose = SmtpSender(hints.share), ComposeLetter(files, MimeComposer(), LargeContentRepository(clock))
    settings = server_settings(configured, box, proxy, clock)
    return Sending(
        advance=AdvanceRun(
            openings=OpeningRepository(runs),
            runs=runs,
            deliveries=deliveries,
            world=world,
            compose=compose,
            spills=SpillRepository(),
            records=records,
            keep=KeepSegment(
                runs=runs,
                deliveries=deliveries,
                records=records,
                segments=SegmentRepository(deliveries, outbox),
                clock=clock,
                atomically=atomically,
                hands=hands,
            ),
            hints=hints,
            clock=clock,
            left=left,
        ),
        attempt=AttemptDelivery(
            outbox=outbox,
            settings=settings,
            sender=sender,
            hints=hints,
            clock=clock,
            morning=morning,
            wait=lambda: asyncio.sleep(AFTER_TROUBLE),
            left=left,
            counters=counters,
        ),
        probe=ProbeConnection(
            outbox=outbox, settings=settings, sender=sender, hints=hints, clock=clock, morning=morning
        ),
        give_up={
            WorkKind.DELIVERY: GiveUpLetter(outbox, clock),
            WorkKind.RUN: GiveUpRun(
                runs=runs,
                deliveries=deliveries,
                work=work,
                faults=faults,
                hints=hints,
                clock=clock,
                atomically=atomically,
            ),
            WorkKind.PROBE: GiveUpProbe(work, faults, clock),
        },
        compose=compose,
        settings=settings,
        sender=sender,
    )
