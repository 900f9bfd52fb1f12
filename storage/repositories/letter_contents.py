"""A letter's bytes: taken with it where they are few, read when its server is reached where they are many."""

from functools import partial
from typing import Any

from domain.messages.sending import Content
from storage import models

LARGE = 256 * 1024
"""Bytes. Eighty letters may be in hand at once, of which few are at a server: with 26 MB in each that were 2 GB."""

IN_HAND = (
    f"(SELECT CASE WHEN length(content) > {LARGE} THEN '' ELSE content END FROM letter WHERE delivery_id = delivery.id)"
)
"""The bytes of a letter, or none for more than LARGE: SQLite knows the length without reading them."""


def content_of(number: int, in_hand: Any) -> Content:
    """Return the content of a letter of which IN_HAND was selected; raises TypeError where that is nothing."""
    return bytes(in_hand) if len(in_hand) else partial(_read, number)


async def _read(number: int) -> bytes:
    (content,) = await models.Letter.filter(delivery_id=number).values_list("content", flat=True)
    return bytes(content)
