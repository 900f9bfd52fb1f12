"""A large letter goes to its server piece by piece, and arrives as it would in one."""

from collections.abc import AsyncIterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scripted_smtp import ENVELOPE, LETTER, Serve, agree, settings_for

from domain.messages.sending import Content, Envelope, Failure, Phase, Pieces
from mail.smtp_data import Stuffing, stuffed
from mail.smtp_sender import SmtpSender

HEAD = b"Subject: x\r\n\r\n"
LINE = b".hidden dots.\r\n..\r\n" + b"y" * 70 + b"\r\n"


def pieces_of(*pieces: bytes, then: Exception | None = None) -> Content:
    """Return what reads a letter in these pieces; behind the last one it may fail."""

    async def rest() -> AsyncIterator[bytes]:
        for piece in pieces[1:]:
            yield piece
        if then is not None:
            raise then

    async def read() -> Pieces:
        return Pieces(sum(map(len, pieces)), pieces[0], rest)

    return read


def cut(content: bytes, places: Sequence[int]) -> list[bytes]:
    at = sorted({0, len(content), *(place % (len(content) + 1) for place in places)})
    return [content[start:end] for start, end in pairwise(at)]


@given(
    content=st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b".", b"..", b"x", b"\r\n."])).map(b"".join),
    places=st.lists(st.integers(0, 40), max_size=6),
)
def test_wherever_it_is_cut_the_same_goes_over_the_wire(content: bytes, places: list[int]) -> None:
    stuffing = Stuffing()
    done = b"".join(map(stuffing.more, cut(content, places))) + stuffing.end()
    assert done == (stuffed(content) if content else b"")


@pytest.mark.parametrize("size", [1, 7, 4096, 200_000])
async def test_it_arrives_as_in_one_piece(serve: Serve, sender: SmtpSender, size: int) -> None:
    server = await serve()
    whole = HEAD + LINE * (20 if size < 100 else 8_000)
    read = pieces_of(HEAD, *(whole[at : at + size] for at in range(len(HEAD), len(whole), size)))
    receipt = await sender.send(settings_for(server.port), ENVELOPE, read, agree)
    assert receipt.phase is Phase.DONE
    assert server.letters == [stuffed(whole)]
    assert f"MAIL FROM:<robot@firma.test> SIZE={len(whole)}" in server.commands


async def test_one_that_cannot_be_read_to_its_end_is_not_sent(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    settings = settings_for(server.port)

    async def never(*_: object) -> bool:
        raise AssertionError("half a letter is marked")

    with pytest.raises(LookupError, match="gone"):
        await sender.send(settings, ENVELOPE, pieces_of(HEAD, LINE, then=LookupError("gone")), never)
    assert (await sender.send(settings, ENVELOPE, LETTER, agree)).phase is Phase.DONE
    assert server.letters == [stuffed(LETTER)]
    assert server.connections == 2


async def test_a_server_that_answers_between_two_pieces_gets_no_more(serve: Serve, sender: SmtpSender) -> None:
    server = await serve({"CONTENT": "552 5.3.4 Message too big"})

    async def never(*_: object) -> bool:
        raise AssertionError("marked although the server has refused")

    receipt = await sender.send(settings_for(server.port), ENVELOPE, pieces_of(HEAD, *[LINE * 2_000] * 50), never)
    assert (receipt.phase, receipt.failure, server.letters) == (Phase.CONTENT, Failure.REPLY, [])


async def test_headers_beyond_ascii_become_ascii_where_nothing_else_is_taken(serve: Serve, sender: SmtpSender) -> None:
    server = await serve()
    head = "To: <иван@почта.рф>,\r\n anna@firma.test\r\n\r\n".encode()
    envelope = Envelope("robot@firma.test", ("anna@firma.test",))
    receipt = await sender.send(settings_for(server.port), envelope, pieces_of(head, LINE), agree)
    assert receipt.phase is Phase.DONE
    (letter,) = server.letters
    assert letter.isascii()
    assert letter.endswith(stuffed(LINE))
