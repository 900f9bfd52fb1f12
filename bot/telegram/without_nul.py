"""Updates without the character NUL, which no client sends and no database need take, wherever it stands in them."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

NUL = "\x00"
_ENTITIES = {"text": "entities", "caption": "caption_entities"}
"""A text, and what says by places of it how it is formatted."""


def without_nul(content: Any) -> Any:
    """Return what was decoded without it; entities stay where they are in what is left of their text."""
    match content:
        case str():
            return content.replace(NUL, "")
        case list():
            return [without_nul(item) for item in content]
        case dict():
            left = {without_nul(name): without_nul(item) for name, item in content.items()}
            for text, entities in _ENTITIES.items():
                if isinstance(content.get(text), str) and isinstance(left.get(entities), list):
                    gone = _places(content[text])
                    left[entities] = [_moved(entity, gone) for entity in left[entities]]
            return left
    return content


def _places(text: str) -> list[int]:
    """Return where it stands in a text, in UTF-16 code units, as entities count them (Bot API: MessageEntity)."""
    units = text.encode("utf-16-le", "surrogatepass")
    return [place for place in range(len(units) // 2) if units[2 * place : 2 * place + 2] == b"\x00\x00"]


def _moved(entity: Any, gone: Sequence[int]) -> Any:
    if not isinstance(entity, Mapping):
        return entity
    start, length = entity.get("offset"), entity.get("length")
    if not isinstance(start, int) or not isinstance(length, int):
        return entity
    offset, end = (place - bisect_left(gone, place) for place in (start, start + length))
    return {**entity, "offset": offset, "length": end - offset}
