"""Texts in the chat."""

from typing import Any

from bot.cards.types.drawing import Drawing
from bot.telegram.page import clip
from bot.telegram.reader import Reader
from domain.records.types.asked import JsonValue, Offer
from domain.records.types.text import TextAttribute


class TextDrawing(Drawing[TextAttribute]):
    """A long text is shown by its beginning, and whole on a page of its own."""

    def expects(self, reader: Reader, attribute: TextAttribute, kept: JsonValue, query: str, offer: Offer) -> str:
        """Say how the text may be written."""
        kind = "formatted" if attribute.formatted else "lines" if attribute.multiline else "line"
        return reader.text("expects-text", kind=kind)

    def text(self, reader: Reader, attribute: TextAttribute, value: Any) -> str:
        """Return the text, with the addresses of its links."""
        return str(value.plain())

    def shown(self, reader: Reader, attribute: TextAttribute, value: Any, limit: int, *, short: bool) -> str:
        """Return its beginning."""
        text = self.text(reader, attribute, value)
        return reader.texts.escape(clip(" ".join(text.split()) if short else text, limit))

    def is_long(self, reader: Reader, attribute: TextAttribute, value: Any, limit: int) -> bool:
        """Whether the beginning is not all of it."""
        text = self.text(reader, attribute, value)
        return clip(text, limit) != text

    def about(self, reader: Reader, attribute: TextAttribute, value: Any) -> tuple[str, str]:
        """What it says."""
        return "", " ".join(self.text(reader, attribute, value).split())
