"""What is large comes in pieces and stands in pieces: the same bytes for whoever has it, and nobody's for an hour."""

import os
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.journal.journal import LetterBeginning
from domain.large_contents import OF_NOBODY_FOR, ContentGone, LargeContent
from domain.messages.letter import Attachment
from domain.records.kept import KeptFile, Piece
from domain.scenarios.compose_letter import ComposeLetter, FilesErased
from mail.compose import MimeComposer
from storage import models
from storage.repositories.files import FileRepository
from storage.repositories.journal import JournalRepository
from storage.repositories.kept_pieces import KeptPieceRepository
from storage.repositories.large_contents import PIECE, LargeContentRepository
from storage.repositories.sweeping import SweepRepository
from storage.secrets import SecretBox
from tests.domain.deliveries.conftest import Office, ToldSender, new_letter, open_office
from tests.mail.test_compose_letters import LETTER
from tests.storage.whole_letters import whole_letter

SIZES = (0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7)
CHUNKS = (65_536, PIECE, 2 * PIECE + 1)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(tmp_path / "gonets.db", ToldSender()) as office:
        yield office


async def cut(content: bytes, chunk: int = 65_536, *, then: Exception | None = None) -> AsyncGenerator[bytes, None]:
    for start in range(0, len(content), chunk):
        yield content[start : start + chunk]
    if then is not None:
        raise then


async def put(office: Office, content: bytes, chunk: int = 65_536) -> bytes | LargeContent:
    return await LargeContentRepository(office.clock).put(cut(content, chunk))


async def keep(office: Office, content: bytes) -> int:
    kept = await put(office, content)
    return await FileRepository().add(office.record.id, "план.pdf", "application/pdf", kept)


async def read(number: int) -> bytes:
    (file,) = await FileRepository().read((number,))
    assert not isinstance(file.data, bytes)
    pieces = [piece async for piece in file.data()]
    assert all(len(piece) <= PIECE for piece in pieces)
    return b"".join(pieces)


async def rows() -> tuple[int, int]:
    return await models.LargeContent.all().count(), await models.LargePiece.all().count()


