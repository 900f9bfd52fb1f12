"""Choosing a record to try something on: a scenario, a formula."""

from collections.abc import Callable, Sequence

from aiogram.filters.callback_data import CallbackData

from bot.objects.addresses import ChooseRecord, FormulaRecords
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.paging import turns
from bot.telegram.reader import Reader
from domain.runs.trial_records import TrialRecord

PAGE = 10


def choosing_page(
    reader: Reader,
    text: str,
    records: Sequence[TrialRecord],
    here: ChooseRecord | FormulaRecords,
    chosen: Callable[[int], CallbackData],
    *,
    total: int,
    back: PageButton,
) -> Page:
    """Draw a page of so many records in all; `chosen` gives the address of a record's button by its number."""
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
        for item in records
    ]
    turning = turns(reader, here, by="start", step=PAGE, more=here.start + PAGE < total)
    return Page(text, (*rows, *turning, *in_rows([back])))
