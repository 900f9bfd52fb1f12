"""Files that people sent along, in the database so that any host can send them."""

import json
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

from domain.file_names import file_name
from domain.large_contents import ContentGone, LargeContent
from domain.messages.letter import Attachment
from storage.repositories.file_copies import copy_file
from storage.repositories.large_contents import Owner, give, pieces_of
from storage.statements import AMONG, Steps
from storage.transactions import execute, read


class FileRepository:
    """Implements `domain.records.files.Files`, and `domain.scenarios.compose_letter.FileContents`."""

    async def add(self, record_id: int, name: str, content_type: str, content: bytes | LargeContent) -> int:
        """Keep a file; return its number. Raises ContentGone."""
        return await execute(partial(_add, record_id, name, content_type, content))

    async def copy(self, file_id: int, record_id: int) -> int | None:
        """Keep the same file for another record; return the copy's number, None where the file is kept no more."""
        return await execute(partial(copy_file, file_id, record_id))

    async def read(self, file_ids: tuple[int, ...]) -> tuple[Attachment, ...]:
        """Return the files, in the order asked for; those that are gone are left out."""
        if not file_ids:
            return ()
        rows = await read(partial(_find, file_ids))
        return tuple(_attachment(number, *rows[number]) for number in file_ids if number in rows)


def _attachment(number: int, name: str, content_type: str, content_id: int | None, size: int) -> Attachment:
    reading = partial(_whole, number) if content_id is None else partial(pieces_of, LargeContent(content_id, size))
    return Attachment(file_name(name), content_type, reading)


async def _whole(number: int) -> AsyncIterator[bytes]:
    yield await read(partial(_read_whole, number))


def _add(record_id: int, name: str, content_type: str, content: bytes | LargeContent) -> Steps[int]:
    at_hand = content if isinstance(content, bytes) else b""
    answer = yield (
        "INSERT INTO file (record_id, name, content_type, size, content) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (record_id, name, content_type, len(content), at_hand),
    )
    number: int = answer.rows[0][0]
    if isinstance(content, LargeContent):
        yield from give(content, Owner.FILE, number)
    return number


def _find(file_ids: tuple[int, ...]) -> Steps[dict[int, tuple[Any, ...]]]:
    answer = yield (
        "SELECT f.id, f.name, f.content_type, c.id, f.size FROM file f LEFT JOIN large_content c ON c.file_id = f.id "
        f"WHERE f.id {AMONG}",
        (json.dumps(file_ids),),
    )
    return {number: tuple(row) for number, *row in answer.rows}


def _read_whole(number: int) -> Steps[bytes]:
    answer = yield "SELECT content FROM file WHERE id = ?", (number,)
    if not answer.rows:
        raise ContentGone(f"file {number}")
    return bytes(answer.rows[0][0])
