"""How things stand in the rows, for whoever watches the product: found by few statements that read no history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.work import WorkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How things stand at a moment. Names are those of configured objects: nobody's data stands here.

    `oldest_due` tells since when what nobody has in hand is due; letters of connections that are suspended or switched
    off, and what is held back, are not due. `waiting` counts the letters of each connection that still go by
    themselves, those in hand among them.
    """

    oldest_due: Mapping[WorkKind, datetime]
    waiting: Mapping[str, int]
    in_hand: int
    asking: Mapping[str, int]
    """How many letters wait for their authors' answers, by state."""
    suspended: Mapping[str, int]
    """How many connections are suspended, by cause."""
    held_back: bool
    inbox: int
    inbox_oldest: datetime | None


class ReadsFigures(Protocol):
    """Says how things stand."""

    async def figures(self, now: datetime) -> Figures:
        """Raises DatabaseTrouble."""
        ...

    async def migrations(self) -> frozenset[str]:
        """Return the names of the migrations that the database has seen; raises DatabaseTrouble."""
        ...

    async def write(self, now: datetime) -> None:
        """Write a row, so that it is known whether that can be done; raises DatabaseTrouble."""
        ...
