"""Formatted text: plain text and neutral entities, neither Telegram's nor HTML."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

KINDS = ("bold", "italic", "underline", "strike", "code", "pre", "link", "quote", "spoiler")


@dataclass(frozen=True, slots=True)
class TextEntity:
    """A decoration of a piece of text; offset and length count characters (code points), `url` is a link's."""

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
        """Read entities that count UTF-16 units, as Telegram's do: (kind, offset, length, url).

        Unknown kinds and entities outside of the text are left out; one that ends behind it is cut.
        """
        known = [item for item in entities if item[0] in KINDS and item[1] >= 0 and item[2] > 0]
        if not known:
            return cls(text)
        ends = _utf16_ends(text)
        read = []
        for kind, offset, length, url in known:
            start, end = bisect_left(ends, offset), min(bisect_left(ends, offset + length), len(text))
            if start < end:
                read.append(TextEntity(kind, start, end - start, url))
        return cls(text, tuple(sorted(read, key=lambda entity: (entity.offset, -entity.length))))

    def to_utf16(self) -> list[tuple[str, int, int, str | None]]:
        """Return the entities in UTF-16 units: (kind, offset, length, url)."""
        if not self.entities:
            return []
        ends = _utf16_ends(self.text)
        last = len(self.text)
        counted = []
        for item in self.entities:
            start, end = ends[min(item.offset, last)], ends[min(item.offset + item.length, last)]
            if start < end:
                counted.append((item.kind, start, end - start, item.url))
        return counted

    def to_json(self) -> Any:
        """Return what is kept: the plain text itself where nothing is decorated."""
        if not self.entities:
            return self.text
        kept = [[entity.kind, entity.offset, entity.length, entity.url] for entity in self.entities]
        return {"text": self.text, "entities": kept}

    @classmethod
    def from_json(cls, value: Any) -> "RichText":
        """Read what is kept; raises TypeError for anything else."""
        if isinstance(value, str):
            return cls(value)
        if not isinstance(value, Mapping):
            raise TypeError(f"a text is kept as text or as an object, not as {type(value).__name__}")
        return cls(value["text"], tuple(TextEntity(*entity) for entity in value["entities"]))


def _utf16_ends(text: str) -> list[int]:
    """Return how many UTF-16 units stand before each character, and before the end."""
    return list(accumulate((2 if ord(letter) > 0xFFFF else 1 for letter in text), initial=0))
