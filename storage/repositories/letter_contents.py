"""A letter's bytes: in its row where they are few, in pieces where they are many.

Eighty letters may be in hand at once, of which few are at a server: with 26 MB in each that were 2 GB. So what is LARGE
is read when its server is reached, and what has more than a PIECE is never whole in memory on its way there.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from domain.journal.journal import LetterBeginning
from domain.large_contents import ContentGone, LargeContent
from domain.messages.sending import Content, Pieces
from storage.given import BYTES, NUMBER, given
from storage.repositories.large_contents import PIECE, Owner, find, give, piece_of, pieces_of, write_large
from storage.statements import Steps
from storage.transactions import read

LARGE = 256 * 1024

IN_HAND = (
    f"(SELECT CASE WHEN size > 0 OR length(content) > {LARGE} THEN '' ELSE content END "
    "FROM letter WHERE delivery_id = delivery.id)"
)
"""The bytes of a letter, or none for more than LARGE: SQLite knows the length without reading them."""


def write_contents(contents: Sequence[tuple[int, bytes | LargeContent, datetime]]) -> Steps[None]:
    """Write letters' bytes, by their numbers; each letter is made at its time."""
    whole = [(number, content) for number, content, _ in contents if _fits(content)]
    if whole:
        rows, values = given((NUMBER, BYTES), whole)
        yield f"INSERT INTO letter (delivery_id, content) SELECT column1, column2 FROM {rows}", values
    for number, content, now in contents:
        if not _fits(content):
            yield from _write_large(number, content, now)


def _fits(content: bytes | LargeContent) -> bool:
    return isinstance(content, bytes) and len(content) <= PIECE


def _write_large(number: int, content: bytes | LargeContent, now: datetime) -> Steps[None]:
    answer = yield (
        "INSERT INTO letter (delivery_id, content, size) VALUES (?, ?, ?) RETURNING id",
        (number, b"", len(content)),
    )
    letter: int = answer.rows[0][0]
    if isinstance(content, bytes):
        yield from write_large(content, Owner.LETTER, letter, now)
    else:
        yield from give(content, Owner.LETTER, letter)


def content_of(number: int, in_hand: Any) -> Content:
    """Return the content of a letter of which IN_HAND was selected; raises TypeError where that is nothing."""
    return bytes(in_hand) if len(in_hand) else partial(_read, number)


async def beginning_of(number: int) -> LetterBeginning | None:
    """Return how a letter begins, a PIECE at most; None where its bytes are kept no more."""
    kept = await read(partial(_find, number))
    if isinstance(kept, LargeContent):
        return LetterBeginning(await piece_of(kept, 0), whole=False)
    return None if kept is None else LetterBeginning(kept)


async def _read(number: int) -> bytes | Pieces:
    kept = await read(partial(_find, number))
    if kept is None:
        raise ContentGone(f"letter {number}")
    if isinstance(kept, bytes):
        return kept
    return Pieces(kept.size, await piece_of(kept, 0), partial(pieces_of, kept, 1))


def _find(number: int) -> Steps[bytes | LargeContent | None]:
    answer = yield "SELECT id, content, size FROM letter WHERE delivery_id = ?", (number,)
    if not answer.rows:
        return None
    letter, content, size = answer.rows[0]
    if not size:
        return bytes(content)
    found = yield from find(Owner.LETTER, letter)
    if found is None or found.size != size:
        raise ContentGone(f"letter {number}")
    return found
