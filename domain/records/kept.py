"""What came with no question open: kept in rows until the person says what it is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Protocol

from domain.large_contents import LargeContent
from domain.messages.rich_text import RichText
from domain.records.long_paste import glue, is_next_part

KEEP_PIECES = timedelta(days=14)
"""How long something waits for its place."""

MOST_PIECES = 200
"""How many messages of one person wait at most."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What is known of a file without reading it; `size` in bytes."""

    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One message, or what is left of it: its words, its file, or both."""

    id: int
    message_id: int
    sent_at: datetime
    text: RichText | None
    file: KeptFile | None


@dataclass(frozen=True, slots=True)
class Bundle:
    """Messages in a row that are offered one place together.

    `record_id` is the record that they came beside or went to, `message_id` the message that offers them a place.
    """

    id: int
    person_id: int
    record_id: int | None
    message_id: int | None
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> tuple[Piece, ...]:
        """The pieces that have words."""
        return tuple(piece for piece in self.pieces if piece.text is not None)

    @property
    def files(self) -> tuple[Piece, ...]:
        """The pieces that have a file."""
        return tuple(piece for piece in self.pieces if piece.file is not None)

    @property
    def text(self) -> RichText | None:
        """All words as one text: parts of a long paste as they were, other messages on lines of their own."""
        joined: list[RichText | str] = []
        for before, piece in pairwise((None, *self.words)):
            if piece is None or piece.text is None:
                continue
            if before is not None and before.text is not None:
                is_part = is_next_part(before.text, before.sent_at, piece.sent_at)
                joined.append(glue(before.text.text) if is_part else "\n")
            joined.append(piece.text)
        return RichText.joined(joined).mended() if joined else None


class KeptPieces(Protocol):
    """Where they are kept. Writes belong inside a transaction of the use case."""

    async def get(self, person_id: int, bundle_id: int) -> Bundle | None:
        """Return one of the person's bundles."""
        ...

    async def latest(self, person_id: int) -> Bundle | None:
        """Return the newest bundle that still waits for a place."""
        ...

    async def beside(self, record_id: int) -> Bundle | None:
        """Return the newest bundle that came beside a record and still waits."""
        ...

    async def of_album(self, person_id: int, album: str) -> Bundle | None:
        """Return the bundle of an album, one that has been placed as well."""
        ...

    async def of_message(self, person_id: int, message_id: int) -> Bundle | None:
        """Return the bundle in which this message waits."""
        ...

    async def count(self, person_id: int) -> int:
        """Return how many messages of the person wait."""
        ...

    async def add(self, person_id: int, record_id: int | None, album: str | None, now: datetime) -> int:
        """Begin a bundle; return its number."""
        ...

    async def put(self, bundle_id: int, piece: Piece, content: bytes | LargeContent | None) -> None:
        """Keep a message; one that is kept already stays as it is."""
        ...

    async def note_album(self, bundle_id: int, album: str) -> None:
        """Keep which album's later parts belong here."""
        ...

    async def note_record(self, bundle_id: int, record_id: int) -> None:
        """Keep to which record the bundle went."""
        ...

    async def shown(self, bundle_id: int, message_id: int) -> None:
        """Keep which message offers the bundle a place."""
        ...

    async def content(self, piece_id: int) -> bytes | LargeContent:
        """Return what a file holds; many bytes are not read, and may be given on as they stand."""
        ...

    async def change(self, piece_id: int, text: RichText) -> None:
        """The message was edited."""
        ...

    async def used(self, piece_ids: Sequence[int], *, words: bool, files: bool) -> None:
        """Words or files of these pieces have found a place: a piece of which nothing is left goes."""
        ...
