"""Moments as people write them, in their time zone, and as they are printed for them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from domain.culture.clock_times import print_time, read_time
from domain.culture.days import FIRST_YEAR, LAST_YEAR, by_number, day_there_is_not, find_day, without_weekday
from domain.culture.lengths import read_length
from domain.culture.words import with_digits
from domain.visible import visible

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_IN = re.compile(r"(?:через|спустя|in|after|\+)\s*(.+)|(.+?)\s+(?:спустя|later|from now)")
_AGO = re.compile(r"(.+?)\s+(?:назад|ago)")
_NOW = {"сейчас", "прямо сейчас", "now", "right now"}
_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})[t ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)? ?(z|utc|[+-]\d{2}:?\d{2})?", re.IGNORECASE
)
_OFFSET = re.compile(r"(.+\d) ?\((?:UTC ?)?([+-]\d{2}:\d{2})\)", re.IGNORECASE)
_TONIGHT = re.compile(r"\btonight\b")
_VAGUE = re.compile(r"(?<!\w)(?:утром|днем|вечером|ночью|morning|afternoon|evening|number|числа)(?!\w)")
_FILLER = re.compile(r"(?:в|во|на|к|до|с|at|on|by|the|и|and|,)*")


@dataclass(frozen=True, slots=True)
class Said:
    """What words say: a day, a time of day, both, or an instant that no clock has to be asked about."""

    day: date | None = None
    clock: time | None = None
    instant: datetime | None = None


class Day(datetime):
    """A day without a time: its midnight, where it was written down. It is printed as a day wherever it is read.

    What is computed from it is an instant like any other.
    """

    __slots__ = ()

    def astimezone(self, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        """Return the instant of its midnight."""
        return datetime.combine(self.date(), self.time(), self.tzinfo).astimezone(tz)


def read_moment(text: str, now: datetime, language: str, *, day_is_known: bool = False) -> Said | None:
    """Return what words say; None where they say no moment.

    `now` is in the person's zone. A number alone is an hour where the day is known, else a day of the month.
    """
    text = visible(text)
    one_of_two = _OFFSET.fullmatch(text)
    if one_of_two is not None:
        return _with_offset(read_moment(one_of_two[1], now, language), one_of_two[2])
    iso = _ISO.fullmatch(text)
    if iso is not None:
        return _from_iso(iso)
    words = _TONIGHT.sub("today evening", with_digits(text)).strip(" .,;!?")
    today = now.date()
    known = read_time(words, bare=True) if day_is_known else None
    if known is not None:
        return Said(clock=known)
    found = find_day(words, today, language)
    if found is not None:
        return _with_time(*found)
    day = by_number(words, today)
    if day is not None:
        return Said(day=day)
    clock = read_time(words, bare=False)
    if clock is not None:
        return Said(clock=clock)
    return _from_now(words, now)


def missing_day(text: str, now: datetime, language: str) -> str:
    """Return what of a text that says no moment names a day which no calendar has; empty where nothing does."""
    words = with_digits(text)
    today = now.date()
    missing = "" if find_day(words, today, language) else day_there_is_not(words, today, language)
    return missing if _with_time(today, words.replace(missing, "", 1).strip(" ,;")) is not None else ""


def has_moment(local: datetime, zone: tzinfo) -> int:
    """Return how often a zone's clocks show a time: none where they are put forward over it, twice where back."""
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return 1
    return 2 if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local else 0


def fixed(moment: datetime) -> datetime:
    """Return the same instant with its distance from UTC in place of a zone, as it is kept."""
    offset = moment.utcoffset() or timedelta(0)
    return moment.replace(tzinfo=timezone(offset), fold=0)


def print_day(day: date, language: str) -> str:
    """Return `25.12.2026`, or `25 Dec 2026`."""
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day:02}.{day.month:02}.{day.year}"


def print_moment(moment: datetime, language: str, zone: tzinfo) -> str:
    """Return `25.12.2026 9:00`, or `25 Dec 2026, 9:00`, with seconds where it has any; a Day without a time.

    A time that the clocks show twice has its distance from UTC behind it: `25.10.2026 2:30 (+02:00)`.
    """
    if isinstance(moment, Day):
        return print_day(moment.date(), language)
    local = moment.astimezone(zone)
    clock = print_time(local.time()) + (f":{local:%S}" if local.second else "")
    if has_moment(local.replace(tzinfo=None, fold=0), zone) > 1:
        clock += f" ({local.isoformat()[-6:]})"
    return f"{print_day(local.date(), language)}{',' if language == 'en' else ''} {clock}"


def _with_offset(said: Said | None, offset: str) -> Said | None:
    if said is None or said.day is None or said.clock is None:
        return None
    try:
        return Said(instant=datetime.fromisoformat(f"{said.day}T{said.clock.isoformat()}{offset}"))
    except ValueError:
        return None


def _from_iso(match: re.Match[str]) -> Said | None:
    try:
        day, clock = date.fromisoformat(match[1]), time.fromisoformat(match[2])
    except ValueError:
        return None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    if match[3] is None:
        return Said(day, clock)
    zone = match[3].casefold()
    offset = "+00:00" if zone in {"z", "utc"} else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    return _with_offset(Said(day, clock), offset)


def _with_time(day: date, rest: str) -> Said | None:
    """Return a day with the time that the words around it say; None where they say something else.

    They may say its weekday as well.
    """
    words = without_weekday(rest, day)
    if words is None:
        return None
    rest = words
    if _FILLER.fullmatch(rest.replace(" ", "")):
        return Said(day)
    clock = read_time(rest, bare=True)
    if clock is not None:
        return Said(day, clock)
    return Said(day) if _FILLER.fullmatch(_VAGUE.sub("", rest).replace(" ", "")) else None


def _from_now(words: str, now: datetime) -> Said | None:
    ahead, ago = _IN.fullmatch(words), _AGO.fullmatch(words)
    match = ahead or ago
    length = None if match is None else read_length(next(filter(None, match.groups())))
    if words in _NOW:
        length = timedelta(0)
    if length is None:
        return None
    instant = (now.astimezone(UTC) + (length if ahead else -length)).replace(second=0, microsecond=0)
    return Said(instant=instant) if FIRST_YEAR <= instant.year <= LAST_YEAR else None
