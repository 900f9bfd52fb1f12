"""Long pastes: a client splits them into several messages, and they are one answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from domain.messages.rich_text import RichText, utf16_length
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
    return answer.message_id > before.message_id and is_next_part(
        rich_text_of(before.value), before.sent_at, answer.sent_at
    )


def is_next_part(before: RichText, before_at: datetime, sent_at: datetime) -> bool:
    """Whether what was sent at `sent_at` continues a long text that was sent just before it."""
    return sent_at - before_at <= PART_WINDOW and is_long_part(before)


def is_long_part(text: RichText) -> bool:
    """Whether a message is so long that the next one may be its continuation."""
    return utf16_length(text.text) >= LONG_PART


def join_answers(answers: Sequence[Answer]) -> RichText:
    """Join the messages that make up an answer: parts of a paste as they were, what was added later on its own line."""
    texts = [rich_text_of(answer.value) for answer in answers]
    pieces: list[str | RichText] = [texts[0]]
    for (before, text), (earlier, later) in zip(pairwise(texts), pairwise(answers), strict=True):
        is_part = later.sent_at - earlier.sent_at <= PART_WINDOW and not later.added
        pieces += (glue(before.text) if is_part else "\n", text)
    return RichText.joined(pieces).mended()


def glue(before: str) -> str:
    """Return what a client took away where it split: nothing behind a full message, else white space."""
    if utf16_length(before) >= FULL_PART:
        return ""
    return "\n" if before.rstrip()[-1:] in ".!?…:;" else " "
