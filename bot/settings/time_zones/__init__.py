"""Time zones as people name them: a city, a difference from UTC, or the name in the IANA database."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_timezone_location

from bot.telegram.page import shorten
from bot.texts import LANGUAGES
from domain.accounts.folding import fold
from domain.time_zones import ZONES, UnknownTimeZone

CITIES = Path(__file__).with_name("cities.txt")
LONGEST, LONGEST_TOLD = 64, 32
SHORTEST_BEGINNING = 4
"""Letters of a city from which on a beginning may stand for the whole name."""

MOSCOW = "Europe/Moscow"
UTC = "Etc/UTC"
WEST, EAST = -12, 14
_BETWEEN_HOURS = {
    210: "Asia/Tehran",
    270: "Asia/Kabul",
    330: "Asia/Kolkata",
    345: "Asia/Kathmandu",
    390: "Asia/Yangon",
    525: "Australia/Eucla",
    570: "Australia/Darwin",
    -570: "Pacific/Marquesas",
}
"""Zones that have a difference in minutes all the year."""

_OFFSET = re.compile(r"(?P<base>utc|gmt|мск|msk)?\s*(?:(?P<sign>[+-])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?)?")
_BARE = re.compile(r"\d{1,2}")


def zone_typed(text: str) -> str:
    """Return the zone that somebody means; raises UnknownTimeZone."""
    zone = understand(text)
    if zone is None:
        raise UnknownTimeZone(name=shorten(" ".join(text.split()), LONGEST_TOLD))
    return zone


def understand(text: str) -> str | None:
    """Return the zone that somebody means, or None."""
    words = _plain(text.replace("−", "-").replace("–", "-"))
    if not words or len(words) > LONGEST:
        return None
    offset = _OFFSET.fullmatch(f"+{words}" if _BARE.fullmatch(words) else words)
    if offset is not None:
        return _at(offset)
    named = _named()
    if words in named:
        return named[words]
    if len(words) < SHORTEST_BEGINNING:
        return None
    meant = {zone for name, zone in named.items() if name.startswith(words)}
    return meant.pop() if len(meant) == 1 else None


def city_of(zone: str, language: str) -> str:
    """Return what a zone is called: by its city, or by its difference from UTC."""
    if zone.startswith("Etc/GMT") and zone[7:]:
        return f"UTC{'-' if zone[7] == '+' else '+'}{zone[8:]}"
    return str(get_timezone_location(ZoneInfo(zone), locale=language, return_city=True)).rpartition("/")[2]


def described(zone: str, language: str, now: datetime) -> str:
    """Return a zone's city and its difference from UTC now: `Москва, UTC+3`."""
    city = city_of(zone, language)
    return city if city.startswith("UTC") else f"{city}, UTC{difference(zone, now)}"


def difference(zone: str, now: datetime) -> str:
    """Return how far its clock is from UTC now: `+3`, `+5:30`, `+0`."""
    minutes = (now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta(0)) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes >= 0 else "-"
    return f"{sign}{hours}" + (f":{rest:02}" if rest else "")


def _at(offset: re.Match[str]) -> str | None:
    moscow = offset["base"] in {"мск", "msk"}
    if offset["sign"] is None:
        return MOSCOW if moscow else UTC
    minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
    minutes = (-minutes if offset["sign"] == "-" else minutes) + (180 if moscow else 0)
    hours, rest = divmod(minutes, 60)
    if rest:
        return _BETWEEN_HOURS.get(minutes)
    if not WEST <= hours <= EAST:
        return None
    return MOSCOW if moscow and hours == 3 else UTC if not hours else f"Etc/GMT{-hours:+}"


@cache
def _named() -> dict[str, str]:
    """Every name that a zone goes by, folded; zones of the country come last and so win."""
    zones = sorted(available_timezones(), key=lambda zone: (zone in ZONES, zone))
    named: dict[str, str] = {}
    for zone in zones:
        for name in _names_of(zone):
            named[_plain(name)] = zone
    for zone, names in _cities():
        named |= {_plain(name): zone for name in names}
    return named | {_plain(zone): zone for zone in zones}


def _names_of(zone: str) -> Iterator[str]:
    area, _, city = zone.rpartition("/")
    if area and not area.startswith(("Etc", "SystemV", "US", "posix", "right")):
        yield city
        for language in LANGUAGES:
            yield city_of(zone, language)


def _cities() -> Iterator[tuple[str, list[str]]]:
    for line in CITIES.read_text(encoding="utf-8").splitlines():
        zone, _, names = line.partition(": ")
        if not line.startswith("#"):
            yield zone, names.split(", ")


def _plain(text: str) -> str:
    """Return a name without case, dots and the difference between spaces, hyphens and underscores."""
    return " ".join(re.sub(r"[_.\s]|(?<=[^\W\d])-(?=[^\W\d])", " ", fold(text)).split())
