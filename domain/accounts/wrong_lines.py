"""The lines of a file that cannot be taken, as a file that can be put right and sent again."""

import csv
from collections.abc import Callable, Iterator
from typing import TextIO

from domain.accounts.csv_file import ParsedFile
from domain.accounts.csv_headings import COLUMNS
from domain.accounts.csv_survey import survey_lines
from domain.accounts.import_accounts import judge_rows
from domain.accounts.import_report import Remark
from domain.accounts.spreadsheet import sheltered


def write_wrong_lines(
    parsed: ParsedFile, stream: TextIO, headings: tuple[str, str], reason: Callable[[Remark], str]
) -> int:
    """Write each wrong line behind its number and its reason, under `headings` that an import leaves aside.

    Return how many there are. Takes two passes over the file, so call it in a thread.
    """
    columns = [column for column in COLUMNS if column in parsed.columns]
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow((*headings, *columns))
    count = 0
    for remark, cells in _wrong(parsed):
        values = (cells.get(column, "") for column in columns)
        writer.writerow([str(remark.line), reason(remark), *map(sheltered, values)])
        count += 1
    return count


def _wrong(parsed: ParsedFile) -> Iterator[tuple[Remark, dict[str, str]]]:
    survey = survey_lines(parsed)
    for row, judged in judge_rows(parsed.rows(), survey):
        if isinstance(judged, Remark):
            yield judged, row.cells or {}
