"""Turning the pages of a list."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, TypeVar

from aiogram.filters.callback_data import CallbackData

from bot.telegram.page import PageButton
from bot.telegram.reader import Reader
from domain.paging import MOST_COUNTED, MOST_OFFERED, Edge, NumberEdge, Place

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FORMER = 10**6
"""Below it a number says from how many on: no former version had so many in a list."""
_PAGES = 1_000

EdgeT = TypeVar("EdgeT")
EdgeT_co = TypeVar("EdgeT_co", covariant=True)


def edge_of(at: int, number: int, newer: int) -> Edge | None:
    """Return where an address says that its page begins; None for the first page, where it names no row."""
    return Edge(_EPOCH + at * _MICROSECOND, number, newer=bool(newer)) if number else None


def turn_of(edge: Edge) -> dict[str, int]:
    """Return the fields of an address that lead to the page behind an edge."""
    return {"at": (edge.at - _EPOCH) // _MICROSECOND, "record": edge.number, "newer": int(edge.newer)}


def page_number(page: int, *, newer: bool) -> int:
    """Return the number of a page, counted from 1, whose button carried the number `page`.

    Above a page there may have come more meanwhile: the first of all alone is page 1.
    """
    return max(2, page) if newer else 1


@dataclass(frozen=True, slots=True)
class Turn:
    """A page of a list in one number: behind the row of that key, or with `newer` before it, and the page's own number.

    So one field of an address says it. Former versions said there from how many on: 0 is the first page as ever.
    """

    key: int
    newer: bool = False
    page: int = 1

    def packed(self) -> int:
        """Return the number."""
        return _FORMER + (self.key * 2 + self.newer) * _PAGES + min(self.page, _PAGES - 1)

    @classmethod
    def unpacked(cls, start: int) -> "Turn | None":
        """Return what a number says; None for the first page, and for a former version's."""
        if start < _FORMER:
            return None
        where, page = divmod(start - _FORMER, _PAGES)
        return cls(where // 2, newer=bool(where % 2), page=page)


def is_former(start: int) -> bool:
    """Whether a number says from how many on, as former versions' buttons do."""
    return 0 < start < _FORMER


def number_edge(start: int) -> NumberEdge | None:
    """Return where the page of an address begins, in a list by numbers; None for the first page."""
    turn = Turn.unpacked(start)
    return None if turn is None else NumberEdge(turn.key, newer=turn.newer)


def place_of(start: int, a_page: int) -> Place:
    """Return where the page of an address begins in a list in an order of its own.

    Former versions' buttons said from how many on, and are understood.
    """
    turn = Turn.unpacked(start)
    return Place(about=start) if turn is None else Place(number_edge(start), (turn.page - 1) * a_page)


class Turned(Protocol[EdgeT_co]):
    """A page of a list, and where the pages before and behind it begin."""

    @property
    def newer(self) -> EdgeT_co | None:
        """None where nothing is before it."""
        ...

    @property
    def older(self) -> EdgeT_co | None:
        """None where nothing is behind it."""
        ...


def number_of_page(start: int, page: Turned[Any]) -> int:
    """Return the number of a page, counted from 1."""
    turn = Turn.unpacked(start)
    return page_number(turn.page if turn else 1, newer=page.newer is not None)


def turning_by_number(
    reader: Reader, here: CallbackData, page: Turned[NumberEdge], by: str = "start"
) -> tuple[tuple[PageButton, ...], ...]:
    """Return the row that turns the pages of a list by numbers, whose `Turn` is in the field `by` of `here`."""

    def to(edge: NumberEdge, number: int) -> CallbackData:
        return here.model_copy(update={by: Turn(edge.number, newer=edge.newer, page=number).packed()})

    return turning_by_edges(reader, page, number_of_page(getattr(here, by), page), to)


def turning_by_moment(
    reader: Reader, here: CallbackData, page: Turned[Edge], number: int
) -> tuple[tuple[PageButton, ...], ...]:
    """Return the row that turns the pages of a list by newest; edge and number of a page are in fields of `here`."""

    def to(edge: Edge, number: int) -> CallbackData:
        return here.model_copy(update={**turn_of(edge), "page": number})

    return turning_by_edges(reader, page, number, to)


def turning_by_edges(
    reader: Reader, page: Turned[EdgeT], number: int, to: Callable[[EdgeT, int], CallbackData]
) -> tuple[tuple[PageButton, ...], ...]:
    """Return the row that turns a list's pages; `to` leads to the page of an edge and a number."""
    return turning(
        reader,
        None if page.newer is None else to(page.newer, number - 1),
        None if page.older is None else to(page.older, number + 1),
    )


def turning(
    reader: Reader, previous: CallbackData | None, following: CallbackData | None
) -> tuple[tuple[PageButton, ...], ...]:
    """Return the row that turns a list's pages, or no row where there is one page only."""
    row = []
    if previous is not None:
        row.append(PageButton(reader.label("button-previous"), previous))
    if following is not None:
        row.append(PageButton(reader.label("button-next"), following))
    return (tuple(row),) if row else ()


def counted(reader: Reader, count: int, most: int = MOST_COUNTED) -> int | str:
    """Return a number of rows that were counted no further than one more than `most`: in words where there are more."""
    return count if count <= most else reader.label("more-than", count=most)


def turns(
    reader: Reader, here: CallbackData, *, more: bool, by: str = "page", step: int = 1
) -> tuple[tuple[PageButton, ...], ...]:
    """Return the row that turns a list's pages, or no row where there is one page only.

    `here` leads to the page that is shown; the pages around it have `step` less and more in its field `by`.
    """
    at = getattr(here, by)
    row = []
    if at > 0:
        row.append(PageButton(reader.label("button-previous"), here.model_copy(update={by: max(0, at - step)})))
    if more:
        row.append(PageButton(reader.label("button-next"), here.model_copy(update={by: at + step})))
    return (tuple(row),) if row else ()


def cut_short(reader: Reader, *, is_cut: bool) -> list[str]:
    """Return a line that says that a list is turned no further, though there is more, where it is so."""
    return [reader.text("list-is-cut", count=MOST_OFFERED)] if is_cut else []


def last_page(page: int, count: int, a_page: int) -> int:
    """Return the page, or the last one there is: a list may have become shorter since its button was drawn."""
    return max(0, min(page, -(-count // a_page) - 1))


Listed = TypeVar("Listed")


async def page_of(
    fetch: Callable[[int], Awaitable[Listed]], start: int, count: Callable[[Listed], int]
) -> tuple[Listed, int]:
    """Return a page of a list and where it begins: its first page where the list does not go as far any more.

    `fetch` reads the page that begins after so many, and `count` says how many are on one.
    """
    listed = await fetch(start)
    if start and not count(listed):
        return await fetch(0), 0
    return listed, start
