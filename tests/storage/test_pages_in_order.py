"""Lists that are sorted by names and days: each line once forth and back, whoever comes and goes, at the same cost."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from domain.access.access_requests import RequestState
from domain.access.invitations import NewInvitation
from domain.paging import NumberEdge, NumberedPage
from domain.people import Role
from storage import keyset, models
from storage.repositories.access_requests import AccessRequestRepository
from storage.repositories.first_steps import MilestoneRepository
from storage.repositories.invitations import InvitationRepository
from storage.repositories.journal import JournalRepository
from storage.repositories.people import PersonRepository
from tests.costs import steps_of
from tests.databases import opened

PAGE = 3
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PEOPLE, JOURNAL = PersonRepository(), JournalRepository()
REQUESTS, LINKS = AccessRequestRepository(), InvitationRepository()
LARGE = 2**52 - 1
"""The largest number that somebody can have: theirs are no 32 bits."""


Fetch = Callable[[int, NumberEdge | None], Awaitable[NumberedPage[Any]]]


@dataclass(frozen=True, slots=True)
class List:
    """A list of what has a number; `make` is told the place of a new one in it, `middle` is one among many."""

    make: Callable[[int, int], Awaitable[int]]
    take_away: Callable[[int], Awaitable[object]]
    page: Fetch
    number: Callable[[Any], int]
    middle: int


async def person(place: int, of_all: int) -> int:
    number = LARGE - of_all
    await PEOPLE.let_in(number, Role.ADMIN if place < 10 else Role.STAFF, f"{place:03} Ёлкина")
    return number


async def request(place: int, of_all: int) -> int:
    made = await REQUESTS.add(LARGE - of_all, f"{place:03} Ёлкина", None, NOON + timedelta(minutes=of_all))
    return made.id


async def link(place: int, of_all: int) -> int:
    ends = NOON + timedelta(minutes=place)
    return await LINKS.add(NewInvitation(f"hash {of_all}", Role.STAFF, 7, NOON, ends))


async def answer(number: int) -> None:
    await REQUESTS.decide(number, RequestState.DECLINED, 7, NOON)


async def take_back(number: int) -> None:
    await LINKS.revoke(number, NOON)


def people(page: Fetch, number: Callable[[Any], int]) -> List:
    return List(person, PEOPLE.remove, page, number, middle=10_752)


LISTS: Mapping[str, List] = {
    "people": people(lambda most, edge: PEOPLE.page("", most, edge), lambda one: one.telegram_id),
    "people who are found": people(lambda most, edge: PEOPLE.page("ёлк", most, edge), lambda one: one.telegram_id),
    "whose letters": people(lambda most, edge: JOURNAL.people("", most, edge), lambda one: one[0]),
    "whose letters, found": people(lambda most, edge: JOURNAL.people("елк", most, edge), lambda one: one[0]),
    "requests": List(request, answer, lambda most, edge: REQUESTS.page("", most, edge), lambda one: one.id, 750),
    "requests that are found": List(
        request, answer, lambda most, edge: REQUESTS.page("елк", most, edge), lambda one: one.id, 750
    ),
    "links": List(link, take_back, lambda most, edge: LINKS.page(NOON, most, edge), lambda one: one.id, 50),
}
SEARCHES = ("people who are found", "whose letters, found", "requests that are found")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[None]:
    async with opened(tmp_path / "gonets.db"):
        yield


async def turned(of: List, edge: NumberEdge | None, way: str) -> AsyncIterator[tuple[list[int], NumberedPage[Any]]]:
    """Press the same button until there is none."""
    for _ in range(100):
        page = await of.page(PAGE, edge)
        yield [of.number(one) for one in page.items], page
        edge = page.newer if way == "back" else page.older
        if edge is None:
            return
    pytest.fail("the list does not end")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("few_at_once", [False, True])
@pytest.mark.usefixtures("database")
async def test_each_line_is_shown_once_forth_and_back_whoever_comes_and_goes_above(
    monkeypatch: pytest.MonkeyPatch, name: str, few_at_once: bool
) -> None:
    if few_at_once:
        monkeypatch.setattr(keyset, "A_BATCH", 2)
        monkeypatch.setattr(keyset, "LOOKED_AT", 4)
    of, made = LISTS[name], 0
    stay = []
    for place in range(20, 20 + 4 * PAGE + 1):
        made += 1
        stay.append(await of.make(place, made))
    gone: set[int] = set()
    forth: list[int] = []
    async for numbers, page in turned(of, None, "forth"):
        forth += numbers
        last = page
        made += 1
        await of.make(5 + made % 2 * 7, made)  # above: a request alone comes last
        if numbers:
            gone.add(numbers[-1])  # that very line behind which the next page begins
            await of.take_away(numbers[-1])
    assert sorted(set(forth)) == sorted(forth)
    assert set(stay) <= set(forth)
    assert [number for number in forth if number in stay] == stay
    back: list[int] = []
    if last.newer is not None:
        async for numbers, page in turned(of, last.newer, "back"):
            back = [*numbers, *back]
            first = page
        assert not first.partly
    assert sorted(set(back)) == sorted(back)
    kept = stay if name.startswith("whose") else [number for number in stay if number not in gone]
    shown_last = [of.number(one) for one in last.items]
    assert [number for number in back if number in stay] == [number for number in kept if number not in shown_last]


@pytest.mark.parametrize("name", SEARCHES)
@pytest.mark.usefixtures("database")
async def test_a_search_that_finds_nobody_says_how_far_it_looked_and_goes_on(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(keyset, "A_BATCH", 2)
    monkeypatch.setattr(keyset, "LOOKED_AT", 4)
    of = LISTS[name]
    for number in range(1, 10):
        await PEOPLE.let_in(number, Role.STAFF, f"{number:03} Иванов")
        await REQUESTS.add(number, f"{number:03} Иванов", None, NOON)
    wanted = await of.make(100, 1)
    pages = [page async for page in turned(of, None, "forth")]
    assert [numbers for numbers, _ in pages] == [[], [], [wanted]]
    assert [page.partly for _, page in pages] == [True, True, False]
    assert [page.is_there for _, page in pages] == [True] * 3


@pytest.mark.usefixtures("database")
async def test_words_of_which_nothing_is_left_find_nobody() -> None:
    for name in SEARCHES:
        await LISTS[name].make(1, 1)
    pages = [await PEOPLE.page("!", 3, None), await REQUESTS.page("«»", 3, None)]
    assert pages == [NumberedPage(), NumberedPage()]


FEW, MANY = 1_500, 6_000


async def grow(first: int, last: int) -> None:
    """Have so many people, strangers and links of each kind: open ones, and as many that are of the past."""
    made = range(first, last)
    await models.Person.bulk_create(
        models.Person(
            telegram_id=10_000 + number,
            name=f"Иванов {number:05}",
            role=Role.STAFF if number % 10 or number > 500 else Role.ADMIN,
            active=number % 2 == 0,
            created_at=NOON,
        )
        for number in made
    )
    await models.AccessRequest.bulk_create(
        models.AccessRequest(
            telegram_id=10_000 + number,
            name=f"Иванов {number:05}",
            state=RequestState.OPEN if number % 2 else RequestState.DECLINED,
            asked_at=NOON - timedelta(days=number),
        )
        for number in made
    )
    await models.Invitation.bulk_create(
        models.Invitation(
            code_hash=str(number),
            role=Role.STAFF,
            created_at=NOON,
            expires_at=NOON + timedelta(minutes=number if number < 100 else -number),
        )
        for number in made
    )


def looks() -> Mapping[str, Callable[[], Awaitable[object]]]:
    pages = {
        f"{name}: {where}": partial(of.page, 10, edge)
        for name, of in LISTS.items()
        for where, edge in {
            "the first page": None,
            "a page behind": NumberEdge(of.middle),
            "a page before": NumberEdge(of.middle, newer=True),
        }.items()
    }
    return {
        **pages,
        "a word that none has: people": lambda: PEOPLE.page("неттакого", 10, None),
        "a word that none has: requests": lambda: REQUESTS.page("неттакого", 10, None),
        "a word that none has: whose letters": lambda: JOURNAL.people("неттакого", 10, None),
        "how many people": PEOPLE.count,
        "the administrators": PEOPLE.administrators,
        "whether others were let in": MilestoneRepository().somebody_invited,
        "who is an account": lambda: PEOPLE.of_accounts([5]),
        "how many wait": REQUESTS.waiting,
        "how many asked lately": lambda: REQUESTS.count_since(NOON - timedelta(hours=1)),
        "how many links": lambda: LINKS.usable(NOON),
    }


@pytest.mark.usefixtures("database")
async def test_no_page_costs_more_among_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyset, "A_BATCH", 50)
    monkeypatch.setattr(keyset, "LOOKED_AT", 200)
    for place in ("people", "access_requests", "invitations"):
        monkeypatch.setattr(f"storage.repositories.{place}.MOST_COUNTED", 300)
    await grow(0, FEW)
    few = {name: await steps_of(look) for name, look in looks().items()}
    await grow(FEW, MANY)
    many = {name: await steps_of(look) for name, look in looks().items()}
    grown = {name: (few[name], many[name]) for name in few if many[name] > few[name] * 1.2 + 50}
    assert grown == {}
