"""A letter's bytes: written in pieces where they are many, taken with it where they are few.

Eighty letters may be in hand at once, of which few are at a server: with 26 MB in each that were 2 GB. So what is LARGE
is read when its server is reached, and what has more than a PIECE is never whole in memory on its way there.
"""

from collections.abc import AsyncIterator, Sequence
from functools import partial
from typing import Any

from domain.messages.sending import Content, Pieces
from storage import models
from storage.statements import Steps
from storage.transactions import read

LARGE = 256 * 1024
PIECE = 1024 * 1024

IN_HAND = (
    f"(SELECT CASE WHEN size > 0 OR length(content) > {LARGE} THEN '' ELSE content END "
    "FROM letter WHERE delivery_id = delivery.id)"
)
"""The bytes of a letter, or none for more than LARGE: SQLite knows the length without reading them."""


def write_contents(contents: Sequence[tuple[int, bytes]]) -> Steps[None]:
    """Write letters' bytes, by their numbers."""
    whole = [(number, content) for number, content in contents if len(content) <= PIECE]
    if whole:
        yield (
            f"INSERT INTO letter (delivery_id, content) VALUES {', '.join(['(?, ?)'] * len(whole))}",
            [value for row in whole for value in row],
        )
    for number, content in contents:
        if len(content) > PIECE:
            yield from _write_pieces(number, memoryview(content))


def _write_pieces(number: int, content: memoryview) -> Steps[None]:
    answer = yield (
        "INSERT INTO letter (delivery_id, content, size) VALUES (?, ?, ?) RETURNING id",
        (number, b"", len(content)),
    )
    for place, start in enumerate(range(0, len(content), PIECE)):
        yield (
            "INSERT INTO letter_piece (letter_id, number, content) VALUES (?, ?, ?)",
            (answer.rows[0][0], place, bytes(content[start : start + PIECE])),
        )


def content_of(number: int, in_hand: Any) -> Content:
    """Return the content of a letter of which IN_HAND was selected; raises TypeError where that is nothing."""
    return bytes(in_hand) if len(in_hand) else partial(_read, number)


async def whole_content(number: int) -> bytes | None:
    """Return all bytes of a letter; None where they are kept no more."""
    letter = await models.Letter.get_or_none(delivery_id=number)
    if letter is None or not letter.size:
        return None if letter is None else bytes(letter.content)
    pieces = models.LetterPiece.filter(letter_id=letter.id).order_by("number")
    return b"".join([bytes(piece) for piece in await pieces.values_list("content", flat=True)])


async def _read(number: int) -> bytes | Pieces:
    letter = await models.Letter.get(delivery_id=number)
    if not letter.size:
        return bytes(letter.content)
    first = await read(partial(_read_piece, letter.id, 0))
    return Pieces(letter.size, first, partial(_rest, letter.id, letter.size - len(first)))


async def _rest(letter_id: int, left: int) -> AsyncIterator[bytes]:
    place = 1
    while left > 0:
        piece = await read(partial(_read_piece, letter_id, place))
        yield piece
        left -= len(piece)
        place += 1


def _read_piece(letter_id: int, place: int) -> Steps[bytes]:
    answer = yield "SELECT content FROM letter_piece WHERE letter_id = ? AND number = ?", (letter_id, place)
    if not answer.rows:
        raise LookupError("a piece of the letter is gone")
    return bytes(answer.rows[0][0])
