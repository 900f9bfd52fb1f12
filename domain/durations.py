"""Durations as an administrator writes them in a file: `30s`, `5m`, `24h`, `30d`."""

import re
from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer

from domain.errors import Unfit

_UNITS = {"s": timedelta(seconds=1), "m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_PATTERN = re.compile(r"(\d{1,9})\s*([smhd])")


def parse_duration(text: str) -> timedelta:
    """Return the duration that `text` names; Unfit says what it should look like."""
    match = _PATTERN.fullmatch(text.strip().lower())
    if match is None:
        raise Unfit("config-duration", text=text[:40])
    return int(match[1]) * _UNITS[match[2]]


def format_duration(duration: timedelta) -> str:
    """Return the shortest text that `parse_duration` reads back as the same duration, in whole seconds."""
    seconds = int(duration.total_seconds())
    for unit in ("d", "h", "m"):
        size = int(_UNITS[unit].total_seconds())
        if seconds and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"


def _parse(value: Any) -> Any:
    return parse_duration(value) if isinstance(value, str) else value


Duration = Annotated[timedelta, BeforeValidator(_parse), PlainSerializer(format_duration, return_type=str)]
"""A pydantic field that is `timedelta` in code and `5m` in a document."""
