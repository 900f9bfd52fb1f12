"""Reading a CSV file of accounts: its heading line says which columns it has and what stands between them."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from domain.accounts.csv_encoding import MAX_BYTES, Encoding, recognise
from domain.accounts.folding import fold
from domain.accounts.spreadsheet import bare
from domain.accounts.tidy import tidy
from domain.errors import GonetsError

COLUMNS = ("username", "fullName", "mbox", "phone", "title", "department", "office", "language", "manager", "active")
REQUIRED = ("fullName", "mbox")
DELIMITERS = {";": ";", ",": ",", "\t": "tab"}

_HEADINGS = {
    "username": "username, user name, login, имя пользователя, пользователь, логин, учетная запись",
    "fullName": "fullname, full name, name, фио, ф.и.о., полное имя, имя",
    "mbox": "mbox, email, e-mail, mail, эл. почта, эл почта, электронная почта, почта, эл. адрес, адрес эл. почты",
    "phone": "phone, telephone, телефон, тел., тел",
    "title": "title, job title, position, должность",
    "department": "department, отдел, подразделение, департамент",
    "office": "office, офис, кабинет",
    "language": "language, язык",
    "manager": "manager, руководитель, начальник",
    "active": "active, enabled, активен, активна, активный, действует, действующий",
}
_COLUMN_OF = {fold(heading): column for column, names in _HEADINGS.items() for heading in names.split(", ")}
_HEADING_LIMIT = 64 * 1024
_LINE_LIMIT = 1024 * 1024
_SHOWN = 300


class AccountsFileColumns(GonetsError):
    """The heading line lacks a column that is needed."""

    key = "error-accounts-file-columns"


class AccountsFileDelimiter(GonetsError):
    """The heading line is not separated by a comma, a semicolon or a tab."""

    key = "error-accounts-file-delimiter"


class AccountsFileColumnTwice(GonetsError):
    """Two headings mean the same column."""

    key = "error-accounts-file-column-twice"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file as it stands there; `cells` is None where its quotes never close or close too early."""

    line: int
    cells: dict[str, str] | None
    got: int
    want: int

    @property
    def fits(self) -> bool:
        """Whether there are as many cells as headings."""
        return self.got == self.want


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a file are to be read."""

    encoding: Encoding
    delimiter: str
    headings: tuple[str | None, ...]
    heading_end: int
    ignored: tuple[str, ...]


class ParsedFile:
    """A file that was looked at and can be read, as often as need be, a line at a time."""

    def __init__(self, source: "bytes | PathLike[str] | BinaryIO", layout: Layout) -> None:
        self._source = source
        self._layout = layout
        self.encoding = layout.encoding
        self.delimiter = DELIMITERS[layout.delimiter]
        self.columns = frozenset(column for column in layout.headings if column)
        self.ignored = layout.ignored

    def rows(self) -> Iterator[Row]:
        """Yield the lines after the heading line that hold anything, numbered as a text editor numbers them."""
        with _opened(self._source) as stream, _text(stream, self._layout.encoding) as text:
            for _ in range(self._layout.heading_end):
                next(text, None)
            yield from self._read(text)

    def _read(self, text: Iterator[str]) -> Iterator[Row]:
        headings = self._layout.headings
        want = len(headings)
        reader = csv.reader(text, delimiter=self._layout.delimiter, strict=True)
        while True:
            line = self._layout.heading_end + reader.line_num + 1
            try:
                cells = [bare(tidy(cell)) for cell in next(reader)]
            except StopIteration:
                return
            except csv.Error:
                yield Row(line, None, 0, want)
                continue
            while len(cells) > want and not cells[-1]:
                cells.pop()
            if any(cells):
                named = zip(headings, cells, strict=False)
                yield Row(line, {name: cell for name, cell in named if name}, len(cells), want)


def read_accounts_file(source: "bytes | PathLike[str] | BinaryIO", *, limit: int = MAX_BYTES) -> ParsedFile:
    """Look at a CSV file (its bytes, its path, or a stream that can be rewound) and return it ready to be read.

    Takes a pass over the file, so call it in a thread. Raises AccountsFileColumns, AccountsFileDelimiter,
    AccountsFileColumnTwice, and what `recognise` raises.
    """
    with _opened(source) as stream:
        encoding = recognise(stream, limit)
        with _text(stream, encoding) as text:
            skipped, heading = _heading(text)
    delimiter, cells, lines = _split_heading(heading)
    columns = [_COLUMN_OF.get(fold(tidy(cell))) for cell in cells]
    shown = ", ".join(tidy(cell) for cell in cells if cell.strip())[:_SHOWN]
    missing = [column for column in REQUIRED if column not in columns]
    if missing and columns in ([], [None]):
        raise AccountsFileDelimiter(shown, found=shown)
    if missing:
        raise AccountsFileColumns(shown, missing=", ".join(missing), found=shown)
    for column in COLUMNS:
        named = [cell.strip() for cell, name in zip(cells, columns, strict=True) if name == column]
        if len(named) > 1:
            raise AccountsFileColumnTwice(column, column=column, headings=", ".join(named)[:_SHOWN])
    ignored = tuple(cell.strip() for cell, name in zip(cells, columns, strict=True) if name is None and cell.strip())
    return ParsedFile(source, Layout(encoding, delimiter, tuple(columns), skipped + lines, ignored))


def _heading(text: Iterator[str]) -> tuple[int, str]:
    """Return how many lines come before the heading line, and the text from there on that may belong to it."""
    skipped = 0
    for line in text:
        # Excel writes the first line for itself.
        if line.strip() and not line.lower().startswith("sep="):
            heading = line
            while heading.count('"') % 2 and len(heading) < _HEADING_LIMIT and (more := next(text, "")):
                heading += more
            return skipped, heading[:_HEADING_LIMIT]
        skipped += 1
    return skipped, ""


def _split_heading(heading: str) -> tuple[str, list[str], int]:
    """Return the delimiter that makes most columns known, the headings, and how many lines they take."""
    readings = []
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(heading, newline=""), delimiter=delimiter)
        cells = next(reader, [])
        while cells and not cells[-1].strip():
            cells.pop()
        known = sum(fold(tidy(cell)) in _COLUMN_OF for cell in cells)
        readings.append((known, len(cells), delimiter, cells, reader.line_num))
    return max(readings)[2:]


@contextmanager
def _opened(source: "bytes | PathLike[str] | BinaryIO") -> Iterator[BinaryIO]:
    if isinstance(source, bytes):
        yield io.BytesIO(source)
    elif isinstance(source, PathLike):
        with Path(source).open("rb") as stream:
            yield stream
    else:
        yield source


@contextmanager
def _text(stream: BinaryIO, encoding: Encoding) -> Iterator[Iterator[str]]:
    """Read a stream from its start, and leave it open at the end: whoever opened it closes it."""
    stream.seek(0)
    wrapper = io.TextIOWrapper(stream, encoding=encoding.codec, newline="")
    try:
        # Bounded: a file without line ends would come as one line otherwise.
        yield iter(lambda: wrapper.readline(_LINE_LIMIT), "")
    finally:
        wrapper.detach()
