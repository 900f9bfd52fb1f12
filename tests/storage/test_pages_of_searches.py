"""Lists in the order of a search: each line once forth and back, whoever comes and goes above."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import cast

import pytest

from domain.accounts.account import Account, Which
from domain.paging import FIRST, NumberEdge, Place
from domain.records.types.account import AccountAttribute
from domain.records.types.asked import Asked, Moment, RecordChoices, Sources
from storage.repositories.accounts import AccountRepository
from tests.databases import opened

PAGE = 3
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
async def directory(tmp_path: Path) -> AsyncIterator[AccountRepository]:
    async with opened(tmp_path / "gonets.db"):
        yield AccountRepository()


@pytest.mark.parametrize("goes", [False, True])
@pytest.mark.parametrize(
    ("which", "text"),
    [
        *((Which.ACTIVE, text) for text in ("", "иванов", "bdfyjd", "иваонв")),
        *((Which.WITHOUT_ADDRESS, text) for text in ("", "иванов")),
    ],
)
async def test_each_account_is_shown_once_whoever_comes_and_goes_above(
    directory: AccountRepository, which: Which, text: str, goes: bool
) -> None:
    mbox, numbers = "" if which is Which.WITHOUT_ADDRESS else "i@firma.ru", count()

    async def come(name: str) -> None:
        await directory.add_many([Account(0, f"u{next(numbers)}", name, mbox=mbox)])

    for number in range(13):
        await come(f"Иванов {number:02}")
    everybody = [account.id for account in (await directory.listed(which, text, limit=50)).accounts]
    assert len(everybody) == 13
    forth: list[int] = []
    gone: set[int] = set()
    place, pages = FIRST, 0
    while True:
        page = await directory.listed(which, text, limit=PAGE, place=place)
        shown = [account.id for account in page.accounts]
        forth += shown
        pages += 1
        last = page
        await come("Иванов 000")  # before all others
        if page.older is None:
            break
        if goes:
            away = await directory.get(shown[0])  # one above the edge
            assert away is not None
            await directory.save(replace(away, active=False))
            gone.add(away.id)
        place = Place(page.older, pages * PAGE)
    assert [number for number in forth if number in everybody] == everybody
    assert len(forth) == len(set(forth))
    back: list[int] = []
    while last.newer is not None:
        pages -= 1
        last = await directory.listed(which, text, limit=PAGE, place=Place(last.newer, max(0, pages - 1) * PAGE))
        back = [account.id for account in last.accounts] + back
    assert len(back) == len(set(back))
    ended = len(everybody) - len([number for number in shown if number in everybody])
    assert [number for number in back if number in everybody] == [
        number for number in everybody[:ended] if number not in gone
    ]


async def test_where_the_row_of_an_edge_is_gone_the_page_begins_where_it_would_by_number(
    directory: AccountRepository,
) -> None:
    await directory.add_many([Account(0, f"u{number}", f"Иванов {number:02}") for number in range(9)])
    page = await directory.search("иванов", limit=PAGE, place=Place(NumberEdge(999), 3))
    assert [account.full_name for account in page.accounts] == ["Иванов 03", "Иванов 04", "Иванов 05"]


class Nobody:
    """Whoever asks has written to nobody yet, or `lately` to some."""

    def __init__(self, lately: Sequence[int] = ()) -> None:
        self._lately = list(lately)

    async def latest_recipients(self, creator_id: int, attribute: str, template_id: int, limit: int) -> list[int]:
        return self._lately[:limit]


@pytest.mark.parametrize("lately", [0, 2])
@pytest.mark.parametrize("words", ["", "иванов"])
async def test_a_question_offers_each_account_once_forth_and_back(
    directory: AccountRepository, words: str, lately: int
) -> None:
    question = AccountAttribute.model_validate({"system_name": "Poluchatel", "title": "Кому?", "type": "account"})
    await directory.add_many([Account(0, f"u{number}", f"Иванов {number:02}") for number in range(20)])
    everybody = [account.id for account in (await directory.search("", limit=50)).accounts]
    sources = Sources(directory, Nobody(everybody[3 : 3 + lately]), cast("RecordChoices", None))

    async def offered(page: int) -> tuple[list[int], int | None, int | None]:
        moment = Moment(NOON, UTC, query=words)
        offer = await question.offer(Asked(7, moment, 1, page), sources)
        newer, older = offer.around or (page - 1 if page else None, page + 1 if offer.more else None)
        return [choice.number for choice in offer.choices], newer, older

    pages = [await offered(0)]
    while (older := pages[-1][2]) is not None:
        await directory.add_many([Account(0, f"above{len(pages)}", "Иванов 000")])
        assert older < 2**31  # what a column of the question holds
        pages.append(await offered(older))
    of_all = pages[1:] if lately and not words else pages  # the latest stand before the pages of everybody
    shown = [number for page in of_all for number in page[0] if number in everybody]
    assert shown == everybody
    back = pages[-1]
    before: list[int] = []
    while back[1] is not None:
        back = await offered(back[1])
        before = back[0] + before
    seen = [number for number in before if number in everybody]
    rest = everybody[: len(everybody) - len(pages[-1][0])]
    assert seen[-len(rest) :] == rest
    assert back[1] is None


async def test_a_page_of_a_former_version_and_one_behind_a_very_large_number_are_counted() -> None:
    asked = Asked(7, Moment(NOON, UTC), 1, 3)
    assert asked.place(6) == Place(about=18)
    assert asked.place(6, before=1) == Place(about=12)
    assert asked.around(NumberEdge(2**31 - 1, newer=True), NumberEdge(2**31 - 1)) == (2, 4)
