"""Choosing a record to try something on: a scenario, a formula."""

from collections.abc import Callable

from aiogram.filters.callback_data import CallbackData

from bot.objects.addresses import ChooseRecord, FormulaRecords
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.paging import turning_by_number
from bot.telegram.reader import Reader
from domain.paging import NumberedPage
from domain.runs.trial_records import TrialRecord

PAGE = 10


def choosing_page(
    reader: Reader,
    text: str,
    records: NumberedPage[TrialRecord],
    here: ChooseRecord | FormulaRecords,
    chosen: Callable[[int], CallbackData],
    *,
    back: PageButton,
) -> Page:
    """Draw a page of records; `chosen` gives the address of a record's button by its number."""
    rows = [
        (
            PageButton(
                reader.label(
                    "trial-record",
                    id=str(item.record.id),
                    author=shorten(item.author, 14),
                    when=reader.moment(item.record.modified_at),
                ),
                chosen(item.record.id),
            ),
        )
        for item in records.items
    ]
    return Page(text, (*rows, *turning_by_number(reader, here, records), *in_rows([back])))
