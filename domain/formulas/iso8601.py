"""Dates and durations as ISO 8601 writes them."""

import re
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from domain.formulas.arithmetic import of_seconds
from domain.formulas.moments import Clock, reading

_DATE = r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
_TIME = r"(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
_OFFSET = r"(?P<offset>Z|[+-]\d\d(?::?\d\d)?)?"
_MOMENT = re.compile(rf"(?:{_DATE}(?:[T ]{_TIME})?|{_TIME.replace('?P<', '?P<only_')})\s*{_OFFSET}", re.ASCII)
_AMOUNT = r"\d{1,12}(?:[.,]\d{1,9})?"
_DAYS = "".join(rf"(?:(?P<{unit}>{_AMOUNT}){unit.upper()})?" for unit in "ymwd")
_HOURS = "".join(rf"(?:(?P<{unit}>{_AMOUNT}){unit})?" for unit in "HMS")
_LENGTH = re.compile(rf"(?P<sign>-)?P(?=\d|T\d){_DAYS}(?:T(?=\d){_HOURS})?", re.ASCII)
_SECONDS = {"w": 604_800, "d": 86_400, "H": 3_600, "M": 60, "S": 1}
_YEAR, _MONTH = 31_536_000, 2_592_000


def read_moment(text: str, clock: Clock, now: datetime) -> datetime | None:
    """Return the instant that a text names: a reading of the clock where it has no offset; a bare time is today's."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        return None
    only = "only_" if match["only_hour"] else ""
    hour, minute, second = (int(match[only + name] or 0) for name in ("hour", "minute", "second"))
    millionths = int((match[f"{only}fraction"] or "").ljust(6, "0")[:6])
    try:
        clock = _offset_clock(match["offset"]) or clock
        today = clock.wall(now)
        year, month, day = (int(match[name] or getattr(today, name)) for name in ("year", "month", "day"))
        return clock.at(reading(year, month, day, hour, minute, second, millionths))
    except (ValueError, OverflowError):
        return None


def _offset_clock(offset: str | None) -> Clock | None:
    if not offset:
        return None
    if offset == "Z":
        return Clock(UTC)
    digits = offset[1:].replace(":", "").ljust(4, "0")
    if int(digits[2:]) > 59:
        raise ValueError(offset)
    length = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return Clock(timezone(-length if offset.startswith("-") else length))


def read_duration(text: str) -> timedelta | None:
    """Return the plain length: a year is 365 days, twelve months are a year, a month is 30 days; raises TooLarge."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        return None

    def part(unit: str) -> Decimal:
        return Decimal((match[unit] or "0").replace(",", "."))

    years, months = divmod(part("m"), 12)
    seconds = (part("y") + years) * _YEAR + months * _MONTH
    seconds += sum(part(unit) * size for unit, size in _SECONDS.items())
    return of_seconds(-seconds if match["sign"] else seconds)


def fraction(microseconds: int) -> str:
    """Return a fraction of a second with its full stop and without trailing zeros; none for a whole second."""
    return f".{microseconds:06}".rstrip("0") if microseconds else ""


def moment_text(local: datetime, offset: str) -> str:
    """Return `yyyy-MM-ddTHH:mm:ss[.fraction]` with an offset behind it."""
    day = f"{local.year:04}-{local.month:02}-{local.day:02}"
    return f"{day}T{local.hour:02}:{local.minute:02}:{local.second:02}{fraction(local.microsecond)}{offset}"


def offset_of(local: datetime) -> str:
    """Return the offset of a reading: `+03:00`."""
    length = local.utcoffset() or timedelta(0)
    minutes = abs(length) // timedelta(minutes=1)
    return f"{'-' if length < timedelta(0) else '+'}{minutes // 60:02}:{minutes % 60:02}"


def duration_iso(value: timedelta) -> str:
    """Return `[-]P[nD][T[nH][nM][nS]]` without parts that are zero; `PT0S` for none."""
    sign, value = ("-", -value) if value < timedelta(0) else ("", value)
    hours, rest = divmod(value.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    exact = f"{seconds}{fraction(value.microseconds)}"
    clock = "".join(f"{part}{unit}" for part, unit in ((hours, "H"), (minutes, "M")) if part)
    clock += f"{exact}S" if exact != "0" else ""
    days = f"{value.days}D" if value.days else ""
    return f"{sign}P{days}T{clock}" if clock else f"{sign}P{days}" if days else "PT0S"
