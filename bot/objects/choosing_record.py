"""Choosing a record to try something on: a scenario, a formula."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram.filters.callback_data import CallbackData

from bot.objects.addresses import ChooseRecord, FormulaRecords
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.paging import is_former, number_edge, turning_by_number
from bot.telegram.reader import Reader
from bot.telegram.visit import Visit
from domain.paging import NumberEdge, NumberedPage
from domain.runs.trial_records import TrialRecord

PAGE = 10

Item = TypeVar("Item")


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


async def page_behind(
    visit: Visit, start: int, fetch: Callable[[NumberEdge | None], Awaitable[NumberedPage[Item]]]
) -> tuple[Visit, NumberedPage[Item]]:
    """Return the page of an address: the first one where nothing is left there, or where a former version counted."""
    if is_former(start):
        visit = visit.saying(visit.text("list-from-its-beginning"))
    edge = number_edge(start)
    page = await fetch(edge)
    return visit, page if page.items or edge is None else await fetch(None)
