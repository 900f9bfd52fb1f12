"""Records in the chat: by their numbers and what they are called."""

from collections.abc import Sequence
from typing import Any, ClassVar

from bot.cards.types.drawing import Drawing
from bot.telegram.picking import apart
from bot.telegram.reader import Reader
from domain.records.types.asked import Choice, JsonValue, NamedRecord, Offer
from domain.records.types.attribute import items_of
from domain.records.types.record import RecordAttribute, record_ids


class RecordDrawing(Drawing[RecordAttribute]):
    """Each record is a line with its number; its button has the number, too."""

    counts: ClassVar = True

    def expects(self, reader: Reader, attribute: RecordAttribute, kept: JsonValue, query: str, offer: Offer) -> str:
        """Say what was found, or how to look for a record."""
        if query:
            return reader.text("found-values" if offer.choices else "found-no-records-to-choose", query=query)
        chosen = len(record_ids(kept)) if attribute.multiple else 0
        return reader.text("expects-record", offered=len(offer.choices), chosen=chosen)

    def text(self, reader: Reader, attribute: RecordAttribute, value: Any) -> str:
        """Return the numbers and names; one that was deleted says so."""
        return "; ".join(_words(reader, item) for item in items_of(value))

    def answer(self, reader: Reader, attribute: RecordAttribute, value: Any, limit: int) -> str:
        """Return what a card shows."""
        return self.shown(reader, attribute, value, limit, short=False)

    def label(self, reader: Reader, attribute: RecordAttribute, choice: Choice, choices: Sequence[Choice]) -> str:
        """Return what the record is called."""
        return str(choice.value.name) or f"№ {choice.number}"

    def lines(self, reader: Reader, attribute: RecordAttribute, choices: Sequence[Choice]) -> list[str]:
        """Return each record with its number, which tells those apart that are called alike."""
        names = apart([choice.value.name for choice in choices], 200)
        return [f"{reader.texts.escape(name)} · № {choice.number}" for name, choice in zip(names, choices, strict=True)]


def _words(reader: Reader, record: NamedRecord) -> str:
    if record.gone:
        return reader.label("record-gone", number=str(record.number))
    return f"№ {record.number} · {record.name}" if record.name else f"№ {record.number}"
