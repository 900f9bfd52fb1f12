"""Telling outcomes gives way to letters, and is still done a few times a second."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.workers.giving_way import REST, giving_way
from domain.work import Claim, WorkKind
from tests.domain.deliveries.conftest import LEASE, Office

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclass
class Reports:
    """Reports that are due, and a clock that the test moves."""

    due: list[int] = field(default_factory=list)
    letters_wait: bool = True
    now: float = 100.0

    async def take(self, limit: int) -> tuple[Sequence[tuple[Claim, int]], datetime | None]:
        taken, self.due = self.due[:limit], self.due[limit:]
        return [(Claim(WorkKind.REPORT, number, 1), number) for number in taken], None

    async def is_busy(self) -> bool:
        return self.letters_wait


async def test_what_is_ready_is_taken_and_what_comes_while_letters_wait_is_taken_together_a_moment_later() -> None:
    reports = Reports([1, 2, 3])
    take = giving_way(reports.take, reports.is_busy, lambda: NOON, lambda: reports.now)

    async def taken(limit: int = 10) -> list[int]:
        jobs, _ = await take(limit)
        return [job for _, job in jobs]

    assert [await taken(2), await taken(2)] == [[1, 2], [3]]
    reports.due = [4]
    jobs, wake_at = await take(10)
    assert (jobs, wake_at) == ([], NOON.replace(microsecond=round(REST * 1_000_000)))
    reports.due = [4, 5]
    reports.now += REST
    assert await taken() == [4, 5]


async def test_nothing_rests_where_no_letter_waits() -> None:
    reports = Reports([1], letters_wait=False)
    take = giving_way(reports.take, reports.is_busy, lambda: NOON, lambda: reports.now)
    await take(10)
    reports.due = [2]
    jobs, _ = await take(10)
    assert [job for _, job in jobs] == [2]


async def test_letters_and_runs_are_in_hand_while_somebody_works_on_them(office: Office) -> None:
    kinds = (WorkKind.RUN, WorkKind.DELIVERY)
    await office.letter()
    assert not await office.work.is_any_in_hand((WorkKind.DELIVERY,))
    taken = await office.take()
    assert await office.work.is_any_in_hand(kinds)
    await office.attempt(taken)
    assert not await office.work.is_any_in_hand((WorkKind.DELIVERY,))
    assert await office.work.claim(WorkKind.RUN, office.clock(), LEASE, 1)
    assert await office.work.is_any_in_hand(kinds)
