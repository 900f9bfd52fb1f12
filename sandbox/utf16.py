"""Telegram counts text in UTF-16 units, Python in code points; this is the bridge."""


def length(text: str) -> int:
    """Counts the units of a text."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, offset: int, size: int) -> str:
    """Takes a piece by its offset and size in units."""
    return text.encode("utf-16-le")[offset * 2 : (offset + size) * 2].decode("utf-16-le", "replace")


def split(text: str, limit: int) -> list[str]:
    """Splits a long text as a client does with a paste: no part is over the limit, no character is torn."""
    parts: list[str] = []
    current: list[str] = []
    size = 0
    for character in text:
        width = 2 if ord(character) > 0xFFFF else 1
        if size + width > limit:
            parts.append("".join(current))
            current, size = [], 0
        current.append(character)
        size += width
    parts.append("".join(current))
    return parts
