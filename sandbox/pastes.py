"""Long texts: a client cuts one into messages where white space is, and the white space between them is lost."""

import re
from typing import Any

from sandbox import utf16

JSON = dict[str, Any]
Formatted = tuple[str, list[JSON]]
LOOKS_BACK = 300
"""How far from the end of a full message, in characters, a phone looks for a good place to cut."""
GOOD_PLACES = (re.compile(r"\n(?=\n)"), re.compile(r"\n"), re.compile(r"(?<=[.!?…])\s"), re.compile(r"\s"))
"""A blank line is better than the end of a line, that than the end of a sentence, that than a space."""


def cut(text: str, entities: list[JSON], limit: int) -> list[Formatted]:
    """Cuts a text into parts of at most `limit` UTF-16 units; formatting goes on in the next part."""
    parts: list[Formatted] = []
    begin, offset = 0, 0
    while begin < len(text):
        end = _place(text, begin, limit)
        part = text[begin:end]
        size = utf16.length(part)
        parts.append((part, _within(entities, offset, offset + size)))
        begin, offset = end, offset + size
    return parts


def _place(text: str, begin: int, limit: int) -> int:
    end = begin + len(utf16.cut(text[begin : begin + limit], 0, limit).rstrip("\ufffd"))
    if end == len(text):
        return end
    for place in GOOD_PLACES:
        found = [match.start() for match in place.finditer(text, max(begin + 1, end - LOOKS_BACK), end)]
        if found:
            return found[-1]
    return end


def _within(entities: list[JSON], begin: int, end: int) -> list[JSON]:
    inside = []
    for entity in entities:
        first, last = max(entity["offset"], begin), min(entity["offset"] + entity["length"], end)
        if first < last:
            inside.append({**entity, "offset": first - begin, "length": last - first})
    return inside
