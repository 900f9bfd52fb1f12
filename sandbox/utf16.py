"""Telegram counts text in UTF-16 units, Python in code points; this is the bridge."""


def length(text: str) -> int:
    """Counts the units of a text."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, offset: int, size: int) -> str:
    """Takes a piece by its offset and size in units."""
    return text.encode("utf-16-le")[offset * 2 : (offset + size) * 2].decode("utf-16-le", "replace")
