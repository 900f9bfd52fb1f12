"""A made-up day of the journal finds a page all the same, also where it would begin or end outside of any calendar."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.first_steps.addresses import JournalPage
from bot.journal.pages import FilterNames, filter_words, journal_filter
from bot.telegram.reader import Reader
from bot.texts import load_texts
from domain.people import Person, Role

LAST = date.max.toordinal()


@pytest.mark.parametrize("zone", ["UTC", "Europe/Moscow", "Pacific/Kiritimati", "Etc/GMT+12"])
@pytest.mark.parametrize("day", [0, 1, 2, 3, 739_000, LAST - 2, LAST - 1, LAST, LAST + 1, 10**7 - 1])
def test_any_day_that_an_address_can_carry_can_be_asked_for(day: int, zone: str) -> None:
    now = datetime(2026, 11, 30, tzinfo=UTC)
    reader = Reader(Person(1, "Алиса", Role.ADMIN), load_texts("ru"), ZoneInfo(zone), now)
    view = JournalPage(day=day)
    wanted = journal_filter(reader, view, FilterNames())
    assert (wanted.since is None) == (wanted.until is None) == (filter_words(reader, view, FilterNames()) == [])
