"""Updates without the character NUL, which no client sends and no database need take, wherever it stands in them."""

from collections.abc import Mapping
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
                    left[entities] = [_moved(entity, content[text]) for entity in left[entities]]
            return left
    return content


def _moved(entity: Any, text: str) -> Any:
    if not isinstance(entity, Mapping):
        return entity
    start, length = entity.get("offset"), entity.get("length")
    if not isinstance(start, int) or not isinstance(length, int):
        return entity
    units = text.encode("utf-16-le", "surrogatepass")
    gone = [place for place in range(len(units) // 2) if units[2 * place : 2 * place + 2] == b"\x00\x00"]
    before, inside = (sum(low <= place < high for place in gone) for low, high in ((0, start), (start, start + length)))
    return {**entity, "offset": start - before, "length": length - inside}
