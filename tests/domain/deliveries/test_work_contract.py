"""The port of work: whatever gives out rows must pass these. Another adapter is put into `ADAPTERS`."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.workers.local_hints import LocalHints
from domain.deliveries.holding import Holding
from domain.work import Claim, LostClaim, Work, WorkKind
from storage.repositories.holding import HoldingRepository
from storage.repositories.work import WorkRepository
from tests.domain.deliveries.conftest import LEASE, Office

KIND = WorkKind.DELIVERY
ADAPTERS: tuple[Callable[[], Work], ...] = (WorkRepository,)


@pytest.fixture(params=ADAPTERS, ids=lambda adapter: adapter.__name__)
def work(request: pytest.FixtureRequest) -> Work:
    made: Work = request.param()
    return made


async def one(work: Work, office: Office) -> Claim:
    (claim,) = await work.claim(KIND, office.clock(), LEASE)
    return claim


async def test_a_row_that_is_due_is_claimed_once(office: Office, work: Work) -> None:
    number = await office.letter()
    assert (await one(work, office)).id == number
    assert await work.claim(KIND, office.clock(), LEASE) == []


async def test_a_row_is_not_claimed_before_it_is_due(office: Office, work: Work) -> None:
    await office.letter()
    assert await work.claim(KIND, office.clock() - timedelta(seconds=1), LEASE) == []


async def test_the_rows_that_have_been_due_longest_go_first(office: Office, work: Work) -> None:
    numbers = []
    for _ in range(3):
        numbers.append(await office.letter())
        office.clock.move(seconds=1)
    assert [claim.id for claim in await work.claim(KIND, office.clock(), LEASE, limit=2)] == numbers[:2]


async def test_a_row_whose_lease_has_ended_is_claimed_by_another_worker_under_a_higher_token(
    office: Office, work: Work
) -> None:
    await office.letter()
    old = await one(work, office)
    office.clock.move(minutes=3)
    assert (await one(work, office)).token > old.token


async def test_a_worker_past_its_lease_can_neither_renew_nor_release_nor_pass_the_fence(
    office: Office, work: Work
) -> None:
    await office.letter()
    old = await one(work, office)
    office.clock.move(minutes=3)
    new = await one(work, office)
    assert await work.renew([old], office.clock(), LEASE) == 0
    assert not await work.release(old, office.clock())
    with pytest.raises(LostClaim):
        await work.fence(old)
    await work.fence(new)


async def test_a_renewed_lease_holds(office: Office, work: Work) -> None:
    await office.letter()
    claim = await one(work, office)
    office.clock.move(minutes=1)
    assert await work.renew([claim], office.clock(), LEASE) == 1
    office.clock.move(seconds=90)
    assert await work.claim(KIND, office.clock(), LEASE) == []
    await work.fence(claim)


@pytest.mark.parametrize("seconds", [-60, -5, 5, 60])
async def test_a_row_is_ones_alone_though_anothers_clock_is_seconds_off(
    office: Office, work: Work, seconds: int
) -> None:
    await office.letter()
    claim = await one(work, office)
    theirs = timedelta(seconds=seconds)
    for _ in range(3):
        assert await work.claim(KIND, office.clock() + theirs, LEASE) == []
        office.clock.move(seconds=40)
        assert await work.renew([claim], office.clock(), LEASE) == 1


async def test_what_is_let_go_is_anothers_at_once_and_counts_as_a_try(office: Office, work: Work) -> None:
    await office.letter()
    old = await one(work, office)
    assert await work.let_go([old]) == 1
    new = await one(work, office)
    assert (new.token, new.tries) == (old.token + 1, old.tries + 1)


async def test_nobody_lets_go_what_another_has_in_hand(office: Office, work: Work) -> None:
    await office.letter()
    old = await one(work, office)
    office.clock.move(minutes=3)
    new = await one(work, office)
    assert await work.let_go([old]) == 0
    assert await work.claim(KIND, office.clock(), LEASE) == []
    await work.fence(new)


async def test_what_was_let_go_or_given_back_is_not_let_go_again(office: Office, work: Work) -> None:
    await office.letter()
    claim = await one(work, office)
    await work.let_go([claim])
    assert await work.let_go([claim]) == 0
    assert await work.renew([claim], office.clock(), LEASE) == 0


async def test_a_lease_that_was_given_back_is_not_renewed(office: Office, work: Work) -> None:
    await office.letter()
    claim = await one(work, office)
    await work.release(claim, None)
    assert await work.renew([claim], office.clock(), LEASE) == 0


@pytest.mark.parametrize("again", ["release", "put_off"])
async def test_what_was_given_back_is_not_given_back_again_for_another_time(
    office: Office, work: Work, again: str
) -> None:
    """Whoever does not hear that it was committed tries to, and would begin what has ended."""
    await office.letter()
    claim = await one(work, office)
    await work.release(claim, None)
    assert not await getattr(work, again)(claim, office.clock())
    assert await work.claim(KIND, office.clock(), LEASE) == []


async def test_a_released_row_is_due_when_it_was_said(office: Office, work: Work) -> None:
    await office.letter()
    assert await work.release(await one(work, office), office.clock() + timedelta(minutes=5))
    office.clock.move(minutes=4)
    assert await work.claim(KIND, office.clock(), LEASE) == []
    office.clock.move(minutes=1)
    await one(work, office)


async def test_a_row_released_for_good_is_never_due_by_itself(office: Office, work: Work) -> None:
    await office.letter()
    assert await work.release(await one(work, office), None)
    office.clock.move(days=365)
    assert await work.claim(KIND, office.clock(), LEASE) == []
    assert await work.next_due(KIND) is None


async def test_the_next_due_time_is_that_of_a_free_row_or_the_end_of_a_lease(office: Office, work: Work) -> None:
    await office.letter()
    assert await work.next_due(KIND) == office.clock()
    await one(work, office)
    assert await work.next_due(KIND) == office.clock() + LEASE


async def test_of_ten_workers_that_claim_at_once_one_gets_the_row(office: Office, work: Work) -> None:
    await office.letter()
    claims = await asyncio.gather(*(work.claim(KIND, office.clock(), LEASE) for _ in range(10)))
    assert sum(len(some) for some in claims) == 1


async def test_the_only_worker_of_a_database_ends_every_lease_at_its_start(office: Office, work: Work) -> None:
    for _ in range(2):
        await office.letter()
    assert len(await work.claim(KIND, office.clock(), LEASE, limit=2)) == 2
    assert await work.release_all() == 2
    await one(work, office)


async def test_leases_of_other_kinds_stay(office: Office, work: Work) -> None:
    await office.letter()
    claim = await one(work, office)
    assert await work.release_all((WorkKind.REPORT, WorkKind.NOTICE)) == 0
    assert await work.claim(KIND, office.clock(), LEASE) == []
    await work.fence(claim)


async def test_a_row_that_a_wrong_clock_put_off_for_a_year_is_due_when_the_clock_is_right_again(
    office: Office, work: Work
) -> None:
    office.clock.move(days=365)
    await office.letter()
    claim = await one(work, office)
    await work.release(claim, office.clock() + timedelta(minutes=5))
    office.clock.move(days=-365)
    await one(work, office)


async def test_a_lease_that_a_wrong_clock_gave_for_a_year_does_not_hold_the_row(office: Office, work: Work) -> None:
    office.clock.move(days=365)
    await office.letter()
    await one(work, office)
    office.clock.move(days=-365)
    await one(work, office)


@pytest.mark.parametrize("hints", [0, 1, 3], ids=["lost", "single", "doubled"])
async def test_however_many_hints_come_the_row_is_claimed_once(office: Office, work: Work, hints: int) -> None:
    await office.letter()
    events = LocalHints()
    for _ in range(hints):
        events.wake(KIND)
    await events.wait(KIND, 0.001)
    claims = [await work.claim(KIND, office.clock(), LEASE) for _ in range(3)]
    assert [len(some) for some in claims] == [1, 0, 0]


async def test_a_stale_hint_for_a_row_that_is_done_finds_nothing(office: Office, work: Work) -> None:
    await office.letter()
    await work.release(await one(work, office), None)
    LocalHints().wake(KIND)
    assert await work.claim(KIND, office.clock(), LEASE) == []


@pytest.mark.parametrize("kind", [WorkKind.DELIVERY, WorkKind.RUN])
async def test_no_letter_and_no_run_is_given_out_while_everything_is_held_back(
    office: Office, work: Work, kind: WorkKind
) -> None:
    await office.letter()
    await HoldingRepository().change(Holding(1, office.clock(), 8), office.clock())
    assert await work.claim(kind, office.clock(), LEASE) == []
    assert await work.next_due(kind) is None
    await HoldingRepository().change(Holding(2, None, 8), office.clock())
    assert len(await work.claim(kind, office.clock(), LEASE)) == 1


async def test_what_is_told_is_given_out_while_everything_is_held_back(office: Office, work: Work) -> None:
    await office.letter()
    await HoldingRepository().change(Holding(1, office.clock(), 8), office.clock())
    assert len(await work.claim(WorkKind.REPORT, office.clock(), LEASE)) == 1


async def test_a_row_that_is_in_hand_when_everything_is_held_back_is_nobodys_any_more(
    office: Office, work: Work
) -> None:
    (claim,) = await work.claim(WorkKind.RUN, office.clock(), LEASE)
    await HoldingRepository().change(Holding(1, office.clock(), 8), office.clock())
    assert await work.renew([claim], office.clock(), LEASE) == 0
    with pytest.raises(LostClaim):
        await work.fence(claim)
