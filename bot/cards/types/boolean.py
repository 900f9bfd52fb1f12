"""Yes and no in the chat."""

from typing import Any

from bot.cards.types.drawing import Drawing
from bot.telegram.reader import Reader
from domain.records.types.asked import JsonValue, Offer
from domain.records.types.boolean import BooleanAttribute


class BooleanDrawing(Drawing[BooleanAttribute]):
    """A button for each."""

    def expects(self, reader: Reader, attribute: BooleanAttribute, kept: JsonValue, query: str, offer: Offer) -> str:
        """Say what may be written."""
        return reader.text("expects-yes-or-no")

    def text(self, reader: Reader, attribute: BooleanAttribute, value: Any) -> str:
        """Return the value as this person writes it."""
        return reader.label("answer-yes" if value else "answer-no")
