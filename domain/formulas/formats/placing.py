"""Texts with places for values: `{0}`, `{1:N2}`, `{0,-10}`; a doubled brace stands for one."""

import re
from collections.abc import Callable
from dataclasses import dataclass

MOST_WIDE = 1_000
_PLACE = re.compile(r"\{(?P<number>\d{1,6})\s*(?:,\s*(?P<width>-?\d{1,6})\s*)?(?::(?P<form>(?:[^{}]|\{\{|\}\})*))?\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Which value stands there, counted from 0, and in which form."""

    number: int
    form: str


def placed(source: str, printed: Callable[[Placeholder], str]) -> str:
    """Return the text with its values; raises ValueError for a brace that stands alone."""
    parts: list[str] = []
    place = 0
    while place < len(source):
        letter = source[place]
        if letter not in "{}":
            end = min((at for at in (source.find("{", place), source.find("}", place)) if at >= 0), default=len(source))
            parts.append(source[place:end])
            place = end
        elif source.startswith(letter * 2, place):
            parts.append(letter)
            place += 2
        else:
            match = _PLACE.match(source, place)
            if match is None or abs(int(match["width"] or 0)) > MOST_WIDE:
                raise ValueError(source[place : place + 20])
            form = (match["form"] or "").replace("{{", "{").replace("}}", "}")
            text = printed(Placeholder(int(match["number"]), form))
            width = int(match["width"] or 0)
            parts.append(text.ljust(-width) if width < 0 else text.rjust(width))
            place = match.end()
    return "".join(parts)
