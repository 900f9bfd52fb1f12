"""A page of a long list, found by the row that it begins behind: no row before it is looked at."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

Item = TypeVar("Item")
Listed = TypeVar("Listed")
EdgeT = TypeVar("EdgeT")

MOST_OFFERED = 1_000
"""How far a list is turned that words search in an order of their own: whoever looks further types more words."""

MOST_COUNTED = 1_000
"""Rows that are counted at most: one more says that there are more."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a page of a list by newest begins: behind the row of that moment and number, or with `newer` before it.

    The row itself is on neither page, and need not be there any more: what comes and goes meanwhile is neither shown
    twice nor passed over.
    """

    at: datetime
    number: int
    newer: bool = False


@dataclass(frozen=True, slots=True)
class NumberEdge:
    """The same where a number says which row: behind the row of that number, or with `newer` before it.

    A list by numbers has the row's place from its number alone, any other from the row itself, which has to be kept.
    """

    number: int
    newer: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins in a list whose order no key tells, as that of a search is.

    Next to the edge's row, wherever it stands now; where it is not on the list any more, from `about` so many on.
    """

    edge: NumberEdge | None = None
    about: int = 0

    def within(self, numbers: Sequence[int], limit: int) -> tuple[int, int] | None:
        """Return where the page begins and ends among the numbers of the list; None where they lack the edge."""
        if self.edge is None:
            return self.about, self.about + limit
        if self.edge.number not in numbers:
            return None
        at = numbers.index(self.edge.number)
        return (max(0, at - limit), at) if self.edge.newer else (at + 1, at + 1 + limit)


FIRST = Place()
"""The list from its beginning."""


@dataclass(frozen=True, slots=True)
class NumberedPage(Generic[Item]):
    """A page of a list, and where the pages before and behind it begin; None where there is none.

    `partly`: a search has looked at so many rows and no further; the rest is behind the page, be anything on it or not.
    """

    items: Sequence[Item] = ()
    newer: NumberEdge | None = None
    older: NumberEdge | None = None
    partly: bool = False

    @property
    def is_there(self) -> bool:
        """Whether it shows something, or leads on."""
        return bool(self.items) or self.partly


def numbered_page(
    near: Sequence[Item], limit: int, edge: NumberEdge | None, number: Callable[[Item], int]
) -> NumberedPage[Item]:
    """Return a page of what stands next to an edge, the nearest first, more than a page where there is more."""
    upwards = edge is not None and edge.newer
    more, items = len(near) > limit, tuple(near[:limit])[:: -1 if upwards else 1]
    if not items:
        return NumberedPage()
    newer = NumberEdge(number(items[0]), newer=True) if (more if upwards else edge is not None) else None
    return NumberedPage(items, newer, NumberEdge(number(items[-1])) if (upwards or more) else None)


async def page_behind_edge(
    fetch: Callable[[EdgeT | None], Awaitable[Listed]], edge: EdgeT | None, has_any: Callable[[Listed], bool]
) -> tuple[Listed, EdgeT | None]:
    """Return the page behind an edge and where it begins: the first page where nothing is left there."""
    listed = await fetch(edge)
    if edge is not None and not has_any(listed):
        return await fetch(None), None
    return listed, edge
