"""Turning the pages of a list."""

from collections.abc import Callable

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


def turns_from(
    reader: Reader, start: int, a_page: int, address: Callable[[int], CallbackData], *, more: bool
) -> tuple[tuple[PageButton, ...], ...]:
    """Return that row for a list whose pages are known by the number that they start from."""
    earlier = address(max(0, start - a_page)) if start > 0 else None
    return turns(reader, earlier, address(start + a_page) if more else None)


def last_page(page: int, count: int, a_page: int) -> int:
    """Return the page, or the last one there is: a list may have become shorter since its button was drawn."""
    return max(0, min(page, -(-count // a_page) - 1))
