"""Numbers in the chat."""

from decimal import Decimal
from typing import Any

from bot.cards.types.drawing import Drawing
from bot.telegram.reader import Reader
from domain.culture.numbers import print_number
from domain.records.types.asked import JsonValue, Offer
from domain.records.types.attribute import items_of
from domain.records.types.number import NumberAttribute


class NumberDrawing(Drawing[NumberAttribute]):
    """A number with its thousands apart."""

    def expects(self, reader: Reader, attribute: NumberAttribute, kept: JsonValue, query: str, offer: Offer) -> str:
        """Say what may be written."""
        least, most = (
            "" if limit is None else print_number(Decimal(limit), reader.texts.language)
            for limit in (attribute.least, attribute.most)
        )
        return reader.text("expects-number", format=attribute.format, least=least, most=most)

    def text(self, reader: Reader, attribute: NumberAttribute, value: Any) -> str:
        """Return the value as this person writes it."""
        return "; ".join(print_number(item, reader.texts.language, attribute.places) for item in items_of(value))
