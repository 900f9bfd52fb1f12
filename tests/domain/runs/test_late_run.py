"""A worker that is late with a segment of a run: somebody else has the run, and only one may write its letters."""

from datetime import timedelta

import pytest

from bot.workers.worker import LocalHints
from domain.runs.advance_run import AdvanceRun
from domain.runs.run import RunStatus
from domain.scenarios.compose_letter import ComposeLetter
from domain.scenarios.load_world import WorldLoader
from domain.work import LostClaim, WorkKind
from mail.compose import MimeComposer
from storage.repositories.accounts import AccountRepository
from storage.repositories.changed_records import ChangedRecordRepository
from storage.repositories.files import FileRepository
from storage.repositories.people import PersonRepository
from storage.repositories.spills import SpillRepository
from storage.transactions import atomically
from tests.domain.deliveries.conftest import LEASE, Office


async def test_a_segment_whose_run_somebody_else_has_by_now_writes_nothing(office: Office) -> None:
    await office.runs.set_status(office.run_id, RunStatus.RUNNING, None)
    advance = AdvanceRun(
        runs=office.runs,
        deliveries=office.deliveries,
        world=WorldLoader(office.records, AccountRepository(), PersonRepository(), office.configuration, "UTC"),
        compose=ComposeLetter(FileRepository(), MimeComposer()),
        spills=SpillRepository(),
        records=ChangedRecordRepository(),
        hints=LocalHints(),
        clock=office.clock,
        atomically=atomically,
    )
    (late,) = await office.work.claim(WorkKind.RUN, office.clock(), LEASE)
    office.clock.now += LEASE + timedelta(seconds=1)
    (newer,) = await office.work.claim(WorkKind.RUN, office.clock(), LEASE)
    before = await office.runs.get(office.run_id)
    with pytest.raises(LostClaim):
        await advance(late)
    assert await office.runs.get(office.run_id) == before
    await advance(newer)
    assert await office.runs.get(office.run_id) != before
