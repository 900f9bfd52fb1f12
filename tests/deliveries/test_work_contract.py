"""The port of work: another adapter must pass these as well."""

from datetime import timedelta

import pytest

from domain.work import LostClaim, WorkKind
from storage.repositories.work import WorkRepository
from tests.deliveries.conftest import LEASE, Office

KIND = WorkKind.DELIVERY


async def test_a_row_that_is_due_is_claimed_once(office: Office) -> None:
    number = await office.letter()
    claim = await office.work.claim(KIND, office.clock(), LEASE)
    assert claim is not None
    assert claim.id == number
    assert await office.work.claim(KIND, office.clock(), LEASE) is None


async def test_a_row_is_not_claimed_before_it_is_due(office: Office) -> None:
    await office.letter()
    assert await office.work.claim(KIND, office.clock() - timedelta(seconds=1), LEASE) is None


async def test_the_row_that_has_been_due_longest_goes_first(office: Office) -> None:
    first = await office.letter()
    office.clock.move(seconds=1)
    second = await office.letter()
    claims = [await office.work.claim(KIND, office.clock(), LEASE) for _ in range(2)]
    assert [claim.id for claim in claims if claim] == [first, second]


async def test_a_row_whose_lease_has_ended_is_claimed_by_another_worker_under_a_higher_token(office: Office) -> None:
    await office.letter()
    old = await office.claim()
    office.clock.move(minutes=3)
    new = await WorkRepository().claim(KIND, office.clock(), LEASE)
    assert new is not None
    assert new.token > old.token


async def test_a_worker_past_its_lease_can_neither_renew_nor_release_nor_pass_the_fence(office: Office) -> None:
    await office.letter()
    old = await office.claim()
    office.clock.move(minutes=3)
    await office.claim()
    assert not await office.work.renew(old, office.clock(), LEASE)
    assert not await office.work.release(old, office.clock())
    with pytest.raises(LostClaim):
        await office.work.fence(old)


async def test_a_renewed_lease_holds(office: Office) -> None:
    await office.letter()
    claim = await office.claim()
    office.clock.move(minutes=1)
    assert await office.work.renew(claim, office.clock(), LEASE)
    office.clock.move(seconds=90)
    assert await office.work.claim(KIND, office.clock(), LEASE) is None
    await office.work.fence(claim)


async def test_a_released_row_is_due_when_it_was_said(office: Office) -> None:
    await office.letter()
    claim = await office.claim()
    assert await office.work.release(claim, office.clock() + timedelta(minutes=5))
    assert await office.work.claim(KIND, office.clock() + timedelta(minutes=4), LEASE) is None
    assert await office.work.claim(KIND, office.clock() + timedelta(minutes=5), LEASE) is not None


async def test_a_row_released_for_good_is_never_due_by_itself(office: Office) -> None:
    await office.letter()
    assert await office.work.release(await office.claim(), None)
    assert await office.work.claim(KIND, office.clock() + timedelta(days=365), LEASE) is None
    assert await office.work.next_due(KIND) is None


async def test_the_next_due_time_is_that_of_a_free_row_or_the_end_of_a_lease(office: Office) -> None:
    await office.letter()
    assert await office.work.next_due(KIND) == office.clock()
    await office.claim()
    assert await office.work.next_due(KIND) == office.clock() + LEASE


async def test_of_ten_workers_that_claim_at_once_one_gets_the_row(office: Office) -> None:
    import asyncio

    await office.letter()
    claims = await asyncio.gather(*(WorkRepository().claim(KIND, office.clock(), LEASE) for _ in range(10)))
    assert sum(claim is not None for claim in claims) == 1


async def test_the_only_worker_of_a_database_ends_every_lease_at_its_start(office: Office) -> None:
    await office.letter()
    await office.letter()
    await office.claim()
    await office.claim()
    assert await office.work.release_all() == 2
    assert await office.work.claim(KIND, office.clock(), LEASE) is not None
