"""Reading the page that an address leads to, in a list by numbers."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.telegram.paging import is_former, number_edge
from bot.telegram.visit import Visit
from domain.paging import NumberEdge, NumberedPage

Item = TypeVar("Item")


async def page_behind(
    visit: Visit, start: int, fetch: Callable[[NumberEdge | None], Awaitable[NumberedPage[Item]]]
) -> tuple[Visit, NumberedPage[Item]]:
    """Return the page of an address: the first one where nothing is left there, or where a former version counted."""
    if is_former(start):
        visit = visit.saying(visit.text("list-from-its-beginning"))
    edge = number_edge(start)
    page = await fetch(edge)
    return visit, page if page.items or edge is None else await fetch(None)
