"""Texts with placeholders of values: `{0}`, `{1:N2}`, `{0,-10}`; a doubled brace stands for one."""

import re
from collections.abc import Callable
from dataclasses import dataclass

MOST_WIDE = 1_000
_VALUE = re.compile(r"\{(?P<number>\d{1,6})\s*(?:,\s*(?P<width>-?\d{1,6})\s*)?(?::(?P<form>(?:[^{}]|\{\{|\}\})*))?\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Which value stands there, counted from 0, and in which form."""

    number: int
    form: str


def placed(source: str, printed: Callable[[Placeholder], str]) -> str:
    """Return the text with its values; raises ValueError for a brace that stands alone."""
    parts: list[str] = []
    start = 0
    while start < len(source):
        letter = source[start]
        if letter not in "{}":
            end = min((at for at in (source.find("{", start), source.find("}", start)) if at >= 0), default=len(source))
            parts.append(source[start:end])
            start = end
        elif source.startswith(letter * 2, start):
            parts.append(letter)
            start += 2
        else:
            match = _VALUE.match(source, start)
            if match is None or abs(int(match["width"] or 0)) > MOST_WIDE:
                raise ValueError(source[start : start + 20])
            form = (match["form"] or "").replace("{{", "{").replace("}}", "}")
            text = printed(Placeholder(int(match["number"]), form))
            width = int(match["width"] or 0)
            parts.append(text.ljust(-width) if width < 0 else text.rjust(width))
            start = match.end()
    return "".join(parts)
