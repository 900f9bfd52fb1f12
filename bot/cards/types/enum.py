"""Values of a list in the chat."""

from collections.abc import Sequence
from typing import Any

from bot.cards.types.drawing import Drawing
from bot.telegram.page import LONGEST_LABEL
from bot.telegram.reader import Reader
from domain.records.types.asked import Choice, JsonValue, Offer
from domain.records.types.attribute import items_of
from domain.records.types.enum import EnumAttribute


class EnumDrawing(Drawing[EnumAttribute]):
    """A button for each; titles that no button has room for stand in lines."""

    def expects(self, reader: Reader, attribute: EnumAttribute, kept: JsonValue, query: str, offer: Offer) -> str:
        """Say what was found, or how to choose."""
        if query:
            return reader.text("found-values", query=query)
        return reader.text("expects-enum", offered=len(offer.choices), more="yes" if offer.more else "no")

    def text(self, reader: Reader, attribute: EnumAttribute, value: Any) -> str:
        """Return the titles."""
        return ", ".join(map(str, items_of(value)))

    def label(self, reader: Reader, attribute: EnumAttribute, choice: Choice, choices: Sequence[Choice]) -> str:
        """Return the title."""
        return str(choice.value.title)

    def lines(self, reader: Reader, attribute: EnumAttribute, choices: Sequence[Choice]) -> list[str]:
        """Return the titles where one of them is too long for a button."""
        titles = [choice.value.title for choice in choices]
        if max(map(len, titles), default=0) <= LONGEST_LABEL:
            return []
        return [reader.texts.escape(title) for title in titles]
