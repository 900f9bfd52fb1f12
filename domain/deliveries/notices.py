"""Notices: what administrators are told about a connection, each of them by a row of their own."""

from dataclasses import dataclass
from typing import Protocol

from domain.deliveries.suspension import NoticeKind


@dataclass(frozen=True, slots=True)
class Notice:
    """Something still to be told to an administrator about a connection."""

    id: int
    person_id: int
    connection_id: int
    kind: NoticeKind
    tries: int


class Notices(Protocol):
    """What is still to be told."""

    async def get(self, notice_id: int) -> Notice | None:
        """Return the notice."""
        ...

    async def done(self, notice_id: int) -> None:
        """It was told."""
        ...
