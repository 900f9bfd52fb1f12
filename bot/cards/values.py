"""Values of a record as lines of a page."""

from collections.abc import Iterable

from bot.cards.types import DRAWINGS
from bot.telegram.reader import Reader
from domain.records.view_card import CardLine


def value_lines(reader: Reader, lines: Iterable[CardLine], *, limit: int, short: bool = False) -> list[str]:
    """Return a line for each answered attribute; `short` keeps every value on one line."""
    shown = []
    for line in lines:
        if line.value is not None:
            value = DRAWINGS[line.attribute.type].shown(reader, line.value, limit, short=short)
            title = reader.texts.escape(line.attribute.title)
            glue = "\n" if "\n" in value or (len(value) > 60 and not short) else " "
            shown.append(f"<b>{title}:</b>{glue}{value}")
    return shown


def whole_text(reader: Reader, line: CardLine) -> str:
    """Return a value whole, in plain words."""
    return "" if line.value is None else DRAWINGS[line.attribute.type].text(reader, line.value)


def is_long(reader: Reader, line: CardLine, limit: int) -> bool:
    """Whether there is more of a value than a page shows within `limit`."""
    return line.value is not None and DRAWINGS[line.attribute.type].is_long(reader, line.value, limit)


def about_record(reader: Reader, lines: Iterable[CardLine]) -> tuple[str, str]:
    """Return whom and what a record is about: by the first values that tell it."""
    found = [DRAWINGS[line.attribute.type].about(reader, line.value) for line in lines if line.value is not None]
    return next((who for who, _ in found if who), ""), next((what for _, what in found if what), "")
