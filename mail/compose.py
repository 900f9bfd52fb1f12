"""Composing: a letter becomes bytes that go over the wire as they are, all of them ASCII with CRLF (RFC 5322, MIME).

Written by hand, because `EmailMessage` takes milliseconds to fold a Cyrillic header.
"""

import base64
import binascii
import re
import secrets
from email.utils import format_datetime
from urllib.parse import quote

from domain.messages.addresses import Address, ascii_address, check_header, needs_smtputf8
from domain.messages.letter import Attachment, Letter
from mail.html_body import clean, html_body

CRLF = b"\r\n"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_WORD_BYTES = 42
"""How many bytes of text one encoded word carries: 56 characters of base64, 68 with the frame (RFC 2047)."""

_LINE_BREAKS = re.compile(r"\r\n|\r")


class MimeComposer:
    """Implements `domain.messages.sending.Composer`."""

    def compose(self, letter: Letter) -> bytes:
        """Return the letter; raises LineBreakInHeader when a header would become two."""
        alternative = _multipart("alternative", [_text("plain", letter.body.text), _text("html", _html(letter))])
        if letter.attachments:
            alternative = _multipart("mixed", [alternative, *map(_attachment, letter.attachments)])
        return b"".join((*_headers(letter), b"MIME-Version: 1.0\r\n", alternative))


def _headers(letter: Letter) -> list[bytes]:
    lines = [
        _line("Date", format_datetime(letter.date)),
        _line("From", _address(letter.sender)),
        *_address_lines("To", letter.to),
        *_address_lines("Cc", letter.cc),
        _line("Message-ID", check_header(letter.message_id)),
        _line("Subject", _unstructured(letter.subject, len("Subject: "))),
    ]
    if letter.reply_to is not None:
        lines.append(_line("Reply-To", _address(letter.reply_to)))
    if letter.auto_generated:
        lines.append(_line("Auto-Submitted", "auto-generated"))
    for name, value in letter.headers:
        lines.append(_line(check_header(name), _unstructured(value, len(name) + 2)))
    if not letter.to and not letter.cc:
        lines.append(_line("To", "undisclosed-recipients:;"))
    return lines


def _line(name: str, value: str) -> bytes:
    return f"{name}: {value}\r\n".encode("utf-8", "replace")


def _address_lines(name: str, addresses: tuple[Address, ...]) -> list[bytes]:
    return [_line(name, ",\r\n ".join(map(_address, addresses)))] if addresses else []


def _address(address: Address) -> str:
    """Return `name <address>`; an international domain as A-labels unless the local part needs SMTPUTF8 anyway."""
    check_header(address.address)
    spec = address.address if needs_smtputf8(address.address) else ascii_address(address.address)
    name = _CONTROL.sub(" ", check_header(address.name)).strip()
    if not name:
        return spec
    if not name.isascii() or len(name) > 60:
        return f"{_encoded_words(name, 0)}\r\n <{spec}>"
    if not _ATOM.fullmatch(name):
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}" <{spec}>'
    return f"{name} <{spec}>"


def _unstructured(text: str, taken: int) -> str:
    """Return a header's text; what is not short plain ASCII goes as encoded words."""
    text = _CONTROL.sub(" ", check_header(text.replace("\t", " ")))
    plain = text.isascii() and len(text) + taken <= 76 and "=?" not in text and text == text.strip()
    return text if plain and "  " not in text else _encoded_words(text, taken)


def _encoded_words(text: str, taken: int) -> str:
    """Return encoded words of at most 75 characters, cut between characters, one to a line (RFC 2047 section 2)."""
    words = []
    room = max(_WORD_BYTES - taken, 15)
    piece = b""
    for letter in text:
        encoded = letter.encode("utf-8", "replace")
        if len(piece) + len(encoded) > room:
            words.append(piece)
            piece, room = b"", _WORD_BYTES
        piece += encoded
    words.append(piece)
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(word).decode()}?=" for word in words)


def _text(subtype: str, text: str) -> bytes:
    """Return a text part in base64: lines of any length, dots and trailing spaces arrive as they were."""
    normal = _LINE_BREAKS.sub("\n", text).replace("\n", "\r\n").encode("utf-8", "replace")
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode()
    return head + _base64_lines(normal)


def _html(letter: Letter) -> str:
    inside = html_body(letter.body) if letter.html_layout_result is None else clean(letter.html_layout_result)
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>{inside}</body></html>\n'


def _attachment(attachment: Attachment) -> bytes:
    name = _CONTROL.sub("_", check_header(attachment.name)) or "file"
    kind = attachment.content_type if re.fullmatch(r"[\w.+-]+/[\w.+-]+", attachment.content_type) else ""
    head = (
        f"Content-Type: {kind or 'application/octet-stream'}\r\n"
        f"Content-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: attachment;{_file_name(name)}\r\n\r\n"
    )
    return head.encode() + _base64_lines(attachment.data)


def _file_name(name: str) -> str:
    """Return the file name as parameters, in pieces where it is long (RFC 2231)."""
    if name.isascii() and len(name) <= 60 and not set(name) & set('"\\'):
        return f'\r\n filename="{name}"'
    encoded = quote(name.encode("utf-8", "replace"), safe="")
    pieces = re.findall(r"(?:%[0-9A-F]{2}|[^%]){1,20}", encoded)
    if len(pieces) == 1:
        return f"\r\n filename*=utf-8''{encoded}"
    lines = [
        f"\r\n filename*{number}*={'utf-8' + chr(39) * 2 if not number else ''}{piece}"
        for number, piece in enumerate(pieces)
    ]
    return ";".join(lines)


def _multipart(subtype: str, parts: list[bytes]) -> bytes:
    """Put parts together; nothing inside has a line like the boundary, for everything inside is base64 or our own."""
    boundary = f"=_{secrets.token_hex(12)}".encode()
    head = f'Content-Type: multipart/{subtype};\r\n boundary="{boundary.decode()}"\r\n\r\n'.encode()
    body = b"".join(b"--" + boundary + CRLF + part + CRLF for part in parts)
    return head + body + b"--" + boundary + b"--\r\n"


def _base64_lines(data: bytes) -> bytes:
    """Return base64 in lines of 76 characters (RFC 2045 section 6.8)."""
    encoded = binascii.b2a_base64(data, newline=False)
    return b"".join(encoded[start : start + 76] + CRLF for start in range(0, len(encoded), 76))
