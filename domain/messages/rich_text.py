"""Formatted text: plain text and neutral entities, neither Telegram's nor HTML."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Any

from domain.messages.links import is_said_by, link_address, written

KINDS = ("bold", "italic", "underline", "strike", "code", "pre", "link", "quote", "spoiler")
BLOCKS = frozenset({"pre", "quote"})
"""Decorations that stand on lines of their own."""


@dataclass(frozen=True, slots=True)
class TextEntity:
    """A decoration of a piece of text; offset and length count characters (code points), `url` is a link's."""

    kind: str
    offset: int
    length: int
    url: str | None = None

    @property
    def end(self) -> int:
        """Where the first character behind it stands."""
        return self.offset + self.length


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
        return cls(text, _in_order(read))

    @classmethod
    def joined(cls, parts: "Iterable[str | RichText]", between: str = "") -> "RichText":
        """Join texts, formatted or not; each keeps its own formatting."""
        texts: list[str] = []
        entities: list[TextEntity] = []
        reached = 0
        for part in parts:
            if texts and between:
                texts.append(between)
                reached += len(between)
            if isinstance(part, RichText):
                entities += (replace(item, offset=item.offset + reached) for item in part.entities)
            text = part.text if isinstance(part, RichText) else part
            texts.append(text)
            reached += len(text)
        return cls("".join(texts), tuple(entities))

    @property
    def links(self) -> tuple[TextEntity, ...]:
        """The links that are kept, one beside the other: where two overlap, the later one gives way.

        What Telegram or a long paste has cut into pieces of one address is one link again.
        """
        found: list[TextEntity] = []
        for item in self.entities:
            address = link_address(item.url) if item.kind == "link" else None
            if address is None:
                continue
            before = found[-1] if found else None
            start, end = max(item.offset, before.end if before else 0), min(item.end, len(self.text))
            if before is not None and address == before.url and start <= before.end:
                found[-1] = replace(before, length=max(end, before.end) - before.offset)
            elif start < end:
                found.append(TextEntity("link", start, end - start, address))
        return tuple(found)

    def piece(self, start: int, end: int) -> "RichText":
        """Return the characters from `start` to `end` with their formatting."""
        kept = (
            replace(item, offset=max(item.offset, start) - start, length=min(item.end, end) - max(item.offset, start))
            for item in self.entities
            if item.offset < end and item.end > start
        )
        return RichText(self.text[start:end], tuple(kept))

    def plain(self) -> str:
        """Return the text without formatting: behind a link's words stands its address, if they are not it already."""
        return self.written_out(self.links).text if self.entities else self.text

    def written_out(self, links: Sequence[TextEntity]) -> "RichText":
        """Return the text with the addresses of these of its `links` written behind their words."""
        added = [(offset, f" ({address})") for offset, address in self._unsaid(links)]
        offsets = [offset for offset, _ in added]
        sizes = list(accumulate((len(piece) for _, piece in added), initial=0))
        bounds = [0, *offsets, len(self.text)]
        pieces = [self.text[start:end] for start, end in pairwise(bounds)]
        text = "".join(
            piece for pair in zip(pieces, [*(piece for _, piece in added), ""], strict=True) for piece in pair
        )
        others = [item for item in self.entities if item.kind != "link"]
        moved = []
        for item in _in_order([*others, *(set(self.links) - set(links))]):
            start = item.offset + sizes[bisect_right(offsets, item.offset)]
            # An address at the end of a quotation or a listing is a part of it.
            before = bisect_right if item.kind in BLOCKS else bisect_left
            end = item.end + sizes[before(offsets, item.end)]
            moved.append(replace(item, offset=start, length=end - start))
        return RichText(text, tuple(moved))

    def _unsaid(self, links: Iterable[TextEntity]) -> Iterator[tuple[int, str]]:
        """Yield where an address is to be written, and the address as it is written."""
        for link in links:
            words = self.text[link.offset : link.end]
            address = written(link.url or "")
            end = link.offset + len(words.rstrip())
            follows = self.text[end : end + len(address) + 20].lstrip().startswith(f"({address})")
            if not follows and not is_said_by(link.url or "", words):
                yield end, address

    def mended(self) -> "RichText":
        """Return the text with decorations of one kind as one where the end of one is the beginning of the next."""
        kept: list[TextEntity] = []
        open_ends: dict[tuple[str, int, str | None], int] = {}
        for item in self.entities:
            index = open_ends.pop((item.kind, item.offset, item.url), None)
            if index is None:
                index = len(kept)
                kept.append(item)
            else:
                kept[index] = replace(kept[index], length=item.end - kept[index].offset)
            open_ends[item.kind, item.end, item.url] = index
        return RichText(self.text, _in_order(kept))

    def with_line_feeds(self) -> "RichText":
        """Return the text with its line breaks as one character each."""
        if "\r" not in self.text:
            return self
        whole = self.without("\r(?=\n)")
        return replace(whole, text=whole.text.replace("\r", "\n"))

    def without(self, pattern: str) -> "RichText":
        """Return the text without all single characters that fit a pattern."""
        gone = [found.start() for found in re.finditer(pattern, self.text)]
        moved = []
        for item in self.entities:
            start, end = (offset - bisect_left(gone, offset) for offset in (item.offset, item.end))
            if start < end:
                moved.append(replace(item, offset=start, length=end - start))
        return RichText(re.sub(pattern, "", self.text), tuple(moved))

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


def _in_order(entities: Iterable[TextEntity]) -> tuple[TextEntity, ...]:
    return tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length)))


def utf16_length(text: str) -> int:
    """Return how long Telegram counts a text to be: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _utf16_ends(text: str) -> list[int]:
    """Return how many UTF-16 units stand before each character, and before the end."""
    return list(accumulate((2 if ord(letter) > 0xFFFF else 1 for letter in text), initial=0))
