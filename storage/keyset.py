"""Pages by key: conditions, order and where the pages around one begin. Lists run from new to old."""

from collections.abc import Sequence
from typing import Any, TypeVar

from tortoise.models import Model
from tortoise.queryset import QuerySet

from domain.paging import Edge, NumberEdge
from storage.statements import instant, moment

Row = TypeVar("Row", bound=Model)


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
