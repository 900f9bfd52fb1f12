"""Time zones as people type them."""

from datetime import UTC, datetime

import pytest

from domain.time_zones import ZONES, UnknownTimeZone, find_time_zone, offset_of

SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Moscow", "Europe/Moscow"),
        (" almaty ", "Asia/Almaty"),
        ("new york", "America/New_York"),
        ("america/NEW_YORK", "America/New_York"),
        ("+5", "Etc/GMT-5"),
        ("UTC+03:00", "Etc/GMT-3"),
        ("gmt −4", "Etc/GMT+4"),
        ("+0", "Etc/UTC"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found(typed: str, zone: str) -> None:
    assert find_time_zone(typed) == zone


@pytest.mark.parametrize("typed", ["", "Урюпинск", "+25", "../etc/passwd", "5"])
def test_what_is_no_zone_is_refused(typed: str) -> None:
    with pytest.raises(UnknownTimeZone):
        find_time_zone(typed)


def test_the_difference_is_said_as_people_say_it() -> None:
    assert [offset_of(zone, SUMMER) for zone in ("Europe/Moscow", "Asia/Kolkata", "America/New_York")] == [
        "+3",
        "+5:30",
        "−4",
    ]
    assert [offset_of(zone, SUMMER) for zone in ZONES] == [
        f"+{hours}" for hours in (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)
    ]
