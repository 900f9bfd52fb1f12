"""Telegram's formatting as the product's own neutral entities."""

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


def rich_text_from(text: str, entities: Sequence[MessageEntity] | None) -> RichText:
    """Return the message's text with those decorations that mean something in a letter."""
    known = [
        (_KINDS[entity.type], entity.offset, entity.length, entity.url)
        for entity in entities or ()
        if entity.type in _KINDS
    ]
    return RichText.from_utf16(text.replace("\x00", ""), known)
