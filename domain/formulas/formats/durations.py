"""Durations by .NET's formats: `c`, `g`, `G`, and custom ones, in which everything but codes stands in quotes."""

from datetime import timedelta

from domain.formulas.culture import Culture
from domain.formulas.formats.codes import LONGEST_FORMAT, codes
from domain.formulas.printing import duration_text

LETTERS = "dhmsfF"


def duration_format(value: timedelta, source: str, culture: Culture) -> str:
    """Return a duration in a format; raises ValueError for one that .NET does not have."""
    sign = "-" if value < timedelta(0) else ""
    size = abs(value)
    hours, rest = divmod(size.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    fraction = f"{size.microseconds:06}0"
    match source:
        case "" | "c" | "t" | "T":
            return duration_text(value)
        case "g":
            days = f"{size.days}:" if size.days else ""
            shown = f"{culture.decimal}{fraction.rstrip('0')}" if size.microseconds else ""
            return f"{sign}{days}{hours}:{minutes:02}:{seconds:02}{shown}"
        case "G":
            return f"{sign}{size.days}:{hours:02}:{minutes:02}:{seconds:02}{culture.decimal}{fraction}"
    parts = {"d": size.days, "h": hours, "m": minutes, "s": seconds}
    printed = ""
    for code, hidden in _custom(source):
        if hidden:
            printed += code
        elif code[0] == "f":
            printed += fraction[: len(code)]
        elif code[0] == "F":
            printed += fraction[: len(code)].rstrip("0")
        else:
            printed += f"{parts[code[0]]:0{len(code)}}"
    return printed


def _custom(source: str) -> list[tuple[str, bool]]:
    """Return the codes of a custom format, and what is copied; only what is quoted or behind a backslash may be."""
    if source in LETTERS:
        raise ValueError("a single letter is a standard format, and there is none of it")
    if len(source) > LONGEST_FORMAT:
        raise ValueError("too long a format")
    bare = _without_quoted(source)
    if any(letter not in LETTERS + "%" for letter in bare):
        raise ValueError("everything but codes stands in quotes")
    found = [(part.text * (part.count or 1), not part.count) for part in codes(source, LETTERS, longest=8)]
    longest = {"d": 8, "h": 2, "m": 2, "s": 2, "f": 7, "F": 7}
    if any(not hidden and len(code) > longest[code[0]] for code, hidden in found):
        raise ValueError("too many letters of one kind")
    return found


def _without_quoted(source: str) -> str:
    bare, at = "", 0
    while at < len(source):
        if source[at] in "'\"":
            at = source.index(source[at], at + 1) + 1
        elif source[at] == "\\":
            at += 2
        else:
            bare += source[at]
            at += 1
    return bare
