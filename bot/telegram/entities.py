"""Telegram's formatting as the product's own neutral entities."""

import re
from collections.abc import Sequence

from aiogram.types import MessageEntity

from domain.messages.rich_text import RichText

_KINDS = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strike",
    "code": "code",
    "pre": "pre",
    "text_link": "link",
    "blockquote": "quote",
    "expandable_blockquote": "quote",
    "spoiler": "spoiler",
}
_WEB = re.compile("https?://", re.IGNORECASE)


def rich_text_from(text: str, entities: Sequence[MessageEntity] | None) -> RichText:
    """Return the message's text with those decorations that mean something in a letter.

    An address that Telegram has found in the text is a link to itself; what only looks like one (`report.zip`,
    without `https://`) stays text. Mentions, tags and custom emoji mean nothing outside of Telegram.
    """
    known = []
    for entity in entities or ():
        kind, url = _KINDS.get(entity.type), entity.url
        if entity.type in {"url", "email"}:
            words = _words(text, entity)
            kind = "link" if entity.type == "email" or _WEB.match(words) else None
            url = f"mailto:{words}" if entity.type == "email" else words
        if kind is not None:
            known.append((kind, entity.offset, entity.length, url))
    return RichText.from_utf16(text, known)


def _words(text: str, entity: MessageEntity) -> str:
    found = RichText.from_utf16(text, [("link", entity.offset, entity.length, None)]).entities
    return text[found[0].offset : found[0].end] if found else ""
