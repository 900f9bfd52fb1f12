"""Time zones as people name them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.settings.time_zones import CITIES, city_of, described, difference, understand
from domain.time_zones import ZONES

WINTER, SUMMER = datetime(2026, 1, 15, 12, 0, tzinfo=UTC), datetime(2026, 7, 15, 12, 0, tzinfo=UTC)


def cities() -> list[tuple[str, str]]:
    lines = [line for line in CITIES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(city, zone) for zone, _, names in (line.partition(": ") for line in lines) for city in names.split(", ")]


def test_the_countrys_clocks_are_offered_once_each_from_west_to_east() -> None:
    offsets = [WINTER.astimezone(ZoneInfo(zone)).utcoffset() for zone in ZONES]
    assert offsets == sorted(set(offsets))
    assert len(ZONES) == 11


def test_every_city_of_the_list_is_found_and_its_zone_exists() -> None:
    for city, zone in cities():
        assert zone in available_timezones(), zone
        assert understand(city) == zone, city
        assert understand(f" {city.upper()} ") == zone, city
        assert understand(city.replace("-", " ")) == zone, city


def test_every_zone_is_understood_by_its_own_name_and_has_a_name_in_both_languages() -> None:
    for zone in available_timezones():
        assert understand(zone) is not None
        for language in ("ru", "en"):
            assert city_of(zone, language)
            assert described(zone, language, WINTER)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_zone_of_the_country_is_understood_by_the_name_that_is_shown(language: str) -> None:
    for zone in ZONES:
        assert understand(city_of(zone, language)) == zone


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("+3", "Etc/GMT-3"),
        ("5", "Etc/GMT-5"),
        ("+14", "Etc/GMT-14"),
        ("-12", "Etc/GMT+12"),
        ("−5", "Etc/GMT+5"),
        ("utc+0", "Etc/UTC"),
        ("UTC +3:00", "Etc/GMT-3"),
        ("GMT", "Etc/UTC"),
        ("msk", "Europe/Moscow"),
        ("МСК+0", "Europe/Moscow"),
        ("мск-1", "Etc/GMT-2"),
        ("+0545", "Asia/Kathmandu"),
        ("+15", None),
        ("-13", None),
        ("99", None),
        ("+5:99", None),
        ("14:05", None),
        ("new-york", "America/New_York"),
        ("америка", None),
        ("Ново", None),
        ("", None),
        ("   ", None),
        ("🙂", None),
        ("../../etc/passwd", None),
        ("\x00", None),
    ],
)
def test_what_is_typed_is_understood_or_not(typed: str, zone: str | None) -> None:
    assert understand(typed) == zone


def test_a_difference_is_that_of_the_day() -> None:
    assert difference("America/New_York", WINTER) == "-5"
    assert difference("America/New_York", SUMMER) == "-4"
    assert difference("Asia/Kolkata", WINTER) == "+5:30"
    assert described("Etc/GMT-5", "ru", WINTER) == "UTC+5"
    assert described("Etc/UTC", "ru", WINTER) == "UTC"
    assert described("Europe/Moscow", "en", WINTER) == "Moscow, UTC+3"
