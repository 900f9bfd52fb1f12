"""Pages that pick, without Telegram: none, some, a page and more, with and without words."""

from zoneinfo import ZoneInfo

import pytest

from bot.first_steps.addresses import PeoplePage
from bot.people.addresses import LinkPage
from bot.people.questions import PeopleSearch
from bot.settings.addresses import OwnSettingsPage
from bot.settings.pages import time_zone_page
from bot.telegram.page import Page, PageButton
from bot.telegram.paging import Turn, page_of
from bot.telegram.picking import A_PAGE, Item, apart, mark_of_words, pick_page
from bot.telegram.visit import Visit
from bot.texts import load_texts
from domain.clock import system_clock
from domain.paging import NumberEdge, NumberedPage
from domain.people import Person, Role
from domain.time_zones import ZONES


def visit_in(language: str) -> Visit:
    return Visit(Person(1, "", Role.ADMIN, language=language), load_texts(language), ZoneInfo("UTC"), system_clock())


def labels(page: Page) -> list[str]:
    return [button.label for row in page.rows for button in row]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("words", ["", "иванов", "ы" * 5_000, "<b>&"])
@pytest.mark.parametrize("there", [0, 1, 10, 11, 1_000])
def test_a_page_of_a_list_shows_ten_and_ways_to_the_others(there: int, words: str, language: str) -> None:
    visit = visit_in(language)
    for start in range(0, max(there, 1), 500 if there > 100 else A_PAGE):
        turn = Turn(start, page=start // A_PAGE + 1).packed() if start else 0
        asked = PeopleSearch(query=words, start=turn)
        shown = range(start, min(start + A_PAGE, there))
        options = [Item(f"<b>{number}</b>", PageButton(f"№ {number}", LinkPage(person=number))) for number in shown]
        back = PageButton("Назад", OwnSettingsPage())
        more = start + A_PAGE < there
        around = NumberEdge(start, newer=True) if start else None, NumberEdge(start + A_PAGE) if more else None
        page = pick_page(visit, "head", options, asked, NumberedPage(shown, *around), PeoplePage(), [back])
        turning = [*(["previous"] if start else []), *(["next"] if more else [])]
        expected = [
            *(item.button.label for item in options),
            *(visit.label(f"button-{way}") for way in turning),
            "Назад",
        ]
        assert labels(page) == expected
        assert len(page.rows) <= A_PAGE + 2
        for place, item in enumerate(options, 1):
            assert f"\n{place}. {item.line}" in page.text
        buttons = [button for row in page.rows for button in row]
        assert [button.number for button in buttons[: len(options)]] == list(range(1, len(options) + 1))
        leads = [button.address for button in buttons[len(options) : -1]]
        number = start // A_PAGE + 1 if start == 0 else max(2, start // A_PAGE + 1)
        assert [Turn.unpacked(getattr(address, "start", 0)) for address in leads] == [
            *([Turn(start, newer=True, page=number - 1)] if start else []),
            *([Turn(start + A_PAGE, page=number + 1)] if more else []),
        ]
        assert {getattr(address, "found", 0) for address in leads} <= {mark_of_words(words)}


@pytest.mark.parametrize(("asked", "begins"), [(0, 0), (10, 10), (20, 20), (30, 0), (2**31 - 1, 0)])
async def test_a_page_after_the_end_gives_way_to_the_first(asked: int, begins: int) -> None:
    rows = list(range(25))

    async def fetch(start: int) -> list[int]:
        return rows[start : start + A_PAGE]

    assert await page_of(fetch, asked, len) == (rows[begins : begins + A_PAGE], begins)
    rows.clear()
    assert await page_of(fetch, asked, len) == ([], 0)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_page_is_drawn_for_a_visit(language: str) -> None:
    visit = visit_in(language)
    page = time_zone_page(visit)
    assert len(labels(page)) == len(ZONES) + 1
    assert page.with_notice(visit.saying("<b>!</b>").notice).text.startswith("<b>!</b>\n\n")
    assert visit.within(7).below() == visit


@pytest.mark.parametrize("ends", [("первая", "вторая"), ("а", "б", "б"), ("", "ещё"), ("аа", "аб", "бб")])
def test_texts_that_differ_behind_the_room_for_them_are_told_apart(ends: tuple[str, ...]) -> None:
    texts = ["Коротко", *(f"{'Тема ' * 300}{end}" for end in ends)]
    shown = apart(texts)
    assert shown[0] == "Коротко"
    assert len(set(shown)) == len(set(texts))
    assert all(len(text) <= 3_000 // len(texts) + 2 for text in shown)
