"""Formatted text: plain text and neutral entities, neither Telegram's nor HTML."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

KINDS = ("bold", "italic", "underline", "strike", "code", "pre", "link", "quote", "spoiler")


@dataclass(frozen=True, slots=True)
class TextEntity:
    """A decoration of a piece of text; offset and length count characters (code points)."""

    kind: str
    offset: int
    length: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class RichText:
    """A text with its decorations, in order of their beginnings."""

    text: str
    entities: tuple[TextEntity, ...] = ()

    @classmethod
    def from_utf16(cls, text: str, entities: Iterable[tuple[str, int, int, str | None]]) -> "RichText":
        """Read entities that count UTF-16 units, as Telegram's do: (kind, offset, length, url)."""
        places = _code_points(text)
        last = len(places) - 1
        read = [
            TextEntity(
                kind, places[min(offset, last)], places[min(offset + length, last)] - places[min(offset, last)], url
            )
            for kind, offset, length, url in entities
            if kind in KINDS and length > 0 and offset <= last
        ]
        return cls(text, tuple(sorted(read, key=lambda entity: (entity.offset, -entity.length))))

    def to_json(self) -> Any:
        """Return what is kept: the plain text itself where nothing is decorated."""
        if not self.entities:
            return self.text
        kept = [[entity.kind, entity.offset, entity.length, entity.url] for entity in self.entities]
        return {"text": self.text, "entities": kept}

    @classmethod
    def from_json(cls, value: Any) -> "RichText":
        """Read what is kept."""
        if isinstance(value, str):
            return cls(value)
        if not isinstance(value, Mapping):
            raise TypeError(f"a text is kept as text or as an object, not as {type(value).__name__}")
        return cls(value["text"], tuple(TextEntity(*entity) for entity in value["entities"]))


def _code_points(text: str) -> list[int]:
    """Return for each UTF-16 unit, and for the end, how many characters stand before it."""
    places: list[int] = []
    for number, letter in enumerate(text):
        places.extend([number] * (2 if ord(letter) > 0xFFFF else 1))
    places.append(len(text))
    return places
