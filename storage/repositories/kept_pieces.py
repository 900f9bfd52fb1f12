"""What came with no question open, over the tables. Contents are read only when they are wanted."""

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from tortoise.expressions import Q

from domain.file_names import file_name
from domain.large_contents import LargeContent
from domain.messages.rich_text import RichText
from domain.records.kept import Bundle, KeptFile, Piece
from storage import models
from storage.repositories.large_contents import Owner, find, give
from storage.secrets import SecretBox
from storage.statements import Steps
from storage.transactions import execute, read

_COLUMNS = ("id", "bundle_id", "message_id", "sent_at", "text", "name", "content_type", "size")
_OWNER = "kept words"
_FILE = ("name", "content_type", "size", "content")


class KeptPieceRepository:
    """Implements `domain.records.kept.KeptPieces`. Words are sealed like passwords: anything may have been typed."""

    def __init__(self, box: SecretBox) -> None:
        self._box = box

    async def get(self, person_id: int, bundle_id: int) -> Bundle | None:
        """Return one of the person's bundles."""
        return await self._first(Q(person_id=person_id, id=bundle_id))

    async def latest(self, person_id: int) -> Bundle | None:
        """Return the newest bundle that still waits for a place."""
        return await self._first(Q(person_id=person_id, pieces__id__isnull=False))

    async def beside(self, record_id: int) -> Bundle | None:
        """Return the newest bundle that came beside a record and still waits."""
        found = await read(lambda: _newest_beside(record_id))
        return None if found is None else await self._first(Q(id=found))

    async def of_album(self, person_id: int, album: str) -> Bundle | None:
        """Return the bundle of an album, one that has been placed as well."""
        return await self._first(Q(person_id=person_id, album=album))

    async def of_message(self, person_id: int, message_id: int) -> Bundle | None:
        """Return the bundle in which this message waits."""
        return await self._first(Q(person_id=person_id, pieces__message_id=message_id))

    async def count(self, person_id: int) -> int:
        """Return how many messages of the person wait."""
        return await models.KeptPiece.filter(bundle__person_id=person_id).count()

    async def add(self, person_id: int, record_id: int | None, album: str | None, now: datetime) -> int:
        """Begin a bundle; return its number."""
        row = await models.Bundle.create(person_id=person_id, record_id=record_id, album=album, made_at=now)
        return row.id

    async def put(self, bundle_id: int, piece: Piece, content: bytes | LargeContent | None) -> None:
        """Keep a message; one that is kept already stays as it is."""
        if await models.KeptPiece.filter(bundle_id=bundle_id, message_id=piece.message_id).exists():
            return
        row = await models.KeptPiece.create(
            bundle_id=bundle_id,
            message_id=piece.message_id,
            sent_at=piece.sent_at,
            text=None if piece.text is None else self._sealed(piece.text),
            name=piece.file.name if piece.file else None,
            content_type=piece.file.content_type if piece.file else None,
            size=piece.file.size if piece.file else None,
            content=None if isinstance(content, LargeContent) else content,
        )
        if isinstance(content, LargeContent):
            await execute(partial(give, content, Owner.KEPT_PIECE, row.id))

    async def note_album(self, bundle_id: int, album: str) -> None:
        """Keep which album's later parts belong here."""
        await models.Bundle.filter(id=bundle_id).update(album=album)

    async def note_record(self, bundle_id: int, record_id: int) -> None:
        """Keep to which record the bundle went."""
        await models.Bundle.filter(id=bundle_id).update(record_id=record_id)

    async def shown(self, bundle_id: int, message_id: int) -> None:
        """Keep which message offers the bundle a place."""
        await models.Bundle.filter(id=bundle_id).update(message_id=message_id)

    async def content(self, piece_id: int) -> bytes | LargeContent:
        """Return what a file holds; many bytes are not read, and may be given on as they stand."""
        large = await read(partial(find, Owner.KEPT_PIECE, piece_id))
        if large is not None:
            return large
        row = await models.KeptPiece.get(id=piece_id).only("id", "content")
        return bytes(row.content or b"")

    async def change(self, piece_id: int, text: RichText) -> None:
        """The message was edited."""
        await models.KeptPiece.filter(id=piece_id).update(text=self._sealed(text))

    async def used(self, piece_ids: Sequence[int], *, words: bool, files: bool) -> None:
        """Words or files of these pieces have found a place: a piece of which nothing is left goes."""
        for row in await models.KeptPiece.filter(id__in=piece_ids).values("id", "text", "name"):
            left = (None if words else row["text"], None if files else row["name"])
            if left == (None, None):
                await models.KeptPiece.filter(id=row["id"]).delete()
                continue
            gone = dict.fromkeys((("text",) if words else ()) + (_FILE if files else ()))
            await models.KeptPiece.filter(id=row["id"]).update(**gone)

    def _sealed(self, text: RichText) -> dict[str, str]:
        sealed = self._box.seal_bytes(json.dumps(text.to_json()).encode(), _OWNER)
        return {"sealed": base64.b64encode(sealed).decode()}

    def _opened(self, kept: dict[str, str] | None) -> RichText | None:
        if kept is None:
            return None
        return RichText.from_json(json.loads(self._box.open_bytes(base64.b64decode(kept["sealed"]), _OWNER)))

    async def _first(self, which: Q) -> Bundle | None:
        row = await models.Bundle.filter(which).order_by("-id").first()
        if row is None:
            return None
        rows = await models.KeptPiece.filter(bundle_id=row.id).order_by("message_id", "id").values(*_COLUMNS)
        pieces = tuple(
            Piece(
                id=piece["id"],
                message_id=piece["message_id"],
                sent_at=piece["sent_at"],
                text=self._opened(piece["text"]),
                file=None
                if piece["name"] is None
                else KeptFile(file_name(piece["name"]), piece["content_type"], piece["size"]),
            )
            for piece in rows
        )
        return Bundle(row.id, row.person_id, row.record_id, row.message_id, pieces)


def _newest_beside(record_id: int) -> Steps[int | None]:
    answer = yield (
        "SELECT MAX(bundle.id) FROM bundle JOIN kept_piece ON kept_piece.bundle_id = bundle.id "
        "WHERE bundle.record_id = ?",
        (record_id,),
    )
    number: int | None = answer.rows[0][0]
    return number
