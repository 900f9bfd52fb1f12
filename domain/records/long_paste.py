"""Long pastes: a client splits them into several messages, and they are one answer."""

from datetime import timedelta
from itertools import pairwise

from domain.messages.rich_text import RichText
from domain.records.record import Answer
from domain.records.types.text import rich_text_of

PART_WINDOW = timedelta(seconds=3)
"""Within what time of the part before it a message is taken for the next part of a long paste."""

LONG_PART = 3_000
"""How long, in UTF-16 units, a message must be for the next one to be its continuation."""

FULL_PART = 4_096
"""How much a client puts into one message, in UTF-16 units (Bot API: message text, 1-4096 characters)."""


def continues(before: Answer, answer: Answer) -> bool:
    """Whether a message is the next part of the paste that `before` is a part of."""
    return (
        answer.message_id > before.message_id
        and answer.sent_at - before.sent_at <= PART_WINDOW
        and utf16_length(rich_text_of(before.value).text) >= LONG_PART
    )


def utf16_length(text: str) -> int:
    """Return how long Telegram counts a text to be."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def join_parts(parts: list[RichText]) -> RichText:
    """Join what a client has split: a full message was cut in mid-text, a shorter one where white space was."""
    pieces: list[str | RichText] = [parts[0]]
    for before, part in pairwise(parts):
        pieces += (_glue(before.text), part)
    return RichText.joined(pieces).mended()


def _glue(before: str) -> str:
    if utf16_length(before) >= FULL_PART:
        return ""
    return "\n" if before.rstrip()[-1:] in ".!?…:;" else " "
