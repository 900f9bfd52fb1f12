"""Picking somebody or something from a list: by a button, by another page, or by typing words that are looked for."""

import zlib
from collections.abc import Iterable
from typing import Self

from aiogram.filters.callback_data import CallbackData

from bot.telegram.addresses import FoundPage
from bot.telegram.asking import Question
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import turns
from bot.telegram.reader import Reader

Rows = tuple[tuple[PageButton, ...], ...]

A_PAGE = 10
"""How many of a list stand on a page."""


class Search(Question):
    """A question that words answer by looking for something: `query` are those of the page, `start` where it begins."""

    query: str = ""
    start: int = 0

    @property
    def words(self) -> str:
        """The words that the page shows the findings of."""
        return self.query

    def looking_for(self, words: str) -> Self:
        """Return the question whose page shows what these words find."""
        return self.model_copy(update={"query": words, "start": 0})

    def turned(self, start: int) -> Self:
        """Return the question whose page shows the same from so many on."""
        return self.model_copy(update={"start": start})


def pick_page(
    reader: Reader,
    head: str,
    options: Iterable[PageButton],
    asked: Search,
    *,
    more: bool,
    here: CallbackData,
    ways: Iterable[PageButton],
    by: str = "start",
) -> Page:
    """Ask to pick one of the options, which are one page of what there is, or of what typed words have found.

    `here` is the address of the list that is not searched, at the page that is shown, which its field `by` counts.
    """
    rows = [(option,) for option in options]
    lines = [head]
    if asked.words:
        lines.append(reader.text("choose-found" if rows else "choose-nobody", query=asked.words))
    elif more:
        lines.append(reader.text("choose-by-typing"))
    return Page("\n".join(lines), (*rows, *list_turns(reader, asked, here, more=more, by=by), *in_rows(ways)))


def list_turns(reader: Reader, asked: Search, here: CallbackData, *, more: bool, by: str = "start") -> Rows:
    """Return the row that turns the pages of a list that can be searched; `here` is its address where it is not."""
    if asked.words:
        return found_turns(reader, asked, more=more)
    return turns(reader, here, more=more, by=by, step=1 if by == "page" else A_PAGE)


def found_turns(reader: Reader, asked: Search, *, more: bool, a_page: int = A_PAGE) -> Rows:
    """Return the row that turns the pages of what was found."""
    here = FoundPage(start=asked.start, found=mark_of_words(asked.words))
    return turns(reader, here, more=more, by="start", step=a_page)


def mark_of_words(words: str) -> int:
    """Return a number that no other words are likely to have, for buttons; 0 for none."""
    return zlib.crc32(words.encode("utf-8", "surrogatepass")) & 0x7FFFFFFF if words else 0
