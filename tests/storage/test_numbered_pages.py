"""Lists by numbers: whatever is listed, pages forth and back show each row once, also when rows come meanwhile."""

from collections.abc import Awaitable, Callable, Mapping
from itertools import count, pairwise
from typing import Any

import pytest

from domain.audit import Act, Actor, Audit, AuditEntry, AuditFilter, Kind
from domain.paging import NumberEdge, NumberedPage, Place
from storage import models
from storage.repositories.audit import AuditRepository
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.record_search import RecordSearchRepository
from storage.repositories.records import RecordRepository
from tests.domain.deliveries.conftest import Office

PAGE = 3

Fetch = Callable[[NumberEdge | None], Awaitable[NumberedPage[Any]]]
Make = Callable[[], Awaitable[object]]


async def letters(office: Office) -> tuple[Make, Fetch]:
    return office.letter, lambda edge: DeliveryRepository().page_of_run(office.run_id, (), PAGE, edge)


async def acts(office: Office) -> tuple[Make, Fetch]:
    audit: Audit = AuditRepository()
    numbers = count(1)

    async def make() -> None:
        await audit.note(AuditEntry(office.clock(), Actor(7), Act.CHANGED, Kind.ROUTE, next(numbers)))

    return make, lambda edge: audit.page(AuditFilter(kind=Kind.ROUTE), PAGE, edge)


async def versions(office: Office) -> tuple[Make, Fetch]:
    ports = iter(range(1_000, 2_000))
    (stored,) = await office.configuration.connections()

    async def make() -> None:
        await office.change_connection(port=next(ports))

    async def fetch(edge: NumberEdge | None) -> NumberedPage[Any]:
        return await office.configuration.versions("connections", stored.id, PAGE, edge)

    return make, fetch


async def records(office: Office) -> tuple[Make, Fetch]:
    template = office.record.template_id

    async def make() -> None:
        made = await RecordRepository().add(template, 7, {}, office.clock())
        await models.Record.filter(id=made.id).update(revision=2)

    return make, lambda edge: RecordRepository().of_template(template, PAGE, edge)


async def choices(office: Office) -> tuple[Make, Fetch]:
    template, search = office.record.template_id, RecordSearchRepository()

    async def make() -> None:
        made = await RecordRepository().add(template, 7, {}, office.clock())
        await models.Record.filter(id=made.id).update(revision=2, saved_at=office.clock())

    return make, lambda edge: search.of_template(template, None, (), {}, PAGE, Place(edge))


LISTS: Mapping[str, Callable[[Office], Awaitable[tuple[Make, Fetch]]]] = {
    "letters of a run": letters,
    "acts of the trail": acts,
    "versions of an object": versions,
    "records of a template": records,
    "records to choose from": choices,
}


@pytest.mark.parametrize("of", LISTS)
async def test_pages_forth_and_back_show_each_row_once(office: Office, of: str) -> None:
    make, fetch = await LISTS[of](office)
    for _ in range(2 * PAGE + 1):
        await make()
    pages = [await fetch(None)]
    while (edge := pages[-1].older) is not None:
        await make()
        pages.append(await fetch(edge))
        if len(pages) > 8:
            break
    shown = [row for page in pages for row in page.items]
    assert len(shown) == len({str(row) for row in shown}) >= 2 * PAGE + 1
    assert all(len(page.items) == PAGE for page in pages[:-1])
    for before, after in pairwise(pages):
        assert after.newer is not None
        back = await fetch(after.newer)
        assert list(back.items) == list(before.items)
    assert pages[0].newer is None


@pytest.mark.parametrize("of", LISTS)
async def test_nothing_is_behind_the_last_row_and_the_way_back_leads_to_it(office: Office, of: str) -> None:
    make, fetch = await LISTS[of](office)
    await make()
    page = await fetch(None)
    while page.older is not None:
        page = await fetch(page.older)
    forth = of == "letters of a run"
    beyond = NumberEdge(2**31 - 1 if forth else 0)
    assert await fetch(beyond) == NumberedPage()
    assert (await fetch(NumberEdge(beyond.number, newer=True))).items[-1] == page.items[-1]
