"""Cutting a file into records: a quote that is not closed costs its own line, and takes no others along."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

_strictly = partial(csv.reader, strict=True, skipinitialspace=True)


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one record, or the key of the reason why its first line is none; lines count from 1."""

    line: int
    cells: Sequence[str]
    wrong: str | None = None


class _Lines:
    """Lines that can be given back: what a quote has swallowed is read once more."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        return line

    def give_back_all_but_first(self) -> None:
        self._again.extendleft(reversed(self.taken[1:]))


def read_records(lines: Iterator[str], delimiter: str, width: int) -> Iterator[Record]:
    """Yield the records of `lines`, which should have `width` cells each.

    A cell may hold line breaks. Where its quote closes nowhere, or only behind lines that are records themselves, the
    first line is wrong and the others are read for themselves.
    """
    source = _Lines(lines)
    reader = _strictly(source, delimiter=delimiter)
    line = 1
    while True:
        source.taken.clear()
        wrong = None
        cells: list[str] = []
        try:
            cells = unwrapped(next(reader), delimiter, width)
        except StopIteration:
            return
        except csv.Error as error:
            too_long = len(source.taken) == 1 and "limit" in str(error)
            wrong = "import-wrong-cell-long" if too_long else "import-wrong-quotes"
        if wrong is None and len(source.taken) > 1 and _swallowed(cells, source.taken, delimiter, width):
            wrong = "import-wrong-quotes"
        yield Record(line, cells, wrong)
        if wrong is None:
            line += len(source.taken)
        else:
            line += 1
            source.give_back_all_but_first()
            reader = _strictly(source, delimiter=delimiter)


def unwrapped(cells: list[str], delimiter: str, width: int = 0) -> list[str]:
    """Return the cells of a record, also where all of it stands in one pair of quotes.

    Excel writes it so where another separator than the file's is usual: `"Иванов,""Продажи, опт"",i@firma.test"`.
    """
    if len(cells) != 1 or delimiter not in cells[0]:
        return cells
    try:
        inner = next(_strictly([cells[0]], delimiter=delimiter), cells)
    except csv.Error:
        return cells
    return inner if width in (0, len(inner)) else cells


def _swallowed(cells: Sequence[str], taken: Sequence[str], delimiter: str, width: int) -> bool:
    """Whether a cell with line breaks holds lines that look like records: another line's quote has closed it then."""
    if len(cells) != width and any(delimiter in part for part in taken[1:]):
        return True
    for cell in cells:
        if "\n" in cell or "\r" in cell:
            for part in cell.splitlines():
                if part.count(delimiter) >= width - 1 > 0 and ("@" in part or width > 3):
                    return True
    return False
