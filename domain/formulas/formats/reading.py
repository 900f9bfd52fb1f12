"""Reading a date by a .NET format, exactly: what the format has, the text must have, and nothing else."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

from domain.formulas.culture import Culture
from domain.formulas.formats.codes import Code, codes
from domain.formulas.formats.dates import LETTERS, custom
from domain.formulas.moments import Clock, reading

TURNING = 49
"""Two digits up to it are a year of the 2000s, above it one of the 1900s: .NET's own turning point."""
_OFFSET = re.compile(r"Z|[+-]\d{1,2}(?::?\d\d)?", re.ASCII)
_NOON = 12


class _Unfit(Exception):
    """The text does not fit the format."""


def read_by_format(text: str, source: str, culture: Culture, clock: Clock, now: datetime) -> datetime | None:
    """Return the instant of a text, a reading of the clock; None where it does not fit. A bare time is today's."""
    if not source:
        return None
    reader = _Reader(text, culture)
    try:
        parts = list(codes(custom(source, culture), LETTERS))
        for code, behind in zip(parts, [*parts[1:], None], strict=True):
            if not reader.lacks_fraction(code, behind):
                reader.take(code)
        return reader.found(clock, clock.wall(now))
    except (_Unfit, ValueError, OverflowError):
        return None


class _Reader:
    def __init__(self, text: str, culture: Culture) -> None:
        self._text = text
        self._at = 0
        self._culture = culture
        self._parts: dict[str, int] = {}
        self._offset: timedelta | None = None

    def lacks_fraction(self, code: Code, behind: Code | None) -> bool:
        """Whether a full stop before an `F` is left out, as it is where there is no fraction."""
        before_fraction = behind is not None and behind.count > 0 and behind.text == "F"
        return before_fraction and code == Code(".", 0) and not self._text.startswith(".", self._at)

    def take(self, code: Code) -> None:
        """Read what a part of the format stands for."""
        count = code.count
        if not count:
            self._literal(code.text)
        elif code.text == "d" and count > 2:
            self._set("weekday", self._name(self._culture.weekdays if count > 3 else self._culture.short_weekdays))
        elif code.text == "M" and count > 2:
            self._set("M", self._month(count) + 1)
        elif code.text == "y":
            self._set("y", self._year(count))
        elif code.text == "t":
            names = (self._culture.before_noon, self._culture.after_noon)
            self._set("t", self._name([name[:1] for name in names] if count == 1 else names))
        elif code.text in "fF":
            self._fraction(code)
        elif code.text in "Kz":
            self._take_offset(optional=code.text == "K")
        else:
            self._set("H" if code.text in "Hh" else code.text, self._digits(1 if count == 1 else 2, 2))
            if code.text == "h":
                self._parts["twelve"] = 1

    def found(self, clock: Clock, today: datetime) -> datetime:
        """Return the instant; raises where something is left over, or there is no such day or time."""
        parts = self._parts
        if self._at != len(self._text):
            raise _Unfit
        dated = {"y", "M", "d"} & set(parts)
        year = parts.get("y", today.year)
        month = parts.get("M", 1 if dated else today.month)
        day = parts.get("d", 1 if dated else today.day)
        local = reading(
            year, month, day, self._hour(), parts.get("m", 0), parts.get("s", 0), parts.get("fraction", 0)
        )  # fmt: skip
        if parts.get("weekday", local.weekday()) != local.weekday():
            raise _Unfit
        return clock.at(local) if self._offset is None else local.replace(tzinfo=timezone(self._offset)).astimezone(UTC)

    def _hour(self) -> int:
        hour = self._parts.get("H", 0)
        if "twelve" not in self._parts and "t" not in self._parts:
            return hour
        if "twelve" in self._parts and hour > _NOON:
            raise _Unfit
        if "twelve" not in self._parts and hour > _NOON:
            return hour
        return hour % _NOON + _NOON * self._parts.get("t", 0)

    def _set(self, name: str, value: int) -> None:
        if self._parts.setdefault(name, value) != value:
            raise _Unfit

    def _literal(self, text: str) -> None:
        if not self._text.startswith(text, self._at):
            raise _Unfit
        self._at += len(text)

    def _digits(self, least: int, most: int) -> int:
        match = re.compile(rf"[0-9]{{{least},{most}}}").match(self._text, self._at)
        if match is None:
            raise _Unfit
        self._at = match.end()
        return int(match[0])

    def _year(self, count: int) -> int:
        if count > 2:
            return self._digits(count, max(count, 4))
        year = self._digits(count, 2)
        return year + (2000 if year <= TURNING else 1900)

    def _month(self, count: int) -> int:
        if count == 3:
            return self._name(self._culture.short_months)
        return self._name([*self._culture.months_of_a_date, *self._culture.months]) % 12

    def _name(self, names: Iterable[str]) -> int:
        """Return which of the names stands here, the longest that does."""
        rest = self._text[self._at : self._at + 40].casefold()
        fitting = [(len(name), index) for index, name in enumerate(names) if rest.startswith(name.casefold())]
        if not fitting:
            raise _Unfit
        length, index = max(fitting)
        self._at += length
        return index

    def _fraction(self, code: Code) -> None:
        start = self._at
        if code.text == "f":
            self._digits(code.count, code.count)
        else:
            match = re.compile(rf"[0-9]{{0,{code.count}}}").match(self._text, start)
            self._at = match.end() if match else start
        self._set("fraction", int(self._text[start : self._at].ljust(6, "0")[:6]))

    def _take_offset(self, *, optional: bool) -> None:
        match = _OFFSET.match(self._text, self._at)
        if match is None:
            if optional:
                return
            raise _Unfit
        self._at = match.end()
        sign = -1 if match[0].startswith("-") else 1
        hours, _, minutes = match[0].lstrip("+-").partition(":")
        if match[0] == "Z":
            self._offset = timedelta(0)
        elif len(hours) > 2:
            self._offset = sign * timedelta(hours=int(hours[:-2]), minutes=int(hours[-2:]))
        else:
            self._offset = sign * timedelta(hours=int(hours), minutes=int(minutes or 0))
