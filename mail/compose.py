"""Composing: a letter becomes bytes, 7-bit and with CRLF, without the standard library's slow refolding."""

import binascii
import re
from collections.abc import Iterable, Iterator
from email.utils import format_datetime
from hashlib import blake2b
from io import BytesIO

from domain.messages.addresses import check_header
from domain.messages.letter import Attachment, Letter
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
        # "=_" begins no line of base64 or quoted-printable (RFC 2045 section 6.7), so no content can end a part.
        unique = blake2b(utf8(letter.message_id), digest_size=12).hexdigest()
        written = BytesIO()
        written.write(utf8("\r\n".join(_headers(letter))) + b"\r\n")
        alternative = _multipart(
            "alternative", f"=_a{unique}", [[_text("plain", letter.body.plain())], [_text("html", html_page(letter))]]
        )
        whole = alternative
        if letter.attachments:
            whole = _multipart("mixed", f"=_m{unique}", [alternative, *map(_attachment, letter.attachments)])
        written.writelines(whole)
        return written.getvalue()


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


def _attachment(attachment: Attachment) -> Iterator[bytes]:
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
    yield from _base64_pieces(attachment.data)


def _multipart(subtype: str, boundary: str, parts: Iterable[Iterable[bytes]]) -> Iterator[bytes]:
    """Yield a part that holds others, piece by piece: files may be large, and copies of them would add up."""
    separator = f"\r\n--{boundary}".encode()
    yield f'Content-Type: multipart/{subtype};\r\n boundary="{boundary}"\r\n'.encode()
    for part in parts:
        yield separator + b"\r\n"
        yield from part
    yield separator + b"--\r\n"


def _base64_lines(data: bytes) -> bytes:
    return b"".join(_base64_pieces(data))


def _base64_pieces(data: bytes) -> Iterator[bytes]:
    """Yield base64 in lines of 76 characters (RFC 2045 section 6.8), with a line end between them."""
    for start in range(0, len(data), _PIECE):
        encoded = binascii.b2a_base64(data[start : start + _PIECE], newline=False)
        lines = [encoded[at : at + LINE] for at in range(0, len(encoded), LINE)]
        yield (b"\r\n" if start else b"") + b"\r\n".join(lines)


_PIECE = LINE // 4 * 3 * 1024
"""How many bytes are encoded at once: a whole number of lines."""
