"""Telling what kind of file somebody sent as CSV, and in which encoding it is, without reading it into memory."""

import codecs
from collections.abc import Iterator
from enum import StrEnum
from typing import BinaryIO

from domain.errors import GonetsError

MAX_BYTES = 100 * 1024 * 1024
_BLOCK = 64 * 1024


class Encoding(StrEnum):
    """How the file's bytes are letters, as a person calls it."""

    UTF_8 = "UTF-8"
    UTF_16 = "UTF-16"
    WINDOWS_1251 = "Windows-1251"

    @property
    def codec(self) -> str:
        """Python's name; it takes the byte order mark away."""
        return {"UTF-8": "utf-8-sig", "UTF-16": "utf-16", "Windows-1251": "cp1251"}[self.value]


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


_SIGNATURES = {
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gz",
    b"BZh": "bz2",
    b"\xfd7zXZ": "xz",
}
_CONTROL = bytes({*range(32), 127} - {*b"\t\n\r\x0c\x1a"})


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while block := stream.read(_BLOCK):
        yield block


def recognise(stream: BinaryIO, limit: int = MAX_BYTES) -> Encoding:
    """Return the encoding of a seekable stream.

    Raises AccountsFileEmpty, AccountsFileTooLarge, AccountsFileIsSpreadsheet, AccountsFileIsArchive,
    AccountsFileNotText or AccountsFileEncoding.
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
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        if _first_error(stream, "utf-16") is not None:
            raise AccountsFileNotText("broken UTF-16")
        return Encoding.UTF_16
    if any(block.translate(None, _CONTROL) != block for block in _blocks(stream)):
        raise AccountsFileNotText("control characters")
    error = _first_error(stream, "utf-8")
    if error is None:
        return Encoding.UTF_8
    line, letters = error
    # By chance Windows-1251 hardly ever makes ten letters of UTF-8 before its first error: this is a damaged UTF-8.
    if head.startswith(codecs.BOM_UTF8) or letters >= 10:
        raise AccountsFileEncoding(f"UTF-8 until line {line}", line=line)
    if _first_error(stream, "cp1251") is not None or not _reads_as_russian(stream):
        raise AccountsFileEncoding("neither UTF-8 nor Windows-1251", line=line)
    return Encoding.WINDOWS_1251


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
    for block in (*_blocks(stream), b""):
        try:
            text = decoder.decode(block, final=not block)
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            text = before.decode(codec, errors="ignore")
            return line + text.count("\n"), letters + sum(not letter.isascii() for letter in text)
        line += text.count("\n")
        letters += len(text) - len(text.encode("ascii", errors="ignore"))
    return None


def _reads_as_russian(stream: BinaryIO) -> bool:
    """Whether Windows-1251 makes words of the bytes: DOS and KOI-8 decode as well, and would fill the directory."""
    stream.seek(0)
    text = stream.read(_BLOCK).decode("cp1251", errors="replace")
    foreign = [letter for letter in text if not letter.isascii()]
    usual = sum(letter.lower() in "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў«»№—–\xa0…“”’„°" for letter in foreign)
    words = [word for word in text.replace(";", " ").replace(",", " ").replace('"', " ").split() if word.isalpha()]
    inverted = sum(len(word) > 2 and word[0].islower() and word[1:].isupper() for word in words)
    return usual * 10 >= len(foreign) * 8 and inverted * 4 <= len(words)
