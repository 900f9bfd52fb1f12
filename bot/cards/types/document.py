"""Files in the chat."""

from typing import Any, ClassVar

from bot.cards.types.drawing import Drawing
from bot.telegram.reader import Reader
from domain.records.types.asked import JsonValue, Offer
from domain.records.types.document import DocumentAttribute, files_of


class DocumentDrawing(Drawing[DocumentAttribute]):
    """Files by their names and sizes."""

    counts: ClassVar = True

    def expects(self, reader: Reader, attribute: DocumentAttribute, kept: JsonValue, query: str, offer: Offer) -> str:
        """Say how many there are."""
        return reader.text("expects-file", count=len(files_of(kept)))

    def text(self, reader: Reader, attribute: DocumentAttribute, value: Any) -> str:
        """Return the names."""
        return ", ".join(file.name for file in value)

    def answer(self, reader: Reader, attribute: DocumentAttribute, value: Any, limit: int) -> str:
        """Return what a card shows."""
        return self.shown(reader, attribute, value, limit, short=False)

    def shown(self, reader: Reader, attribute: DocumentAttribute, value: Any, limit: int, *, short: bool) -> str:
        """Return the names with the sizes."""
        return ", ".join(reader.text("file", name=file.name, kilobytes=max(1, file.size // 1024)) for file in value)
