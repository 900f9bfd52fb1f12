"""A press's run is born claimed where a worker of the same process advances it, and is left for others elsewhere."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from domain.deliveries.holding import Holding
from domain.runs.departures import Departures
from domain.runs.runs import NewRun
from domain.work import Claim, WorkKind
from storage import models
from storage.repositories.holding import HoldingRepository
from tests.domain.deliveries.conftest import LEASE, Office


async def new_run(office: Office, turn: int) -> NewRun:
    (stored,) = await office.configuration.scenarios()
    return NewRun(office.record.id, 1, turn, 7, stored, office.record.values, office.clock())


async def claimable(office: Office) -> list[Claim]:
    await models.ScenarioRun.filter(id=office.run_id).update(due_at=None)
    return await office.work.claim(WorkKind.RUN, office.clock(), LEASE, 10)


async def test_nobody_else_claims_it_before_its_lease_ends(office: Office) -> None:
    run, claim = await office.runs.begin(await new_run(office, 1), LEASE)
    assert claim is not None
    assert claim.id == run.id
    assert await claimable(office) == []
    office.clock.move(minutes=3)
    (late,) = await claimable(office)
    assert (late.id, late.token, late.tries) == (run.id, claim.token + 1, 2)


async def test_its_claim_is_good_for_giving_it_back(office: Office) -> None:
    _, claim = await office.runs.begin(await new_run(office, 1), LEASE)
    assert claim is not None
    assert await office.work.release(claim, office.clock())
    assert len(await claimable(office)) == 1


async def test_a_start_after_a_crash_frees_it(office: Office) -> None:
    run, _ = await office.runs.begin(await new_run(office, 1), LEASE)
    await office.work.release_all()
    assert [item.id for item in await claimable(office)] == [run.id]


async def test_without_a_lease_it_is_for_whoever_claims_it(office: Office) -> None:
    run, claim = await office.runs.begin(await new_run(office, 1))
    assert claim is None
    assert [item.id for item in await claimable(office)] == [run.id]


async def test_one_that_can_be_undone_is_not_claimed_before_it_is_due(office: Office) -> None:
    new = await new_run(office, 1)
    _, claim = await office.runs.begin(replace(new, due_at=new.now + timedelta(seconds=10)), LEASE)
    assert claim is None


async def test_nothing_is_claimed_while_everything_is_held_back(office: Office) -> None:
    await HoldingRepository().change(Holding(1, office.clock(), 8), office.clock())
    _, claim = await office.runs.begin(await new_run(office, 1), LEASE)
    assert claim is None


async def test_a_card_waits_for_a_letter_that_leaves() -> None:
    departures, ended = Departures(at_most=60), list[str]()
    async with asyncio.TaskGroup() as group:

        async def wait() -> None:
            await departures.wait(5)
            ended.append("drawn")

        group.create_task(wait())
        await asyncio.sleep(0)
        departures.left(4)
        assert ended == []
        departures.left(5)
    assert ended == ["drawn"]


async def test_a_card_does_not_wait_for_long() -> None:
    await Departures(at_most=0).wait(5)
