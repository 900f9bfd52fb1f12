"""A person's lists of records, newest first, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from domain.paging import Edge
from domain.records.record import Record, Status


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A page of a list, and where the pages before and behind it begin; None where there is none."""

    items: tuple[Record, ...]
    newer: Edge | None = None
    older: Edge | None = None


@dataclass(frozen=True, slots=True)
class ListCounts:
    """How many records of each status there are, in the archive and among the deleted ones.

    None is counted further than one more than `domain.paging.MOST_COUNTED`.
    """

    by_status: Mapping[str, int] = field(default_factory=dict)
    archived: int = 0
    deleted: int = 0


class RecordLists(Protocol):
    """Where they are kept."""

    async def page(
        self, creator_id: int, statuses: tuple[Status, ...], limit: int, edge: Edge | None, *, archived: bool = False
    ) -> RecordPage:
        """Return a person's records, or those in the archive; all statuses when none is named."""
        ...

    async def counts(self, creator_id: int) -> ListCounts:
        """Return how many records there are in the person's lists."""
        ...

    async def deleted(self, creator_id: int, limit: int, edge: Edge | None) -> RecordPage:
        """Return what a person has deleted and can take back, by when it was deleted."""
        ...
