"""Turning the pages of a list."""

from aiogram.filters.callback_data import CallbackData

from bot.page import PageButton
from bot.pages.reader import Reader


def turns(
    reader: Reader, earlier: CallbackData | None, later: CallbackData | None
) -> tuple[tuple[PageButton, ...], ...]:
    """Return the row that turns a list's pages, or no row where there is one page only."""
    row = []
    if earlier is not None:
        row.append(PageButton(reader.label("button-previous"), earlier))
    if later is not None:
        row.append(PageButton(reader.label("button-next"), later))
    return (tuple(row),) if row else ()


def last_page(page: int, count: int, a_page: int) -> int:
    """Return the page, or the last one there is: a list may have become shorter since its button was drawn."""
    return max(0, min(page, -(-count // a_page) - 1))
