"""Obstacles over their tables."""

from collections.abc import Collection, Sequence
from datetime import datetime

from domain.obstacles.told_obstacles import ToldObstacle
from domain.runs.obstacle import Obstacle, ObstacleKind
from storage import models
from storage.statements import Steps, instant
from storage.transactions import read


def _told(row: models.Obstacle) -> ToldObstacle:
    return ToldObstacle(
        id=row.id,
        obstacle=Obstacle(ObstacleKind(row.kind), row.subject),
        mark=row.mark,
        met_at=row.met_at,
        mended_at=row.mended_at,
        mended_by=row.mended_by,
    )


class ObstacleRepository:
    """Implements `domain.obstacles.told_obstacles.Obstacles`."""

    async def get(self, number: int) -> ToldObstacle | None:
        """Return one."""
        row = await models.Obstacle.get_or_none(id=number)
        return None if row is None else _told(row)

    async def standing(self) -> Sequence[ToldObstacle]:
        """Return all that nobody has mended yet."""
        return [_told(row) for row in await models.Obstacle.filter(mended_at=None).order_by("id")]

    async def standing_of(self, obstacle: Obstacle) -> ToldObstacle | None:
        """Return what administrators know of a cause, unless it is mended."""
        return await read(lambda: _standing_of(obstacle))

    async def add(self, obstacle: Obstacle, mark: str, now: datetime) -> int:
        """Keep a new one and return its number."""
        row = await models.Obstacle.create(kind=obstacle.kind, subject=obstacle.subject, mark=mark, met_at=now)
        return row.id

    async def meet(self, number: int, person_id: int) -> bool:
        """Note whom it holds up; False where that is known."""
        if await models.ObstacleMet.filter(obstacle_id=number, person_id=person_id).exists():
            return False
        await models.ObstacleMet.create(obstacle_id=number, person_id=person_id)
        return True

    async def met_by(self, number: int, limit: int) -> tuple[Collection[int], int]:
        """Return whom it holds up, the first so many, and how many there are in all."""
        rows = models.ObstacleMet.filter(obstacle_id=number)
        return [row.person_id for row in await rows.order_by("id").limit(limit)], await rows.count()

    async def mend(self, number: int, now: datetime, by: int | None = None) -> bool:
        """Close it; False when it is closed already."""
        rows = models.Obstacle.filter(id=number, mended_at=None)
        return bool(await rows.update(mended_at=now, mended_by=by))


def _standing_of(obstacle: Obstacle) -> Steps[ToldObstacle | None]:
    """Every card that something stands in the way of asks for it."""
    answer = yield (
        "SELECT id, mark, met_at FROM obstacle WHERE kind = ? AND subject = ? AND mended_at IS NULL "
        "ORDER BY id DESC LIMIT 1",
        (obstacle.kind.value, obstacle.subject),
    )
    for number, mark, met_at in answer.rows:
        return ToldObstacle(number, obstacle, mark, instant(met_at))
    return None
