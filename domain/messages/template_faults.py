"""Where in a template a mistake is, and which of the usual ones it is: Jinja tells a line, and English words."""

import re
from collections.abc import Callable, Iterator

_OPENED = re.compile(r"\{\{|\{%")
_BLOCK = re.compile(r"\{%[-+]?\s*(if|for|endif|endfor)\b")
_UNKNOWN_TAG = re.compile(r"Encountered unknown tag '(\w+)'")
_CLOSERS = {"{{": "}}", "{%": "%}"}
LONGEST_PIECE = 40

Found = tuple[str, int, str]
"""A reason of `TemplateError`, where the piece begins in the source, and its name."""


def line_and_column(source: str, start: int) -> tuple[int, int]:
    """Return the line and the column of a character, both from 1."""
    return source.count("\n", 0, start) + 1, start - source.rfind("\n", 0, start)


def start_of_line(source: str, line: int) -> int:
    """Return where a line begins, and for a line past the end where the last one does."""
    lines = source.split("\n")[: max(line - 1, 0)]
    return min(sum(len(item) + 1 for item in lines), source.rfind("\n") + 1)


def column_of(source: str, line: int, pattern: str) -> int:
    """Return the column where a pattern stands in a line; else that of the line's first tag, else 1."""
    start = start_of_line(source, line)
    text = source[start:].split("\n", 1)[0]
    found = re.search(pattern, text) or _OPENED.search(text)
    return 1 if found is None else found.end() - len(found[0].lstrip()) + 1


def why_unreadable(source: str, line: int, said: str, reads: Callable[[str], bool]) -> Found:
    """Return what is wrong with a template that cannot be parsed; `said` is what Jinja said about `line`.

    `reads` tells whether a piece can be parsed by itself.
    """
    if (tag := _UNKNOWN_TAG.match(said)) and (found := re.search(rf"\{{%[-+]?\s*{tag[1]}\b", source)):
        return "unknown-tag", found.start(), tag[1]
    for start, opened in _tags(source):
        if _CLOSERS[opened] not in source[start:]:
            return "unclosed", start, opened
    if said.startswith("Unexpected end of template") and (block := _open_block(source)) is not None:
        return "unclosed-block", block.start(), f"end{block[1]}"
    start, piece = _broken_tag(source, line, reads)
    return "syntax", start, piece[:LONGEST_PIECE]


def _broken_tag(source: str, line: int, reads: Callable[[str], bool]) -> tuple[int, str]:
    """Return the first tag of a line that cannot be read by itself, or where all can, the line's first."""
    begin = start_of_line(source, line)
    text = source[begin:].split("\n", 1)[0]
    pieces = []
    for start, opened in _tags(text):
        end = text.find(_CLOSERS[opened], start)
        pieces.append((begin + start, text[start:] if end < 0 else text[start : end + len(opened)]))
    broken = (item for item in pieces if item[1].startswith("{{") and not reads(item[1]))
    return next(broken, pieces[0] if pieces else (begin, text))


def _tags(source: str) -> Iterator[tuple[int, str]]:
    return ((found.start(), found[0]) for found in _OPENED.finditer(source))


def _open_block(source: str) -> "re.Match[str] | None":
    waiting: list[re.Match[str]] = []
    for found in _BLOCK.finditer(source):
        if not found[1].startswith("end"):
            waiting.append(found)
        elif waiting:
            waiting.pop()
    return waiting[-1] if waiting else None
