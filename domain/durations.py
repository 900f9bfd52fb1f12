"""Durations as an administrator writes them: `30s`, `5m`, `24h`, `30d`, «5 минут», «1,5 часа», «1 час 30 минут»."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

from domain.errors import Unfit

_UNITS = {"s": timedelta(seconds=1), "m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_WORDS = {
    "s": "s|secs?|seconds?|с|сек|секунд[ауы]?",
    "m": "m|mins?|minutes?|м|мин|минут[ауы]?",
    "h": "h|hrs?|hours?|ч|час(?:а|ов)?",
    "d": "d|days?|д|дн|день|дня|дней|сут|сутки|суток",
}
"""How each unit is written, in both languages of the product; a dot may stand behind a shortened one."""

_PART = re.compile(
    r"(?P<number>[0-9]{1,14}(?:[.,][0-9]{1,3})?)\s*(?:"
    + "|".join(f"(?P<{u}>{w})" for u, w in _WORDS.items())
    + r")(?![^\W\d_])\.?"
)
_GAP = re.compile(r"\s*(?:\bи\b|\band\b)?\s*")
_BETWEEN = re.compile(r"[\s,;]*")
_LONGEST = timedelta(days=999_999_999)
_SHOWN = 40


def parse_duration(text: str) -> timedelta:
    """Return the duration that `text` names, several units together too; Unfit says what it should look like."""
    folded = text.strip().casefold()
    total, at, last = timedelta(), 0, None
    for part in _PART.finditer(folded):
        gap = folded[at : part.start()]
        if (at and not _GAP.fullmatch(gap)) or (not at and gap):
            raise _unfit(text)
        unit = _unit(part)
        if last is not None and _UNITS[unit] >= _UNITS[last]:
            raise _unfit(text)
        total += _length(part, text)
        at, last = part.end(), unit
    if last is None or at != len(folded):
        raise _unfit(text)
    return total


def split_durations(text: str) -> list[str]:
    """Return the durations that somebody has typed in a row, each by itself; what is none stays for `parse_duration`.

    Between two of them there may be a comma, a semicolon or a space; units without any of these belong together.
    """
    folded, at = text.strip().casefold(), 0
    found: list[str] = []
    for part in _PART.finditer(folded):
        gap = folded[at : part.start()]
        if not _BETWEEN.fullmatch(gap):
            break
        if found and not gap:
            found[-1] += part[0]
        else:
            found.append(part[0])
        at = part.end()
    rest = folded[at:].strip(" ,;\t\n")
    return [*found, rest] if rest else found


def format_duration(duration: timedelta) -> str:
    """Return the shortest text that `parse_duration` reads back as the same duration, in whole seconds."""
    seconds = int(duration.total_seconds())
    for unit in ("d", "h", "m"):
        size = int(_UNITS[unit].total_seconds())
        if seconds and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def _unit(part: re.Match[str]) -> str:
    return next(unit for unit in _UNITS if part[unit])


def _length(part: re.Match[str], text: str) -> timedelta:
    """Return how long a part is: in whole seconds, since that is how a duration is kept."""
    seconds = Decimal(part["number"].replace(",", ".")) * int(_UNITS[_unit(part)].total_seconds())
    if seconds % 1 or seconds > _LONGEST.total_seconds():
        raise _unfit(text)
    return timedelta(seconds=int(seconds))


def _unfit(text: str) -> Unfit:
    return Unfit("config-duration", text=text[:_SHOWN])


def _parse(value: Any) -> Any:
    """A number without a unit is no duration, though `timedelta` would take it for seconds."""
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str):
        raise _unfit(str(value).lower())
    return parse_duration(value)


Duration = Annotated[timedelta, BeforeValidator(_parse), PlainSerializer(format_duration, return_type=str)]
"""A pydantic field that is `timedelta` in code and `5m` in a document."""
