"""Mistakes in words for the chat, where letters have different widths: the wrong piece of a formula is underlined."""

from collections.abc import Mapping

from bot.pages.reader import Reader

LONGEST_SIDE = 150
"""How much of a formula's line is shown on each side of the piece that is wrong."""


def mistake_words(reader: Reader, key: str, params: Mapping[str, str | int]) -> str:
    """Return a mistake as HTML; below that of a formula is its line."""
    marked = str(params.get("underlined", ""))
    words = reader.text(key, **unmarked(params)).strip()
    return f"{words}\n{_underlined(reader, marked)}" if marked else words


def unmarked(params: Mapping[str, str | int]) -> dict[str, str | int]:
    """Return what a mistake's text is given, without the marks below a formula: they are for terminals."""
    return {**params, "underlined": ""} if "underlined" in params else dict(params)


def _underlined(reader: Reader, marked: str) -> str:
    """Read the line and the marks below it; at the line's end a sign stands for what is missing."""
    line, _, marks = marked.rpartition("\n")
    start = len(marks) - len(marks.lstrip())
    before, piece, after = line[:start], line[start : len(marks)], line[len(marks) :]
    if len(before) > LONGEST_SIDE:
        before = f"…{before[-LONGEST_SIDE:]}"
    if len(after) > LONGEST_SIDE:
        after = f"{after[:LONGEST_SIDE]}…"
    escape = reader.texts.escape
    return f"{escape(before)}<u>{escape(piece) or '▁'}</u>{escape(after)}"
