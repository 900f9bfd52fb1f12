"""Picking somebody or something from a list: by a button, by another page, or by typing words that are looked for."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from aiogram.filters.callback_data import CallbackData

from bot.telegram.addresses import FoundPage
from bot.telegram.asking import Question
from bot.telegram.page import Page, PageButton, beginning, clip, in_rows
from bot.telegram.paging import Turned, turning_by_number, turns
from bot.telegram.reader import Reader
from domain.paging import NumberEdge, NumberedPage
from domain.twins import same_letters

Rows = tuple[tuple[PageButton, ...], ...]

A_PAGE = 10
"""How many of a list stand on a page."""


ROOM_FOR_LINES = 3_000
"""Characters that all lines of a page may take."""


@dataclass(frozen=True, slots=True)
class Item:
    """One of a list. Its line is HTML that stands whole in the text; its button has the line's number and a name."""

    line: str
    button: PageButton


def numbered(items: Iterable[Item], first: int = 1) -> tuple[list[str], Rows]:
    """Return a list's lines and its buttons: what does not fit on a button is read in the line of the same number."""
    lines, buttons = [], []
    for number, item in enumerate(items, first):
        lines.append(f"{number}. {item.line}")
        buttons.append(replace(item.button, number=number))
    return lines, in_rows(buttons)


def apart(texts: Sequence[str], limit: int = 0) -> list[str]:
    """Return the texts in at most about `limit` characters each, cut where none is told from another there.

    Without a limit they share the room that a page has.
    """
    limit = limit or ROOM_FOR_LINES // max(1, len(texts))
    cut, half = [clip(text, limit) for text in texts], limit // 2
    shown = []
    for text, short in zip(texts, cut, strict=True):
        alike = {other for other, as_short in zip(texts, cut, strict=True) if as_short == short} - {text}
        if alike:
            same = max(same_letters(text, other) for other in alike)
            short = f"{beginning(text, half)}…{clip(text[max(0, same - half // 2) :], half)}"  # noqa: PLW2901
        shown.append(short)
    return shown


def none_alike(lines: Sequence[str], numbers: Sequence[int]) -> list[str]:
    """Return the lines; those that say the same get the number of what they stand for behind."""
    return [
        f"{line} · № {number}" if lines.count(line) > 1 else line for line, number in zip(lines, numbers, strict=True)
    ]


class Search(Question):
    """A question that words answer by looking for something.

    `query` are the words of the page, `said` the message that they came in, and `start` is where the page begins.
    """

    query: str = ""
    start: int = 0
    said: int = 0

    @property
    def words(self) -> str:
        """The words that the page shows the findings of."""
        return self.query

    def takes(self, text: str) -> bool:  # noqa: ARG002
        """Whether words that were typed are looked for, and are nothing else."""
        return True

    def looking_for(self, words: str, said: int = 0) -> Self:
        """Return the question whose page shows what these words find; `said` is the number of their message."""
        return self.model_copy(update={"query": words, "start": 0, "said": said})

    def turned(self, start: int) -> Self:
        """Return the question whose page shows the same from there on."""
        return self.model_copy(update={"start": start})


def pick_page(
    reader: Reader,
    head: str,
    options: Iterable[Item],
    asked: Search,
    page: NumberedPage[Any],
    here: CallbackData,
    ways: Iterable[PageButton],
) -> Page:
    """Ask to pick one of the options, which are one page of what there is, or of what typed words have found.

    `here` is the address of the list that is not searched.
    """
    listed, rows = numbered(options)
    lines = [head]
    if asked.words and (rows or not page.partly):
        lines.append(reader.text("choose-found" if rows else "choose-nobody", query=asked.words))
    elif page.older is not None and not page.partly:
        lines.append(reader.text("choose-by-typing"))
    lines += looked_to(reader, page, asked.words)
    if listed:
        lines += ["", *listed]
    return Page("\n".join(lines), (*rows, *turns_of(reader, asked, here, page), *in_rows(ways)))


def looked_to(reader: Reader, page: NumberedPage[Any], words: str) -> list[str]:
    """Return a line that says that a search has looked no further yet, where it has not."""
    found = "yes" if page.items else "no"
    return [reader.text("choose-partly", found=found, query=words)] if page.partly else []


def turns_of(reader: Reader, asked: Search, here: CallbackData, page: Turned[NumberEdge]) -> Rows:
    """Return the row that turns the pages of a list that can be searched; `here` is its address where it is not."""
    here = here.model_copy(update={"start": asked.start})
    if asked.words:
        here = FoundPage(start=asked.start, found=mark_of_words(asked.words))
    return turning_by_number(reader, here, page)


def found_turns(reader: Reader, asked: Search, *, more: bool, a_page: int = A_PAGE) -> Rows:
    """Return the row that turns the pages of what was found, where they are counted."""
    here = FoundPage(start=asked.start, found=mark_of_words(asked.words))
    return turns(reader, here, more=more, by="start", step=a_page)


def mark_of_words(words: str) -> int:
    """Return a number that no other words are likely to have, for buttons; 0 for none."""
    return zlib.crc32(words.encode("utf-8", "surrogatepass")) & 0x7FFFFFFF if words else 0
