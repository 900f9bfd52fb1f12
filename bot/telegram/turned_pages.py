"""Reading the page that an address leads to, in a list by numbers."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.telegram.paging import is_former, number_edge
from bot.telegram.visit import Visit
from domain.paging import NumberEdge, NumberedPage, page_behind_edge

Item = TypeVar("Item")


def told_of_former(visit: Visit, start: int) -> Visit:
    """Say that the list is shown from its beginning, where a former version's button counted from there."""
    return visit.saying(visit.text("list-from-its-beginning")) if is_former(start) else visit


async def page_behind(
    visit: Visit, start: int, fetch: Callable[[NumberEdge | None], Awaitable[NumberedPage[Item]]]
) -> tuple[Visit, NumberedPage[Item]]:
    """Return the page of an address: the first one where nothing is left there, or where a former version counted."""
    edge = number_edge(start)
    page, found = await page_behind_edge(fetch, edge, lambda page: page.is_there)
    if page.partly and found != edge:
        visit = visit.saying(visit.text("choose-looked-through"))
    return told_of_former(visit, start), page
