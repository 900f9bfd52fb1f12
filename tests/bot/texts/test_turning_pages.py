"""Pages of lists: whatever place an address names, the buttons of its page lead to places that exist."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.objects.addresses import FunctionGroup, FunctionsPage
from bot.objects.formula_help import functions_page, group_page
from bot.telegram.page import Page
from bot.telegram.reader import Reader
from bot.texts import load_texts
from domain.people import Person, Role

READER = Reader(
    Person(1, "Алиса", Role.ADMIN), load_texts("ru"), ZoneInfo("Europe/Moscow"), datetime(2026, 1, 15, tzinfo=UTC)
)


def leads_somewhere(page: Page) -> bool:
    for row in page.rows:
        for button in row:
            if button.copy_text is not None:
                continue
            assert button.address is not None
            type(button.address).unpack(button.address.pack())
    return True


@pytest.mark.parametrize("start", [0, 1, 7, 14, 15, 16, 30, 99, 2**31 - 1])
def test_the_functions_of_formulas_are_turned_from_anywhere(start: int) -> None:
    assert leads_somewhere(functions_page(READER, FunctionsPage(draft=1, token="", start=start)))
    for group in (0, 6, start):
        page = group_page(READER, FunctionGroup(draft=1, token="", group=group, start=start))
        assert leads_somewhere(page)
        assert len(page.text) < 4096
