"""Time zones by whose clock people live: those that are offered, and which there are."""

from zoneinfo import available_timezones

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
"""Those that are offered by a button, from west to east: only added to at the end, buttons carry their positions."""


class UnknownTimeZone(GonetsError):
    """No time zone is named so."""

    key = "error-unknown-time-zone"


def existing_zone(name: str) -> str:
    """Return the name of a zone of the IANA database; raises UnknownTimeZone."""
    if name not in available_timezones():
        raise UnknownTimeZone(name=name[:64])
    return name
