"""Lengths of time in the chat."""

from typing import Any

from bot.cards.types.drawing import Drawing
from bot.telegram.reader import Reader
from domain.culture.lengths import print_length
from domain.records.types.asked import JsonValue, Offer
from domain.records.types.attribute import items_of
from domain.records.types.duration import DurationAttribute


class DurationDrawing(Drawing[DurationAttribute]):
    """Days, hours, minutes and seconds; buttons for usual ones."""

    def expects(self, reader: Reader, attribute: DurationAttribute, kept: JsonValue, query: str, offer: Offer) -> str:
        """Say what may be written."""
        return reader.text("expects-duration")

    def text(self, reader: Reader, attribute: DurationAttribute, value: Any) -> str:
        """Return the value as this person writes it."""
        return ", ".join(print_length(item, reader.texts.language) for item in items_of(value))
