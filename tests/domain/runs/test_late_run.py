"""A worker that is late with a segment of a run: somebody else has the run, and only one may write its letters."""

from datetime import timedelta

import pytest

from domain.runs.run import RunStatus
from domain.work import LostClaim, WorkKind
from tests.domain.deliveries.conftest import LEASE, Office
from tests.domain.scenarios.long_runs import advancing


async def test_a_segment_whose_run_somebody_else_has_by_now_writes_nothing(office: Office) -> None:
    await office.runs.set_status(office.run_id, RunStatus.RUNNING, None)
    advance = advancing(office)
    (late,) = await office.work.claim(WorkKind.RUN, office.clock(), LEASE)
    office.clock.now += LEASE + timedelta(seconds=1)
    (newer,) = await office.work.claim(WorkKind.RUN, office.clock(), LEASE)
    before = await office.runs.get(office.run_id)
    with pytest.raises(LostClaim):
        await advance(late)
    assert await office.runs.get(office.run_id) == before
    await advance(newer)
    assert await office.runs.get(office.run_id) != before
