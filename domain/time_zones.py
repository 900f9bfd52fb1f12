"""Time zones as people name them: a city, a difference to UTC, or the name in the IANA database."""

import re
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from domain.errors import GonetsError

ZONES = (
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
)
"""Those that are offered by a button, from west to east: only ever added to at the end, buttons carry their places."""

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([-+−])\s*(\d{1,2})(?::?00)?", re.IGNORECASE)


class UnknownTimeZone(GonetsError):
    """No time zone is named so."""

    key = "error-unknown-time-zone"


def find_time_zone(text: str) -> str:
    """Return the zone that somebody typed; raises UnknownTimeZone."""
    wanted = text.strip()
    offset = _OFFSET.fullmatch(wanted)
    if offset is not None and int(offset[2]) <= 12:
        # POSIX counts the other way round: what is five hours ahead of UTC is called GMT-5.
        hours = int(offset[2])
        return f"Etc/GMT{'-' if offset[1] == '+' else '+'}{hours}" if hours else "Etc/UTC"
    found = _by_name().get("_".join(wanted.casefold().split()))
    if found is None:
        raise UnknownTimeZone(name=wanted[:64])
    return found


def offset_of(zone: str, now: datetime) -> str:
    """Return the zone's difference to UTC at that moment, as +3 or +5:30."""
    text = f"{now.astimezone(ZoneInfo(zone)):%z}"
    hours, minutes = int(text[1:3]), int(text[3:5])
    return f"{'−' if text[0] == '-' else '+'}{hours}" + (f":{minutes:02}" if minutes else "")


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """Return each zone by its whole name and by its city, in small letters."""
    zones = sorted(available_timezones())
    by_city = {zone.rpartition("/")[2].casefold(): zone for zone in zones if "/" in zone}
    return by_city | {zone.casefold(): zone for zone in zones}
