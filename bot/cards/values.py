"""Values of a record as lines of a page."""

from collections.abc import Iterable
from typing import Any

from bot.cards.types import DRAWINGS
from bot.telegram.reader import Reader
from domain.cards.view_card import CardLine
from domain.records.types.attribute import Attribute


def value_lines(reader: Reader, lines: Iterable[CardLine], *, limit: int, short: bool = False) -> list[str]:
    """Return a line for each answered attribute; `short` keeps every value on one line."""
    shown = []
    for line in lines:
        if line.value is not None:
            value = DRAWINGS[line.attribute.type].shown(reader, line.attribute, line.value, limit, short=short)
            title = reader.texts.escape(line.attribute.title)
            glue = "\n" if "\n" in value or (len(value) > 60 and not short) else " "
            shown.append(f"<b>{title}:</b>{glue}{value}")
    return shown


def whole_text(reader: Reader, attribute: Attribute, value: Any) -> str:
    """Return a value whole, in plain words."""
    return "" if value is None else DRAWINGS[attribute.type].text(reader, attribute, value)


def is_long(reader: Reader, line: CardLine, limit: int) -> bool:
    """Whether there is more of a value than a page shows within `limit`."""
    drawing = DRAWINGS[line.attribute.type]
    return line.value is not None and drawing.is_long(reader, line.attribute, line.value, limit)


def about_record(reader: Reader, lines: Iterable[CardLine]) -> tuple[str, str]:
    """Return whom and what a record is about: by the first values that tell it."""
    who, what = "", ""
    for line in lines:
        if line.value is not None:
            found = DRAWINGS[line.attribute.type].about(reader, line.attribute, line.value)
            who, what = who or found[0], what or found[1]
    return who, what
