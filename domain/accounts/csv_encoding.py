"""Telling what kind of file somebody sent as CSV, and in which encoding it is, without reading it into memory."""

import codecs
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from domain.accounts.csv_headings import heading_of
from domain.accounts.readings import OLD, Encoding, Reading, Words
from domain.errors import GonetsError

MAX_BYTES = 100 * 1024 * 1024
_BLOCK = 64 * 1024


class AccountsFileEmpty(GonetsError):
    """There is nothing in the file."""

    key = "error-accounts-file-empty"


class AccountsFileTooLarge(GonetsError):
    """The file is larger than a directory can be."""

    key = "error-accounts-file-too-large"


class AccountsFileIsSpreadsheet(GonetsError):
    """A workbook was given; it has to be saved as CSV."""

    key = "error-accounts-file-spreadsheet"


class AccountsFileIsArchive(GonetsError):
    """An archive was given; the file in it has to be taken out."""

    key = "error-accounts-file-archive"


class AccountsFileNotText(GonetsError):
    """The file holds no text."""

    key = "error-accounts-file-not-text"


class AccountsFileEncoding(GonetsError):
    """The text is in none of the known encodings, or in two at once."""

    key = "error-accounts-file-encoding"


class AccountsFileUncertain(AccountsFileEncoding):
    """The text may be in one encoding or in another: `readings` has the likeliest, for a person to choose from."""

    key = "error-accounts-file-uncertain"

    def __init__(self, readings: tuple[Reading, ...]) -> None:
        self.readings = readings
        named = {f"option-{number}": reading.encoding.option for number, reading in enumerate(readings, 1)}
        shown = {f"reading-{number}": reading.lines[-1][:100] for number, reading in enumerate(readings, 1)}
        super().__init__("several encodings are likely", **named, **shown)


_SIGNATURES = {
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gz",
    b"BZh": "bz2",
    b"\xfd7zXZ": "xz",
}
_CONTROL = bytes({*range(1, 32), 127} - {*b"\t\n\r\x0b\x0c\x1a"})
_FEW = 1000
"""One control character of so many bytes is an accident of typing, more are no text."""


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while block := stream.read(_BLOCK):
        yield block


def recognise(stream: BinaryIO, limit: int, wanted: Encoding | None) -> Encoding:
    """Return the encoding of a seekable stream; `wanted` is what a person says that it is.

    Raises AccountsFileEmpty, AccountsFileTooLarge, AccountsFileIsSpreadsheet, AccountsFileIsArchive,
    AccountsFileNotText, AccountsFileEncoding or AccountsFileUncertain.
    """
    size = stream.seek(0, 2)
    if size > limit:
        megabyte = 1024 * 1024
        raise AccountsFileTooLarge(f"{size} bytes", size=-(-size // megabyte), limit=limit // megabyte)
    stream.seek(0)
    head = stream.read(_BLOCK)
    if not head.strip(b"\xef\xbb\xbf \t\r\n\xff\xfe\x00"):
        raise AccountsFileEmpty
    _refuse_other_kinds(head)
    wide = wanted if wanted in (Encoding.UTF_16, Encoding.UTF_16_LE, Encoding.UTF_16_BE) else _two_bytes(head)
    if wide is not None:
        if _first_error(stream, wide.codec) is not None:
            raise AccountsFileNotText("broken UTF-16")
        return wide
    control = 0
    words = Words()
    for block in _blocks(stream):
        if b"\0" in block:
            raise AccountsFileNotText("NUL")
        control += len(block) - len(block.translate(None, _CONTROL))
        words.add(block)
    if control * _FEW > size:
        raise AccountsFileNotText("control characters")
    error = _first_error(stream, (wanted or Encoding.UTF_8).codec)
    if wanted is not None:
        if error is not None:
            raise AccountsFileEncoding(f"not {wanted}", line=error[0])
        return wanted
    return Encoding.UTF_8 if error is None else _of_one_byte(head, words, *error)


def _two_bytes(head: bytes) -> Encoding | None:
    """Return which UTF-16 it is: by its mark, or by the zeros in every other byte of a text without one."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding.UTF_16
    if b"\0" not in head:
        return None
    for encoding, offset in ((Encoding.UTF_16_LE, 1), (Encoding.UTF_16_BE, 0)):
        if b"\0" not in head[1 - offset :: 2] and not head[offset::2].translate(None, b"\0\x01\x04\x20\x21"):
            return encoding
    return None


def _of_one_byte(head: bytes, words: Words, line: int, letters: int) -> Encoding:
    """Return the encoding of a text that is no UTF-8: its first error is in `line`, behind so many foreign letters."""
    # By chance Windows-1251 hardly ever makes ten letters of UTF-8 before its first error: this is a damaged UTF-8.
    if head.startswith(codecs.BOM_UTF8) or letters >= 10:
        raise AccountsFileEncoding(f"UTF-8 until line {line}", line=line)
    known = _known_headings(head)
    found = words.certain(known)
    if found is not None:
        return found
    readings = words.readings(known)
    if not readings:
        raise AccountsFileEncoding("no encoding makes words of it", line=line)
    raise AccountsFileUncertain(readings)


def _known_headings(head: bytes) -> dict[Encoding, int]:
    """Return how many headings that are not plain ASCII each encoding makes understood."""
    lines = (
        line for line in head.splitlines() if line.strip() and not line.lower().lstrip(b"\"' ").startswith(b"sep=")
    )
    cells = [cell for cell in re.split(rb'[;,\t"]+', next(lines, b"")) if not cell.isascii()]
    known = {}
    for encoding in OLD:
        texts = (cell.decode(encoding.codec, errors="replace") for cell in cells)
        known[encoding] = sum(heading_of(text) is not None for text in texts)
    return known


def _refuse_other_kinds(head: bytes) -> None:
    if head.startswith(b"PK\x03\x04"):
        if b"xl/" in head or b"[Content_Types].xml" in head:
            raise AccountsFileIsSpreadsheet("zip with a workbook", kind="xlsx")
        if b"opendocument.spreadsheet" in head:
            raise AccountsFileIsSpreadsheet("OpenDocument", kind="ods")
        raise AccountsFileIsArchive("zip", kind="zip")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise AccountsFileIsSpreadsheet("OLE2", kind="xls")
    for signature, kind in _SIGNATURES.items():
        if head.startswith(signature):
            raise AccountsFileIsArchive(kind, kind=kind)
    if head.startswith(b"%PDF"):
        raise AccountsFileNotText("PDF")


def _first_error(stream: BinaryIO, codec: str) -> tuple[int, int] | None:
    """Return the line of the first byte that cannot be decoded, and how many letters beyond ASCII came before it."""
    decoder = codecs.getincrementaldecoder(codec)()
    line, letters = 1, 0
    for block in chain(_blocks(stream), (b"",)):
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            text = before.decode(codec, errors="ignore")
            return line + text.count("\n"), letters + sum(not letter.isascii() for letter in text)
        line += text.count("\n")
        letters += len(text) - len(text.encode("ascii", errors="ignore"))
    return None
