"""Pages by key: conditions, order and where the pages around one begin. Most lists run from new to old."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from tortoise.models import Model
from tortoise.queryset import QuerySet

from domain.paging import Edge, NumberEdge, NumberedPage, numbered_page
from storage.statements import instant, moment
from storage.transactions import query

Row = TypeVar("Row", bound=Model)
Item = TypeVar("Item")

LOOKED_AT = 10_000
"""Rows that a search which no index serves looks at for one page: the next page goes on behind them."""

_PLACE = "SELECT {columns} FROM {table} WHERE {number} = ?"

A_BATCH = 500
"""Rows that such a search reads in one go."""


def order_of(*columns: str, edge: Edge | None) -> str:
    """Return the order in which the rows next to an edge come first."""
    order = "ASC" if edge is not None and edge.newer else "DESC"
    return "ORDER BY " + ", ".join(f"{column} {order}" for column in columns)


def next_to(rows: QuerySet[Row], number: str, edge: NumberEdge | None) -> QuerySet[Row]:
    """Return the rows of a list by numbers beyond an edge, the nearest first."""
    upwards = edge is not None and edge.newer
    if edge is not None:
        rows = rows.filter(**{f"{number}__{'gt' if upwards else 'lt'}": edge.number})
    return rows.order_by(number if upwards else f"-{number}")


async def in_order_of(numbers: Sequence[int], model: type[Row]) -> list[Row]:
    """Return the rows of these numbers that are there, in the numbers' order."""
    rows = {row.pk: row async for row in model.filter(pk__in=list(numbers))}
    return [rows[number] for number in numbers if number in rows]


async def next_in_order(table: str, columns: Sequence[str], edge: NumberEdge | None) -> tuple[str, str, Sequence[Any]]:
    """Return condition, order and values of the rows next to an edge, the nearest first, in a list that runs forth.

    The list is sorted by `columns`, the last of which is the number that the edge names. Where they are more than that
    number, the edge's row itself says where it stands, though it be on the list no more.
    """
    upwards = edge is not None and edge.newer
    order = ", ".join(f"{column} {'DESC' if upwards else 'ASC'}" for column in columns)
    if edge is None:
        return "TRUE", order, ()
    place: Sequence[Any] = (edge.number,)
    if len(columns) > 1:
        # By a statement of its own: to what a subquery gives SQLite compares by the first of an index's columns only.
        rows = await query(_PLACE.format(columns=", ".join(columns), table=table, number=columns[-1]), place)
        if not rows:
            return "FALSE", order, ()
        place = [moment(value) if isinstance(value, datetime) else value for value in rows[0].values()]
    marks = ", ".join("?" * len(columns))
    return f"({', '.join(columns)}) {'<' if upwards else '>'} ({marks})", order, place


async def looked_through(
    read: Callable[[NumberEdge | None, int], Awaitable[Sequence[Item]]],
    fits: Callable[[Item], bool],
    limit: int,
    edge: NumberEdge | None,
    number: Callable[[Item], int],
) -> NumberedPage[Item]:
    """Return a page of the rows that fit; `read` returns so many of the rows next to an edge, the nearest first.

    No more than LOOKED_AT are looked at: the page then says so and leads on to the rest.
    """
    upwards = edge is not None and edge.newer
    near, looked, at, more = list[Item](), 0, edge, True
    while more and len(near) <= limit and looked < LOOKED_AT:
        some = await read(at, A_BATCH)
        near += filter(fits, some)
        looked, more = looked + len(some), len(some) == A_BATCH
        if some:
            at = NumberEdge(number(some[-1]), newer=upwards)
    page = numbered_page(near, limit, edge, number)
    if len(near) > limit or not more:
        return page
    return replace(page, newer=at, partly=True) if upwards else replace(page, older=at, partly=True)


def beyond(edge: Edge | None, at: str, number: str) -> list[tuple[str, list[Any]]]:
    """Return the conditions of which a row beyond the edge fulfils one, each with AND before it, and their values.

    They are two, for two ranges of an index: SQLite would read a row value's ties from their first one.
    """
    if edge is None:
        return [("", [])]
    sign, same = ">" if edge.newer else "<", moment(edge.at)
    return [(f" AND {at} = ? AND {number} {sign} ?", [same, edge.number]), (f" AND {at} {sign} ?", [same])]


def cut(rows: Sequence[tuple[int, str]], limit: int, edge: Edge | None) -> tuple[list[int], Edge | None, Edge | None]:
    """Return the numbers of a page, the newest first, and where the pages before and behind it begin.

    `rows` are numbers with their moments, those next to the edge first, one more than a page where there is more.
    """
    upwards = edge is not None and edge.newer
    page = list(rows[:limit])[:: -1 if upwards else 1]
    if not page:
        return [], None, None
    more = len(rows) > limit
    newer = _edge(page[0], newer=True) if (more if upwards else edge is not None) else None
    older = _edge(page[-1], newer=False) if (upwards or more) else None
    return [number for number, _ in page], newer, older


def _edge(row: tuple[int, str], *, newer: bool) -> Edge:
    number, at = row
    return Edge(instant(at), number, newer=newer)
