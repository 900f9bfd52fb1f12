"""Texts of a file as a server can hold and read them.

PostgreSQL takes the character NUL in no text, and its JSON functions refuse a whole document for one `\\u0000`, or for
half of a character, in any place of it. SQLite takes all of these, and version 0.1.0 kept whatever a chat had.
"""

import json
import re
from typing import Any

_ODD = re.compile(r"\\u(?:0000|d[89a-f])", re.IGNORECASE)


def storable(text: str) -> str:
    """Return the text without NUL, and with a replacement for each half of a character; of documents, their texts."""
    text = text.replace("\x00", "")
    if not _ODD.search(text):
        return text
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return text
    cleaned = _cleaned(document)
    return text if cleaned == document else json.dumps(cleaned)


def _cleaned(value: Any) -> Any:
    match value:
        case str():
            return value.replace("\x00", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        case list():
            return [_cleaned(item) for item in value]
        case dict():
            return {_cleaned(name): _cleaned(item) for name, item in value.items()}
    return value
