"""A person's lists a page at a time, while records come, change and go."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from domain.paging import MOST_COUNTED, Edge
from domain.records.listing import RecordPage
from domain.records.record import Status
from storage import models
from storage.repositories.record_lists import RecordListRepository
from storage.repositories.records import RecordRepository
from tests.domain.deliveries.conftest import Office, ToldSender, open_office

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PAGE = 4


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:
        await models.Record.all().update(deleted_at=MORNING)  # the office's own, which stands in no list
        yield office


async def made(office: Office, minute: int, status: Status = Status.SENT, count: int = 1) -> list[int]:
    """Make records that were changed at the same minute; return their numbers."""
    moment = MORNING + timedelta(minutes=minute)
    before = await models.Record.all().count()
    common = {"creator_id": 7, "values": {}, "revision": 2, "created_at": moment, "modified_at": moment}
    template = office.record.template_id
    await models.Record.bulk_create(
        [models.Record(**common, template_id=template, saved_at=moment, status=status) for _ in range(count)]
    )
    return list(await models.Record.all().order_by("id").offset(before).values_list("id", flat=True))


async def whole(statuses: tuple[Status, ...] = ()) -> list[int]:
    """Turn pages from the first to the last; return what they showed."""
    shown: list[int] = []
    edge: Edge | None = None
    while True:
        page = await RecordListRepository().page(7, statuses, PAGE, edge)
        shown += numbers(page)
        if page.older is None:
            return shown
        edge = page.older


def numbers(page: RecordPage) -> list[int]:
    return [item.id for item in page.items]


async def test_pages_show_everything_once_newest_first_whatever_was_changed_together(office: Office) -> None:
    all_of_them = [number for minute in (3, 1, 2) for number in await made(office, minute, count=7)]
    rows = await models.Record.filter(id__in=all_of_them).order_by("-modified_at", "-id").values_list("id", flat=True)
    assert await whole() == list(rows)


async def test_some_statuses_stand_together_by_newest(office: Office) -> None:
    failed = await made(office, 1, Status.FAILED, 5)
    sent = await made(office, 2, Status.SENT, 5)
    uncertain = await made(office, 3, Status.UNCERTAIN, 5)
    assert await whole((Status.FAILED, Status.UNCERTAIN)) == uncertain[::-1] + failed[::-1]
    assert await whole((Status.SENT,)) == sent[::-1]


async def test_the_way_back_shows_the_same_pages(office: Office) -> None:
    await made(office, 1, count=3 * PAGE + 1)
    lists = RecordListRepository()
    pages = [await lists.page(7, (), PAGE, None)]
    while (edge := pages[-1].older) is not None:
        pages.append(await lists.page(7, (), PAGE, edge))
    assert [len(page.items) for page in pages] == [PAGE, PAGE, PAGE, 1]
    assert pages[0].newer is None
    for before, after in pairwise(pages):
        assert after.newer is not None
        assert numbers(await lists.page(7, (), PAGE, after.newer)) == numbers(before)


@pytest.mark.parametrize("seed", range(8))
async def test_what_comes_and_goes_meanwhile_is_neither_shown_twice_nor_passed_over(office: Office, seed: int) -> None:
    random = Random(seed)
    there = [number for minute in range(3) for number in await made(office, minute, count=6)]
    stay = set(there)
    shown: list[int] = []
    edge: Edge | None = None
    while True:
        page = await RecordListRepository().page(7, (), PAGE, edge)
        shown += numbers(page)
        if page.older is None:
            break
        edge = page.older
        # The very rows at the edge are among those that go.
        for gone in {numbers(page)[-1], random.choice(there)}:
            stay.discard(gone)
            if random.random() < 0.5:
                await RecordRepository().erase(gone)
            else:
                await RecordRepository().delete(gone, MORNING)
        await made(office, 60 + random.randrange(5), count=3)
    assert len(set(shown)) == len(shown)
    assert stay <= set(shown) <= set(there)


async def test_deleted_records_are_listed_by_when_they_were_deleted_and_may_be_taken_back(office: Office) -> None:
    records, lists = RecordRepository(), RecordListRepository()
    gone = await made(office, 1, count=2 * PAGE)
    for minute, number in enumerate(gone):
        await records.delete(number, MORNING + timedelta(minutes=minute))
    first = await lists.deleted(7, PAGE, None)
    assert numbers(first) == gone[::-1][:PAGE]
    for number in numbers(first):
        await records.take_back(number)
    assert first.older is not None
    second = await lists.deleted(7, PAGE, first.older)
    assert numbers(second) == gone[::-1][PAGE:]
    assert (second.older, (await lists.counts(7)).deleted) == (None, PAGE)
    assert (await lists.deleted(8, PAGE, None)).items == ()


async def test_counts_go_no_further_than_one_more_than_are_told(office: Office) -> None:
    await made(office, 1, Status.SENT, MOST_COUNTED + 50)
    await made(office, 1, Status.FAILED, 3)
    (archived,) = await made(office, 1, Status.SENT)
    await models.Record.filter(id=archived).update(disabled=True)
    counts = await RecordListRepository().counts(7)
    assert (counts.by_status, counts.archived) == ({"sent": MOST_COUNTED + 1, "failed": 3}, 1)
