"""A person's lists of records: a page and the counts cost the same however many there are."""

from collections.abc import Sequence
from typing import Any

from domain.paging import MOST_COUNTED, Edge
from domain.records.listing import ListCounts, RecordPage
from domain.records.record import Record, Status
from storage import models
from storage.keyset import beyond, cut, in_order_of, order_of
from storage.partial_indexes import LISTED
from storage.repositories.records import record_of
from storage.statements import Steps
from storage.transactions import read

_OF_PERSON = f"FROM record WHERE creator_id = ? AND disabled = ? AND {LISTED}"

_DELETED = (
    "FROM record r JOIN deleted_record d ON d.record_id = r.id WHERE r.creator_id = ? AND r.deleted_at IS NOT NULL "
    "AND r.deleted_at >= (SELECT MIN(deleted_at) FROM deleted_record)"
)
"""Of those that a person has deleted some are empty rows, kept for their runs: only the last day's are looked at."""


class RecordListRepository:
    """Implements `domain.records.listing.RecordLists`."""

    async def page(
        self, creator_id: int, statuses: tuple[Status, ...], limit: int, edge: Edge | None, *, archived: bool = False
    ) -> RecordPage:
        """Return a person's records, newest first, or those in the archive; all statuses when none is named."""
        return await _shown(
            await read(lambda: _numbers(creator_id, statuses, limit + 1, edge, archived=archived)), limit, edge
        )

    async def counts(self, creator_id: int) -> ListCounts:
        """Return how many records there are in the person's lists."""
        return await read(lambda: _counts(creator_id))

    async def deleted(self, creator_id: int, limit: int, edge: Edge | None) -> RecordPage:
        """Return what a person has deleted and can take back, by when it was deleted."""
        return await _shown(await read(lambda: _deleted_numbers(creator_id, limit + 1, edge)), limit, edge)


async def in_order(numbers: Sequence[int]) -> tuple[Record, ...]:
    """Return the records of these numbers that are there, in the numbers' order."""
    return tuple(map(record_of, await in_order_of(numbers, models.Record)))


async def _shown(rows: Sequence[tuple[int, str]], limit: int, edge: Edge | None) -> RecordPage:
    numbers, newer, older = cut(rows, limit, edge)
    return RecordPage(await in_order(numbers), newer, older)


def _numbers(
    creator_id: int, statuses: Sequence[Status], limit: int, edge: Edge | None, *, archived: bool
) -> Steps[list[tuple[int, str]]]:
    """Return those next to the edge: of several statuses as many of each, and of these the nearest."""
    order = order_of("modified_at", "id", edge=edge)
    parts, values = [], list[Any]()
    for status in statuses or (None,):
        in_it, of_status = ("", []) if status is None else (" AND status = ?", [status.value])
        for behind, of_edge in beyond(edge, "modified_at", "id"):
            parts.append(f"SELECT * FROM (SELECT id, modified_at {_OF_PERSON}{in_it}{behind} {order} LIMIT ?) AS few")
            values += [creator_id, archived, *of_status, *of_edge, limit]
    answer = yield f"{' UNION ALL '.join(parts)} {order} LIMIT ?", [*values, limit]
    return [(number, at) for number, at in answer.rows]


def _deleted_numbers(creator_id: int, limit: int, edge: Edge | None) -> Steps[list[tuple[int, str]]]:
    order = order_of("deleted_at", "id", edge=edge)
    parts, values = [], list[Any]()
    for behind, of_edge in beyond(edge, "r.deleted_at", "r.id"):
        ordered = order_of("r.deleted_at", "r.id", edge=edge)
        parts.append(f"SELECT * FROM (SELECT r.id, r.deleted_at {_DELETED}{behind} {ordered} LIMIT ?) AS few")
        values += [creator_id, *of_edge, limit]
    answer = yield f"{' UNION ALL '.join(parts)} {order} LIMIT ?", [*values, limit]
    return [(number, at) for number, at in answer.rows]


def _counts(creator_id: int) -> Steps[ListCounts]:
    parts, values = [], list[Any]()
    for status in Status:
        parts.append(f"SELECT COUNT(*) FROM (SELECT 1 {_OF_PERSON} AND status = ? LIMIT ?) AS few")
        values += [creator_id, False, status.value, MOST_COUNTED + 1]
    parts.append(f"SELECT COUNT(*) FROM (SELECT 1 {_OF_PERSON} LIMIT ?) AS few")
    parts.append(f"SELECT COUNT(*) FROM (SELECT 1 {_DELETED} LIMIT ?) AS few")
    values += [creator_id, True, MOST_COUNTED + 1, creator_id, MOST_COUNTED + 1]
    answer = yield f"SELECT {', '.join(f'({part})' for part in parts)}", values
    *by_status, archived, deleted = answer.rows[0]
    counts = {status.value: count for status, count in zip(Status, by_status, strict=True) if count}
    return ListCounts(counts, archived, deleted)