@pytest.mark.parametrize("chunk", CHUNKS)
@pytest.mark.parametrize("size", SIZES)
async def test_a_file_is_read_as_it_came_however_it_came(office: Office, size: int, chunk: int) -> None:
    content = os.urandom(size)
    kept = await put(office, content, chunk)
    assert isinstance(kept, bytes) is (size <= PIECE)
    assert len(kept) == size
    number = await FileRepository().add(office.record.id, "план.pdf", "application/pdf", kept)
    assert await read(number) == content
    assert await read(number) == content
    assert await rows() == ((1, -(-size // PIECE)) if size > PIECE else (0, 0))


async def test_a_file_of_an_earlier_version_is_whole(office: Office) -> None:
    content = os.urandom(2 * PIECE)
    row = await models.File.create(
        record_id=office.record.id, name="a", content_type="a/b", size=len(content), content=content
    )
    (file,) = await FileRepository().read((row.id,))
    assert not isinstance(file.data, bytes)
    assert b"".join([piece async for piece in file.data()]) == content


async def test_a_copy_is_its_own(office: Office) -> None:
    content = os.urandom(2 * PIECE + 1)
    number = await keep(office, content)
    copied = await FileRepository().copy(number, office.record.id)
    assert copied is not None
    assert await rows() == (2, 6)
    await models.File.filter(id=number).delete()
    assert await rows() == (1, 3)
    assert await read(copied) == content
    assert await FileRepository().copy(number, office.record.id) is None


async def test_what_was_kept_for_its_place_moves_there(office: Office) -> None:
    content, kept = os.urandom(PIECE + 1), KeptPieceRepository(SecretBox("key of this test"))
    bundle = await kept.add(7, None, None, office.clock())
    for message in (5, 6):
        piece = Piece(0, message, office.clock(), None, KeptFile("план.pdf", "application/pdf", len(content)))
        await kept.put(bundle, piece, await put(office, content))
    found = await kept.get(7, bundle)
    assert found is not None
    first, second = found.pieces
    number = await FileRepository().add(office.record.id, "план.pdf", "a/b", await kept.content(first.id))
    await kept.used([first.id], words=False, files=True)
    assert await rows() == (2, 4)
    await kept.used([second.id], words=True, files=True)
    assert await rows() == (1, 2)
    assert await read(number) == content


async def test_what_breaks_off_on_its_way_leaves_nothing(office: Office) -> None:
    broken = cut(os.urandom(2 * PIECE), then=ConnectionError("gone"))
    with pytest.raises(ConnectionError):
        await LargeContentRepository(office.clock).put(broken)
    assert await rows() == (0, 0)


async def test_what_nobody_got_is_swept_after_a_while(office: Office) -> None:
    number = await keep(office, content := os.urandom(PIECE + 1))
    left = await put(office, content)
    assert isinstance(left, LargeContent)
    sweep = SweepRepository()
    assert await sweep.forget_contents(office.clock() - OF_NOBODY_FOR) == 0
    office.clock.move(minutes=61)
    assert await sweep.forget_contents(office.clock() - OF_NOBODY_FOR) == 1
    assert await sweep.forget_contents(office.clock() - OF_NOBODY_FOR) == 0
    assert await rows() == (1, 2)
    assert await read(number) == content
    with pytest.raises(ContentGone):
        await FileRepository().add(office.record.id, "план.pdf", "a/b", left)


async def compose(office: Office, number: int) -> bytes | LargeContent:
    files = FileRepository()
    letter = replace(LETTER, attachments=await files.read((number,)))
    return await ComposeLetter(files, MimeComposer(), LargeContentRepository(office.clock))._content(letter)


@pytest.mark.parametrize("size", SIZES)
async def test_a_letter_of_pieces_is_the_letter_of_one_piece(office: Office, size: int) -> None:
    content = os.urandom(size)
    composed = await compose(office, await keep(office, content))
    (connection,) = await office.configuration.connections()
    new = new_letter(connection, 1, ["ivanov@firma.local"], office.clock(), content=composed)
    assert new.held <= PIECE
    number = await office.deliveries.add(office.run_id, new, office.clock())
    file = Attachment("план.pdf", "application/pdf", content)
    whole = MimeComposer().compose(replace(LETTER, attachments=(file,)))
    assert await whole_letter(number) == whole
    beginning = await JournalRepository().beginning(number)
    assert beginning == LetterBeginning(whole[:PIECE], whole=len(whole) <= PIECE)


@pytest.mark.parametrize("size", [1, 3 * PIECE])
async def test_a_file_that_is_erased_meanwhile_is_no_half_a_letter(office: Office, size: int) -> None:
    number = await keep(office, os.urandom(size))
    files = FileRepository()
    letter = replace(LETTER, attachments=await files.read((number,)))
    await models.File.filter(id=number).delete()
    with pytest.raises(FilesErased):
        await ComposeLetter(files, MimeComposer(), LargeContentRepository(office.clock))._content(letter)
    assert await rows() == (0, 0)


async def test_a_letter_that_is_only_tried_leaves_nothing(office: Office) -> None:
    files = FileRepository()
    letter = replace(LETTER, attachments=await files.read((await keep(office, os.urandom(3 * PIECE)),)))
    before = await rows()
    tried = ComposeLetter(files, MimeComposer(), LargeContentRepository(office.clock)).only_tried()
    await tried._content(letter)
    assert await rows() == before


async def test_a_file_goes_with_all_its_pieces(office: Office) -> None:
    await keep(office, os.urandom(3 * PIECE))
    await office.letter()
    await office.send()
    await models.Record.all().update(modified_at=office.clock())
    office.clock.move(days=31)
    while await SweepRepository().forget_files(datetime.now(UTC) + timedelta(days=365)):
        pass
    assert await models.File.all().count() == 0
    assert await rows() == (0, 0)
