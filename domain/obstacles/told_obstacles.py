"""What administrators were told of: one cause, whom it holds up, and since when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.announcements import Announcements
from domain.runs.obstacle import Obstacle

TOPIC = "obstacle"
"""The topic of the announcements that tell administrators of it."""


@dataclass(frozen=True, slots=True)
class ToldObstacle:
    """A cause that administrators were told of. `mark` is how its subject stood then; another one means a change.

    `mended_by` is who has said that it is done; None: the change has been seen.
    """

    id: int
    obstacle: Obstacle
    mark: str
    met_at: datetime
    mended_at: datetime | None = None
    mended_by: int | None = None


class Obstacles(Protocol):
    """What administrators were told of. Writes belong inside the caller's transaction."""

    async def get(self, number: int) -> ToldObstacle | None:
        """Return one."""
        ...

    async def standing(self) -> Sequence[ToldObstacle]:
        """Return all that nobody has mended yet."""
        ...

    async def standing_of(self, obstacle: Obstacle) -> ToldObstacle | None:
        """Return what administrators know of a cause, unless it is mended."""
        ...

    async def add(self, obstacle: Obstacle, mark: str, now: datetime) -> int:
        """Keep a new one and return its number."""
        ...

    async def meet(self, number: int, person_id: int) -> bool:
        """Note whom it holds up; False where that is known."""
        ...

    async def met_by(self, number: int, limit: int) -> tuple[Collection[int], int]:
        """Return whom it holds up, the first so many, and how many there are in all."""
        ...

    async def mend(self, number: int, now: datetime, by: int | None = None) -> bool:
        """Close it; False when it is closed already."""
        ...


class KnownObstacles:
    """Says whether administrators know of a cause, or are about to be told."""

    def __init__(self, obstacles: Obstacles, announcements: Announcements) -> None:
        self._obstacles = obstacles
        self._announcements = announcements

    async def __call__(self, obstacle: Obstacle) -> bool:
        """Return whether somebody could be told."""
        told = await self._obstacles.standing_of(obstacle)
        return told is not None and await self._announcements.told_to_somebody(TOPIC, told.id)
