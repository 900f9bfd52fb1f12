"""Instants as a person reads them: in their time zone, and the day only when it is another one."""

import re
from contextlib import suppress
from datetime import date, datetime, tzinfo

from bot.texts import Texts


def moment(instant: datetime, now: datetime, zone: tzinfo, texts: Texts) -> str:
    """Return `14:05` for today, the day with it for this year (`23.11 14:05` or `23 Nov, 14:05`), else the year too."""
    local, today = instant.astimezone(zone), now.astimezone(zone)
    time = f"{local:%H:%M}"
    if local.date() == today.date():
        return texts("moment-today", time=time)
    if local.year == today.year:
        return texts("moment-this-year", day=local.day, month=local.month, time=time)
    return texts("moment-any-year", day=local.day, month=local.month, year=str(local.year), time=time)


def day(date: date, texts: Texts) -> str:
    """Return a day with its year: `23.11.2026` or `23 Nov 2026`."""
    return texts("moment-day", day=date.day, month=date.month, year=str(date.year))


_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?")


def parse_day(text: str, today: date) -> date | None:
    """Read `23.11`, `23.11.2026` or `2026-11-23`; without a year it is the latest such day. None for anything else."""
    with suppress(ValueError):
        return date.fromisoformat(text.strip())
    match = _DAY.fullmatch(text.strip().rstrip("."))
    if match is None:
        return None
    day, month = int(match[1]), int(match[2])
    year = today.year if match[3] is None else int(match[3]) + (2000 if len(match[3]) == 2 else 0)
    with suppress(ValueError):
        found = date(year, month, day)
        return found.replace(year=year - 1) if match[3] is None and found > today else found
    return None
