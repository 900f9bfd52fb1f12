"""Turning the pages of the journal: by key, in the order of moments, whatever was made at the same one."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import pytest

from domain.journal.journal import EntryEdge, EntryPage, Group, JournalFilter, search_words
from domain.runs.run import RunStatus
from domain.runs.runs import NewRun
from storage import models
from storage.repositories import journal_pages
from storage.repositories.journal import JournalRepository
from tests.domain.deliveries.conftest import Office

JOURNAL = JournalRepository()
PAGE = 3

Line = tuple[int | None, int]


def lines(page: EntryPage) -> list[Line]:
    return [(entry.letter_id, entry.run_id) for entry in page.items]


async def run_without_letter(office: Office, turn: int, status: RunStatus = RunStatus.FAILED) -> int:
    (scenario,) = await office.configuration.scenarios()
    run, _ = await office.runs.begin(
        NewRun(office.record.id, 2, turn, 7, scenario, office.record.values, office.clock())
    )
    await office.runs.set_status(run.id, status, None)
    return run.id


async def busy_minutes(office: Office) -> None:
    """Several letters and runs without one at each of some moments."""
    for minute in range(4):
        for number in range(3):
            await office.letter()
            await run_without_letter(office, 2 * (3 * minute + number))
        office.clock.move(minutes=1)


async def all_pages(wanted: JournalFilter) -> list[EntryPage]:
    pages = [await JOURNAL.page(wanted, PAGE, None)]
    while (edge := pages[-1].older) is not None:
        pages.append(await JOURNAL.page(wanted, PAGE, edge))
    return pages


@pytest.mark.parametrize(
    "wanted",
    [JournalFilter(), JournalFilter(person_id=7), JournalFilter(group=Group.WAITING), JournalFilter(scenario_id=1)],
)
async def test_every_line_stands_on_one_page(office: Office, wanted: JournalFilter) -> None:
    await busy_minutes(office)
    whole = lines(await JOURNAL.page(wanted, 1_000, None))
    assert [line for page in await all_pages(wanted) for line in lines(page)] == whole
    assert len(whole) == len(set(whole)) == (12 if wanted.group else 24)


async def test_the_way_back_shows_the_same_pages(office: Office) -> None:
    await busy_minutes(office)
    pages = await all_pages(JournalFilter())
    assert pages[0].newer is None
    for before, after in pairwise(pages):
        assert after.newer is not None
        assert lines(await JOURNAL.page(JournalFilter(), PAGE, after.newer)) == lines(before)


async def test_what_is_made_meanwhile_moves_no_page(office: Office) -> None:
    await busy_minutes(office)
    whole = lines(await JOURNAL.page(JournalFilter(), 1_000, None))
    page, shown = await JOURNAL.page(JournalFilter(), PAGE, None), list[Line]()
    while True:
        shown += lines(page)
        if page.older is None:
            break
        await office.letter()
        page = await JOURNAL.page(JournalFilter(), PAGE, page.older)
    assert shown == whole


async def test_a_page_behind_a_made_up_line_is_the_first(office: Office) -> None:
    number = await office.letter()
    for is_run in (False, True):
        edge = EntryEdge(2**31 - 1, is_run=is_run, newer=is_run)
        assert lines(await JOURNAL.page(JournalFilter(), PAGE, edge)) == [(number, office.run_id)]


async def seldom_found(office: Office, numbers: Sequence[int]) -> None:
    await models.Delivery.filter(id__in=list(numbers)).update(search="редкое слово\n")


async def test_words_are_looked_for_in_so_many_letters_and_then_in_those_behind_them(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_pages, "LOOKED_AT", 5)
    numbers = []
    for _ in range(23):
        office.clock.move(minutes=1)
        numbers.append(await office.letter())
    wanted = JournalFilter(words=search_words("редкое"))
    await seldom_found(office, [numbers[0], numbers[1], numbers[20]])
    pages = await all_pages(wanted)
    assert [[entry.letter_id for entry in page.items] for page in pages] == [
        [numbers[20]],
        [],
        [],
        [],
        [numbers[1], numbers[0]],
    ]
    begun = office.clock() - timedelta(minutes=22)
    assert [page.looked_to and (page.looked_to - begun) // timedelta(minutes=1) for page in pages] == [
        18,
        13,
        8,
        3,
        None,
    ]


async def test_words_that_letters_of_one_moment_have_are_found_in_all_of_them(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_pages, "LOOKED_AT", 4)
    numbers = [await office.letter() for _ in range(11)]
    await seldom_found(office, numbers)
    found = [line for page in await all_pages(JournalFilter(words=("редкое",))) for line in lines(page)]
    assert [number for number, _ in found] == numbers[::-1]
