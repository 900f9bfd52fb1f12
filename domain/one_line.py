"""Texts of one line: the one place that knows what breaks a line, and what a document's field does about it."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo

LINE_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What begins a new line: the Unicode Standard section 5.8, and what Python's `str.splitlines` cuts at besides."""

ONE_LINE = f"^[^{LINE_BREAKS}]*$"
"""The pattern of a text without line breaks."""

STORED = {"stored": True}
"""The context in which documents are read that were accepted before: a field may know more than it did then."""

_BREAKS = re.compile(f"[{LINE_BREAKS}]+")


def breaks_line(text: str) -> bool:
    """Whether the text is more than one line, whatever breaks it."""
    return _BREAKS.search(text) is not None


def lines_in(text: str) -> int:
    """Return how many lines the text has."""
    return len(text.splitlines())


def in_one_line(text: str) -> str:
    """Return the text in one line: what broke it has become a space, and none is left at its ends."""
    return _BREAKS.sub(" ", text).strip() if breaks_line(text) else text.strip()


def _tidied(value: Any) -> Any:
    return in_one_line(value) if isinstance(value, str) and breaks_line(value) else value


def _tidied_if_stored(value: Any, info: ValidationInfo) -> Any:
    """An earlier version accepted more: what it has kept must be read, and a space does no harm."""
    return _tidied(value) if info.context == STORED else value


OneLine = Annotated[str, BeforeValidator(_tidied_if_stored), Field(pattern=ONE_LINE)]
"""A text of a document that a line break makes wrong: a subject, a name, a header's value."""

FoldedLine = Annotated[str, BeforeValidator(_tidied)]
"""A text of a document that is shown in one line, and may be written in several."""
