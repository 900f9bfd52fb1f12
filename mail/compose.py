"""Composing: a letter becomes bytes, 7-bit and with CRLF, without the standard library's slow refolding."""

import binascii
import re
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator
from email.utils import format_datetime
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO

from domain.large_contents import Reading
from domain.messages.addresses import check_header
from domain.messages.letter import Attachment, Letter
from domain.messages.rich_text import RichText
from mail.headers import LINE, address_header, custom_header, file_name_parameter, unstructured, utf8
from mail.html_body import html_page

_LINE_END = re.compile("\r\n?")
_CONTENT_TYPE = re.compile(r"[A-Za-z0-9.+-]+/[A-Za-z0-9.+_-]+")


class MimeComposer:
    """Implements `domain.messages.sending.Composer`."""

    def compose(self, letter: Letter) -> bytes:
        """Return the letter: text and HTML as alternatives, files beside them; the blind copies are in no header.

        Raises LineBreakInHeader and BadHeader. Only an address with a non-ASCII local part makes it other than ASCII.
        """
        written = BytesIO()
        for part in _parts(letter):
            if isinstance(part, Attachment):
                if not isinstance(part.data, bytes):
                    raise TypeError("what is still to be read makes a letter of pieces")
                written.writelines(_base64_pieces(part.data))
            else:
                written.write(part)
        return written.getvalue()

    async def pieces(self, letter: Letter) -> AsyncGenerator[bytes, None]:
        """Give the same letter piece by piece: of its files no more is in memory than a piece."""
        for part in _parts(letter):
            if not isinstance(part, Attachment):
                yield part
                continue
            lines = Base64Lines()
            async for piece in _read(part.data):
                for encoded in lines.feed(piece):
                    yield encoded
            yield lines.end()


def _parts(letter: Letter) -> Iterator[bytes | Attachment]:
    """Yield the bytes of a letter, and each attachment where what it holds belongs, encoded."""
    # "=_" begins no line of base64 or quoted-printable (RFC 2045 section 6.7), so no content can end a part.
    unique = blake2b(utf8(letter.message_id), digest_size=12).hexdigest()
    yield utf8("\r\n".join(_headers(letter))) + b"\r\n"
    alternative = _multipart("alternative", f"=_a{unique}", [[part] for part in _said(letter)])
    if letter.attachments:
        yield from _multipart("mixed", f"=_m{unique}", [alternative, *map(_attachment, letter.attachments)])
    else:
        yield from alternative


def _said(letter: Letter) -> tuple[bytes, bytes]:
    """Return what it says as plain text and as HTML. One press often says the same to many, which is made once."""
    body, layout = letter.body, letter.html_layout_result
    short = len(body.text) + len(layout or "") <= _SHORT
    return _made_once(body, layout) if short else _made(body, layout)


def _made(body: RichText, layout: str | None) -> tuple[bytes, bytes]:
    return _text("plain", body.plain()), _text("html", html_page(body, layout))


_SHORT = 20_000
_made_once = lru_cache(maxsize=32)(_made)


async def _read(data: bytes | Reading) -> AsyncIterator[bytes]:
    if isinstance(data, bytes):
        yield data
        return
    async for piece in data():
        yield piece


def _headers(letter: Letter) -> list[str]:
    lines = [
        f"Date: {format_datetime(letter.date)}",
        address_header("From", (letter.sender,)),
    ]
    if letter.reply_to is not None:
        lines.append(address_header("Reply-To", (letter.reply_to,)))
    if letter.to:
        lines.append(address_header("To", letter.to))
    if letter.cc:
        lines.append(address_header("Cc", letter.cc))
    if not letter.to and not letter.cc:
        lines.append("To: undisclosed-recipients:;")
    lines.append("Message-ID: " + check_header(letter.message_id, "Message-ID"))
    lines.append("Subject: " + unstructured(check_header(letter.subject, "Subject"), len("Subject: ")))
    if letter.auto_generated:
        lines.append("Auto-Submitted: auto-generated")
    lines.extend(custom_header(name, value) for name, value in letter.headers)
    lines.append("MIME-Version: 1.0")
    return lines


def _text(subtype: str, text: str) -> bytes:
    """Return a text part; a mostly Latin one stays readable, since filters distrust base64 without need."""
    data = utf8(_LINE_END.sub("\n", text))
    beyond_ascii = len(data) - len(data.translate(None, delete=_BEYOND_ASCII))
    if beyond_ascii * 6 < len(data):
        encoding = "quoted-printable"
        body = binascii.b2a_qp(data, istext=True).replace(b"\n", b"\r\n")
    else:
        encoding = "base64"
        body = _base64_lines(data.replace(b"\n", b"\r\n"))
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return head.encode() + body


_BEYOND_ASCII = bytes(range(128, 256))


def _attachment(attachment: Attachment) -> Iterator[bytes | Attachment]:
    kind = attachment.content_type.partition(";")[0].strip()
    # A message may not be in base64 (RFC 2046 section 5.2.1); as a plain file it arrives as it was.
    if not _CONTENT_TYPE.fullmatch(kind) or kind.lower().startswith(("message/", "multipart/")):
        kind = "application/octet-stream"
    head = (
        f"Content-Type: {kind}\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment;{file_name_parameter(attachment.name)}\r\n\r\n"
    )
    yield head.encode()
    yield attachment


def _multipart(
    subtype: str, boundary: str, parts: Iterable[Iterable[bytes | Attachment]]
) -> Iterator[bytes | Attachment]:
    """Yield a part that holds others."""
    separator = f"\r\n--{boundary}".encode()
    yield f'Content-Type: multipart/{subtype};\r\n boundary="{boundary}"\r\n'.encode()
    for part in parts:
        yield separator + b"\r\n"
        yield from part
    yield separator + b"--\r\n"


def _base64_lines(data: bytes) -> bytes:
    encoded = binascii.b2a_base64(data, newline=False)
    return b"\r\n".join([encoded[at : at + LINE] for at in range(0, len(encoded), LINE)])


def _base64_pieces(data: bytes) -> Iterator[bytes]:
    lines = Base64Lines()
    yield from lines.feed(data)
    yield lines.end()


_OF_A_LINE = LINE // 4 * 3
_AT_ONCE = _OF_A_LINE * 1024
"""How many bytes are encoded at once: a whole number of lines."""


class Base64Lines:
    """Makes base64 in lines of 76 characters (RFC 2045 section 6.8), with a line end between them.

    However the bytes are cut into pieces, the lines are the same: what is no whole line waits for the next piece.
    """

    def __init__(self) -> None:
        self._rest = b""
        self._between = b""

    def feed(self, piece: bytes) -> Iterator[bytes]:
        """Yield the lines that are whole by now."""
        data = self._rest + piece if self._rest else piece
        whole = len(data) - len(data) % _OF_A_LINE
        self._rest = data[whole:]
        for start in range(0, whole, _AT_ONCE):
            yield self._lines(data[start : min(start + _AT_ONCE, whole)])

    def end(self) -> bytes:
        """Return the last line, which may be shorter, or nothing."""
        return self._lines(self._rest) if self._rest else b""

    def _lines(self, data: bytes) -> bytes:
        between, self._between = self._between, b"\r\n"
        return between + _base64_lines(data)
