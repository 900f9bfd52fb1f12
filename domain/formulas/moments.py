"""Dates and times: an instant, the clock that it is read on, and the zone that some of them are shown in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

TICK = timedelta(microseconds=1)
"""What lies between the last moment of a period and the next one; the platform's own tick is a tenth of it."""
LONGEST_NAME = 100
"""Characters of a zone's name; the longest one has 32."""
LONGEST_DURATION = timedelta(days=10_675_199)
"""As long as a .NET TimeSpan may be."""


def reading(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, microsecond: int = 0
) -> datetime:
    """Return what a clock may show, without a zone; raises ValueError where there is no such day or time."""
    return datetime.combine(date(year, month, day), time(hour, minute, second, microsecond))


class Zoned(datetime):
    """An instant, kept in UTC, that is shown in a zone of its own. What is computed from it has none."""

    shown_in: tzinfo | None = None


def shown_in(at: datetime, zone: tzinfo | None) -> datetime:
    """Return the instant, to be shown in that zone whatever the clock of the reader."""
    utc = instant(at)
    made = Zoned(
        utc.year, utc.month, utc.day, utc.hour, utc.minute, utc.second, utc.microsecond, tzinfo=UTC
    )  # fmt: skip
    made.shown_in = zone
    return made


def own_zone(at: datetime) -> tzinfo | None:
    """Return the zone that a date is shown in; None for the clock of whoever reads it."""
    return at.shown_in if isinstance(at, Zoned) else None


def instant(at: datetime) -> datetime:
    """Return the date in UTC, where two of them are compared and subtracted rightly on any night of the year."""
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock on a wall in a zone."""

    zone: tzinfo

    def read(self, at: datetime) -> datetime:
        """Return what the clock shows at an instant, with its offset; raises OverflowError outside of years 1-9999."""
        return instant(at).astimezone(self.zone)

    def wall(self, at: datetime) -> datetime:
        """Return what the clock shows, without a zone."""
        return self.read(at).replace(tzinfo=None)

    def at(self, wall: datetime) -> datetime:
        """Return the instant of a reading: the first of two, and the next one that there is for one that is skipped."""
        return wall.replace(tzinfo=self.zone, fold=0).astimezone(UTC)

    def moved(self, at: datetime, by: timedelta) -> datetime:
        """Return the instant at which the clock shows that much more."""
        return instant(at) if not by else self.at(self.wall(at) + by)

    def midnight(self, at: datetime) -> datetime:
        """Return the reading of the midnight with which the day of an instant begins."""
        return datetime.combine(self.wall(at), time())


UTC_CLOCK = Clock(UTC)


def clock_of(name: str) -> Clock:
    """Return the clock of an IANA zone; raises ValueError where there is none of that name."""
    if len(name) > LONGEST_NAME:
        raise ValueError("too long a name")
    try:
        return Clock(ZoneInfo(name.strip()))
    except (ValueError, LookupError, OSError):
        raise ValueError(name) from None
