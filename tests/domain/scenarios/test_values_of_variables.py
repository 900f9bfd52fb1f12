"""Values of variables: dates and durations come back as they were when a run goes on, letters print them."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bot.files.config_file import recipe_file
from domain.accounts.entity import KnownAccounts
from domain.culture.moments import Day
from domain.formulas import to_text
from domain.formulas.culture import culture_of_language
from domain.formulas.moments import own_zone, shown_in
from domain.scenarios.message import template_values
from domain.scenarios.variables import brief, keep, read

AT = datetime(2026, 7, 1, 9, 30, 15, 250_000, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [AT, timedelta(days=3, microseconds=1), -timedelta(hours=1), (AT, timedelta(0)), datetime(1, 1, 1, tzinfo=UTC)],
)
def test_a_date_or_a_duration_comes_back_the_same(value: object) -> None:
    assert read(keep(value), KnownAccounts()) == value


def test_the_zone_that_a_date_is_shown_in_is_kept_with_it() -> None:
    tokyo = read(keep(shown_in(AT, ZoneInfo("Asia/Tokyo"))), KnownAccounts())
    assert (tokyo, to_text(tokyo, UTC)) == (AT, "01.07.2026 18:30:15")
    assert to_text(read(keep(shown_in(AT, UTC)), KnownAccounts()), ZoneInfo("Europe/Moscow")) == "01.07.2026 9:30:15"
    assert own_zone(read(keep(AT), KnownAccounts())) is None


@pytest.mark.parametrize(("language", "printed"), [("Русский", "1234,5"), ("English", "1234.5"), ("", "1234,5")])
def test_a_letter_writes_numbers_as_its_authors_formulas_do(language: str, printed: str) -> None:
    (recipe,) = recipe_file().routes
    culture = culture_of_language(language)
    values = {"To": {"Address": "a@b.test"}, "Subject": Decimal("1234.5"), "Body": "Текст"}
    assert template_values(recipe, values, UTC, culture)["Subject"] == printed


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Decimal("1234.50"), "1234,5"),
        (True, True),
        (timedelta(hours=26), "1.02:00:00"),
        (datetime(2026, 12, 25, 6, 0, tzinfo=UTC), "25.12.2026 6:00 UTC"),
        (datetime(2026, 12, 25, 9, 0, tzinfo=timezone(timedelta(hours=3))), "25.12.2026 9:00 UTC+0300"),
        (shown_in(datetime(2026, 12, 25, 6, 0, tzinfo=UTC), ZoneInfo("Asia/Tokyo")), "25.12.2026 15:00 UTC+0900"),
        (Day(2026, 12, 25, tzinfo=UTC), "25.12.2026"),
        ((Decimal(1), None), ["1", None]),
    ],
)
def test_the_event_chain_tells_values_as_people_write_them(value: object, told: object) -> None:
    assert brief(value) == told
