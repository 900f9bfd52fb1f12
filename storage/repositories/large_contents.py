"""Bytes that are too many for one row: in rows of a PIECE, so that none of them is ever whole in memory.

SQLite copies a value twice when it is written, and a connection holds it while it goes to a server. What is put here
belongs to nobody at first: a file, a letter or a kept message gets it in the transaction that writes them, and it goes
when they go. What nobody got is swept.
"""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, suppress
from datetime import datetime
from enum import StrEnum
from functools import partial

from domain.clock import Clock
from domain.large_contents import ContentGone, LargeContent
from storage.partial_indexes import OF_NOBODY
from storage.statements import Steps, moment
from storage.transactions import execute, read

PIECE = 1024 * 1024
AT_ONCE = 20
"""How many that nobody got are taken away at once: each may have two dozen pieces."""


class Owner(StrEnum):
    """Whose it is, as the column says that names them."""

    LETTER = "letter_id"
    FILE = "file_id"
    KEPT_PIECE = "kept_piece_id"


class LargeContentRepository:
    """Implements `domain.large_contents.LargeContents`. Each piece is committed by itself."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def put(self, pieces: AsyncGenerator[bytes, None]) -> bytes | LargeContent:
        """Return what is no more than a PIECE, else write it as it comes."""
        held, number, size = bytearray(), None, 0
        try:
            async with aclosing(pieces):
                async for piece in pieces:
                    held += piece
                    while len(held) > PIECE:
                        number = await execute(partial(_append, number, size, bytes(held[:PIECE]), self._clock()))
                        del held[:PIECE]
                        size += PIECE
            if number is None:
                return bytes(held)
            await execute(partial(_append, number, size, bytes(held), self._clock()))
        except Exception:
            if number is not None:
                with suppress(Exception):  # the sweep finds it
                    await execute(partial(_drop, number))
            raise
        return LargeContent(number, size + len(held))


def write_large(content: bytes, owner: Owner, owner_id: int, now: datetime) -> Steps[None]:
    """Write many bytes that are at hand for whom they are."""
    number = None
    for start in range(0, len(content), PIECE):
        number = yield from _append(number, start, content[start : start + PIECE], now)
    if number is not None:
        yield from give(LargeContent(number, len(content)), owner, owner_id)


def give(content: LargeContent, owner: Owner, owner_id: int) -> Steps[None]:
    """Let somebody have it, alone; raises ContentGone."""
    answer = yield (
        "UPDATE large_content SET letter_id = NULL, file_id = NULL, kept_piece_id = NULL WHERE id = ? AND size = ? "
        "RETURNING id",
        (content.id, content.size),
    )
    if not answer.rows:
        raise ContentGone(f"content {content.id}")
    yield f"UPDATE large_content SET {owner} = ? WHERE id = ?", (owner_id, content.id)


def find(owner: Owner, owner_id: int) -> Steps[LargeContent | None]:
    """Return what somebody has in pieces."""
    answer = yield f"SELECT id, size FROM large_content WHERE {owner} = ?", (owner_id,)
    return LargeContent(*answer.rows[0]) if answer.rows else None


def copy(owner: Owner, owner_id: int, other_id: int) -> Steps[None]:
    """Let another of the same kind have the same bytes, where there are any in pieces."""
    found = yield from find(owner, owner_id)
    if found is None:
        return
    made = yield (
        f"INSERT INTO large_content (size, made_at, {owner}) "
        "SELECT size, made_at, CAST(? AS BIGINT) FROM large_content WHERE id = ? RETURNING id",
        (other_id, found.id),
    )
    yield (
        "INSERT INTO large_piece (large_content_id, number, content) "
        "SELECT CAST(? AS BIGINT), number, content FROM large_piece WHERE large_content_id = ?",
        (made.rows[0][0], found.id),
    )


def forget_of_nobody(before: datetime) -> Steps[int]:
    """Take away some that were begun before then and that nobody got; return how many."""
    answer = yield (
        f"SELECT id FROM large_content WHERE {OF_NOBODY} AND made_at < ? ORDER BY made_at LIMIT ?",
        (moment(before), AT_ONCE),
    )
    for (number,) in answer.rows:
        yield from _drop(number)
    return len(answer.rows)


async def pieces_of(content: LargeContent, first: int = 0) -> AsyncIterator[bytes]:
    """Read it a piece at a time, from the `first` on; raises ContentGone."""
    for number in range(first, -(-content.size // PIECE)):
        yield await piece_of(content, number)


async def piece_of(content: LargeContent, number: int) -> bytes:
    """Read one piece; raises ContentGone."""
    return await read(partial(_read_piece, content.id, number))


def _append(number: int | None, size: int, piece: bytes, now: datetime) -> Steps[int]:
    """Write a piece behind `size` bytes; return the number of the content."""
    if number is None:
        begun = yield "INSERT INTO large_content (size, made_at) VALUES (0, ?) RETURNING id", (moment(now),)
        number = begun.rows[0][0]
    changed = yield "UPDATE large_content SET size = ? WHERE id = ?", (size + len(piece), number)
    if not changed.count:
        raise ContentGone(f"content {number}")
    yield (
        "INSERT INTO large_piece (large_content_id, number, content) VALUES (?, ?, ?)",
        (number, size // PIECE, piece),
    )
    return number


def _drop(number: int) -> Steps[None]:
    yield "DELETE FROM large_content WHERE id = ?", (number,)


def _read_piece(content_id: int, number: int) -> Steps[bytes]:
    answer = yield "SELECT content FROM large_piece WHERE large_content_id = ? AND number = ?", (content_id, number)
    if not answer.rows:
        raise ContentGone(f"piece {number} of content {content_id}")
    return bytes(answer.rows[0][0])
