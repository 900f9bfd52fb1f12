"""Where in a layout's markup a value is put: in its text, in a tag, or where no markup is read.

Only the layout's own pieces are read, never a value: what a person wrote cannot change what is markup.
"""

import re
from typing import Literal

from markupsafe import Markup, escape

_OPENING = re.compile(r"<(?:(!--)|([!?])|(/?)([A-Za-z][^\s/>]*)|/?$)")
_IN_TAG = re.compile(r"=\s*([\"'])|>")
_UNREAD = frozenset({"style", "script", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript"})
"""Elements whose content holds no tags (WHATWG HTML 13.2.5: raw text and escapable raw text)."""


class MarkupState:
    """Reads a layout from its beginning and knows what stands open at its end."""

    def __init__(self) -> None:
        self._inside: Literal["text", "tag", "quotes", "unread"] = "text"
        self._element = ""
        self._end = re.compile("")

    @property
    def is_text(self) -> bool:
        """Whether what comes next is shown as text, among tags."""
        return self._inside == "text"

    def read(self, piece: str) -> None:
        """Read on."""
        at = 0
        while at < len(piece):
            step = {"text": self._text, "tag": self._tag, "quotes": self._quotes, "unread": self._content}
            at = step[self._inside](piece, at)

    def escaped(self, value: str) -> Markup:
        """Return a value for markup that is not text: it cannot leave an attribute, quoted or not."""
        if self._inside == "tag":
            bare = value.unescape() if isinstance(value, Markup) else value
            return Markup("".join(f"&#{ord(sign)};" for sign in bare))  # noqa: S704 - nothing but numbers is left
        return escape(value)

    def _text(self, piece: str, at: int) -> int:
        found = _OPENING.search(piece, at)
        if found is None:
            return len(piece)
        comment, declaration, closing, name = found.groups()
        if comment or declaration:
            self._leave_out(r"--!?>" if comment else ">")
        else:
            self._inside, self._element = "tag", "" if closing or not name else name.lower()
        return found.end()

    def _tag(self, piece: str, at: int) -> int:
        found = _IN_TAG.search(piece, at)
        if found is None:
            return len(piece)
        if found[1]:
            self._inside, self._end = "quotes", re.compile(found[1])
        elif self._element in _UNREAD:
            self._leave_out(rf"(?=</{re.escape(self._element)})")
        else:
            self._inside = "text"
        return found.end()

    def _quotes(self, piece: str, at: int) -> int:
        found = self._end.search(piece, at)
        if found is None:
            return len(piece)
        self._inside = "tag"
        return found.end()

    def _content(self, piece: str, at: int) -> int:
        found = self._end.search(piece, at)
        if found is None:
            return len(piece)
        self._inside = "text"
        return found.end()

    def _leave_out(self, end: str) -> None:
        self._inside, self._end = "unread", re.compile(end, re.IGNORECASE)
