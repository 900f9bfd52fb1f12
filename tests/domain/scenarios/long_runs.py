"""Runs of any actions over a real database: begun, and advanced by what a worker uses."""

from typing import Any

from bot.workers.local_hints import LocalHints
from domain.clock import Clock
from domain.documents import Stored
from domain.large_contents import NothingPut
from domain.records.query_records import QueryRecords
from domain.runs.advance_run import AdvanceRun
from domain.runs.keep_segment import KeepSegment
from domain.runs.run import Run
from domain.runs.runs import NewRun
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.document import Scenario
from domain.scenarios.load_world import WorldLoader
from domain.work import Claim, WorkKind
from mail.compose import MimeComposer
from storage import models
from storage.repositories.accounts import AccountRepository
from storage.repositories.changed_records import ChangedRecordRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.files import FileRepository
from storage.repositories.openings import OpeningRepository
from storage.repositories.outbox import OutboxRepository
from storage.repositories.people import PersonRepository
from storage.repositories.record_finder import RecordFinder
from storage.repositories.runs import RunRepository
from storage.repositories.segments import SegmentRepository
from storage.repositories.spills import SpillRepository
from storage.repositories.template_grants import TemplateGrantRepository
from storage.transactions import atomically
from tests.domain.deliveries.conftest import LEASE, Office

FILL = {
    "change_variables": {
        "set": "n",
        "variables": {
            "To": {"Address": {"formula": "'a@firma.local'"}},
            "Subject": {"formula": "'x'"},
            "Body": {"formula": "'x'"},
        },
    }
}


def send(**fields: Any) -> dict[str, Any]:
    return {"send_message": {"connection": "smtp_connection", "route": "smtp_route", "variable": "n", **fields}}


def meddle(**fields: Any) -> dict[str, Any]:
    return {"meddle": fields}


def advance_run(runs: RunRepository, world: WorldLoader, clock: Clock) -> AdvanceRun:
    deliveries, records = DeliveryRepository(), ChangedRecordRepository()
    return AdvanceRun(
        openings=OpeningRepository(runs),
        runs=runs,
        deliveries=deliveries,
        world=world,
        compose=ComposeLetter(FileRepository(), MimeComposer(), NothingPut()),
        spills=SpillRepository(),
        records=records,
        keep=KeepSegment(
            runs=runs,
            deliveries=deliveries,
            records=records,
            segments=SegmentRepository(deliveries, OutboxRepository()),
            clock=clock,
            atomically=atomically,
        ),
        hints=LocalHints(),
        clock=clock,
    )


def advancing(office: Office) -> AdvanceRun:
    queries = QueryRecords(RecordFinder(), office.configuration, TemplateGrantRepository())
    world = WorldLoader(office.records, AccountRepository(), PersonRepository(), office.configuration, "UTC", queries)
    return advance_run(office.runs, world, office.clock)


async def begin(office: Office, *actions: dict[str, Any]) -> None:
    """Begin a run of these actions; it is the office's from now on."""
    (stored,) = await office.configuration.scenarios()
    document = Scenario.model_validate({**stored.document.stored(), "actions": list(actions)})
    await models.ScenarioRun.filter(id=office.run_id).update(due_at=None)
    turn = await models.ScenarioRun.all().count()
    values = {"Temauvedomleniya": "x", "Tekstuvedomleniya": "x"}
    new = NewRun(office.record.id, 1, turn, 7, Stored(stored.id, stored.revision, document), values, office.clock())
    run, _ = await office.runs.begin(new)
    office.run_id = run.id


async def claimed(office: Office) -> Claim:
    """Take the run."""
    (claim,) = await office.work.claim(WorkKind.RUN, office.clock(), LEASE)
    return claim


async def go_on(office: Office) -> Run:
    """Advance the run where it is due; return where it stands."""
    for claim in await office.work.claim(WorkKind.RUN, office.clock(), LEASE):
        await advancing(office)(claim)
    run = await office.runs.get(office.run_id)
    assert run is not None
    return run
