"""A large letter stands in pieces, and is the same letter for whoever sends, reads or erases it."""

import os
from datetime import timedelta

import pytest

from domain.deliveries.delivery import DeliveryState
from domain.messages.sending import Pieces
from domain.operating.keeping import ForgetOld
from storage import models
from storage.repositories.large_contents import PIECE
from storage.repositories.letter_contents import LARGE
from storage.repositories.letter_rows import write_letters
from storage.repositories.sweeping import SweepRepository
from storage.transactions import execute
from tests.domain.deliveries.conftest import Office, new_letter, office
from tests.storage.whole_letters import whole_letter

__all__ = ["office"]

SIZES = (LARGE - 1, LARGE + 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7)


def content_of(size: int) -> bytes:
    return b"Subject: x\r\n\r\n" + os.urandom(size - 14)


async def add(office: Office, content: bytes, number: int = 0) -> int:
    (connection,) = await office.configuration.connections()
    new = new_letter(connection, number, ["ivanov@firma.local"], office.clock(), content=content)
    return await office.deliveries.add(office.run_id, new, office.clock())


async def read(content: object) -> bytes:
    """Read what was taken, as its sender does."""
    if isinstance(content, bytes):
        return content
    assert callable(content)
    found = await content()
    if isinstance(found, bytes):
        return found
    assert isinstance(found, Pieces)
    pieces = [found.first, *[piece async for piece in found.rest()]]
    assert max(map(len, pieces)) <= PIECE
    assert sum(map(len, pieces)) == found.size
    return b"".join(pieces)


@pytest.mark.parametrize("size", SIZES)
async def test_it_is_read_as_it_was_written(office: Office, size: int) -> None:
    content = content_of(size)
    number = await add(office, content)
    assert await whole_letter(number) == content
    assert await models.LargePiece.all().count() == (-(-size // PIECE) if size > PIECE else 0)
    taken = await office.take()
    assert isinstance(taken.content, bytes) is (size <= LARGE)
    assert await read(taken.content) == content


async def test_many_written_together_are_each_their_own(office: Office) -> None:
    (connection,) = await office.configuration.connections()
    contents = [content_of(size) for size in SIZES]
    letters = [
        new_letter(connection, at, ["i@firma.local"], office.clock(), content=c) for at, c in enumerate(contents)
    ]
    numbers = await execute(lambda: write_letters([(office.run_id, new, office.clock()) for new in letters]))
    assert [await whole_letter(number) for number in numbers] == contents


async def test_one_of_an_earlier_version_is_whole(office: Office) -> None:
    content = content_of(2 * PIECE)
    number = await add(office, b"small")
    await models.Letter.filter(delivery_id=number).update(content=content)
    assert await whole_letter(number) == content
    assert await read((await office.take()).content) == content


async def test_it_is_erased_with_all_its_pieces(office: Office) -> None:
    number = await add(office, content_of(2 * PIECE))
    await office.send()
    assert (await office.delivery(number)).state is DeliveryState.SENT
    office.clock.move(days=31)
    await ForgetOld(SweepRepository(), office.clock, letters=timedelta(days=30), traces=timedelta(days=30))()
    assert not await office.deliveries.is_kept(number)
    assert await models.LargePiece.all().count() == 0
    assert await whole_letter(number) is None


async def test_half_a_letter_is_not_sent(office: Office) -> None:
    await add(office, content_of(3 * PIECE))
    await models.LargePiece.filter(number=2).delete()
    taken = await office.take()
    with pytest.raises(LookupError):
        await read(taken.content)
