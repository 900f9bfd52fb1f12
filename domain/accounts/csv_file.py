"""Reading a CSV file of accounts: its heading line says which columns it has and what stands between them."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import BinaryIO

from domain.accounts.csv_encoding import MAX_BYTES, recognise
from domain.accounts.csv_headings import COLUMNS, NAME_PARTS, REQUIRED, Heading, heading_of, headings_of
from domain.accounts.csv_records import read_records, unwrapped
from domain.accounts.csv_row import Row, RowCells
from domain.accounts.readings import Encoding
from domain.errors import GonetsError
from domain.visible import visible

DELIMITERS = {";": ";", ",": ",", "\t": "tab"}

_HEADING_LIMIT = 64 * 1024
_LINE_LIMIT = 1024 * 1024
_SHOWN = 300
_LOOKED_THROUGH = 30
"""Lines in which the heading line is looked for."""


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
class Layout:
    """How the lines of a file are to be read."""

    encoding: Encoding
    delimiter: str
    headings: tuple[Heading | None, ...]
    heading_end: int
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Headings:
    """A line read as the heading line: its cells, what they mean, and how many lines of the file end with it."""

    delimiter: str
    cells: tuple[str, ...]
    means: tuple[Heading | None, ...]
    end: int

    @property
    def missing(self) -> list[str]:
        """The columns that are needed and are not there."""
        known = RowCells(self.means).columns
        return [column for column in REQUIRED if column not in known]


class ParsedFile:
    """A file that was looked at and can be read, as often as need be, a line at a time."""

    def __init__(self, source: "bytes | PathLike[str] | BinaryIO", layout: Layout) -> None:
        self._source = source
        self._layout = layout
        self._cells = RowCells(layout.headings)
        self.encoding = layout.encoding
        self.delimiter = DELIMITERS[layout.delimiter]
        self.columns = self._cells.columns
        self.ignored = layout.ignored

    def rows(self) -> Iterator[Row]:
        """Yield the lines after the heading line that hold anything, numbered as a text editor numbers them."""
        with _opened(self._source) as stream, _text(stream, self._layout.encoding) as text:
            for _ in range(self._layout.heading_end):
                next(text, None)
            for record in read_records(text, self._layout.delimiter, len(self._layout.headings)):
                line = record.line + self._layout.heading_end
                if record.wrong is not None:
                    yield Row(line, None, 0, len(self._layout.headings), wrong=record.wrong)
                elif (row := self._cells.row(line, record.cells)) is not None:
                    yield row


def read_accounts_file(
    source: "bytes | PathLike[str] | BinaryIO", *, limit: int = MAX_BYTES, encoding: Encoding | None = None
) -> ParsedFile:
    """Look at a CSV file (its bytes, its path, or a stream that can be rewound) and return it ready to be read.

    Takes a pass over the file, so call it in a thread. Raises AccountsFileColumns, AccountsFileDelimiter,
    AccountsFileColumnTwice, and what `recognise` raises. With `encoding` that one is taken, if it fits.
    """
    with _opened(source) as stream:
        encoding = recognise(stream, limit, encoding)
        with _text(stream, encoding) as text:
            heading = _find_heading(text)
    cells, headings = heading.cells, heading.means
    shown = ", ".join(visible(cell) for cell in cells if cell.strip())[:_SHOWN]
    if heading.missing and len(cells) < 2 and not any(headings):
        raise AccountsFileDelimiter(shown, found=shown)
    if heading.missing:
        raise AccountsFileColumns(shown, missing=", ".join(heading.missing), found=shown)
    for column in (*COLUMNS, *NAME_PARTS):
        named = [visible(cell) for cell, found in zip(cells, headings, strict=True) if found == Heading(column)]
        if len(named) > 1:
            raise AccountsFileColumnTwice(column, column=column, headings=", ".join(named)[:_SHOWN])
    ignored = tuple(name for cell, found in zip(cells, headings, strict=True) if not found and (name := visible(cell)))
    return ParsedFile(source, Layout(encoding, heading.delimiter, headings, heading.end, ignored))


def _find_heading(text: Iterator[str]) -> Headings:
    """Return the heading line: the first with all columns that are needed, else the first that is not empty.

    Reports have a title above it, and PowerShell writes `#TYPE` there.
    """
    lines = list(islice(text, _LOOKED_THROUGH))
    first: Headings | None = None
    for skipped, line in enumerate(lines):
        # Excel writes the first line for itself, and in quotes when it saves it again.
        if not line.strip("\ufeff \t\r\n") or line.lstrip("\ufeff \"'").lower().startswith("sep="):
            continue
        heading, behind = line, iter(lines[skipped + 1 :])
        while heading.count('"') % 2 and len(heading) < _HEADING_LIMIT and (more := next(behind, "")):
            heading += more
        found = _split(heading[:_HEADING_LIMIT], skipped)
        if not found.missing:
            return found
        first = first or found
    return first or _split("", len(lines))


def _split(heading: str, skipped: int) -> Headings:
    """Cut the heading line with the delimiter that gives what is needed, else with the one that makes most known."""
    readings = []
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(heading, newline=""), delimiter=delimiter, skipinitialspace=True)
        cells = unwrapped(next(reader, []), delimiter)
        while cells and not cells[-1].strip():
            cells.pop()
        found = Headings(delimiter, tuple(cells), tuple(headings_of(cells)), skipped + reader.line_num)
        known = sum(heading_of(cell) is not None for cell in cells)
        readings.append((not found.missing, known, len(cells), delimiter, found))
    return max(readings, key=lambda reading: reading[:-1])[-1]


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
