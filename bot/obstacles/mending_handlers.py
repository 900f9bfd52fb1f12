"""What administrators do about an obstacle."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.obstacles.addresses import KINDS, MendObstacle, ObstacleDone
from bot.obstacles.screen import ObstacleScreen
from bot.telegram.visit import Visit
from domain.errors import NotFound
from domain.obstacles.watch_obstacles import WatchObstacles
from domain.runs.obstacle import Obstacle


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="mending")
    router.callback_query.register(mend, MendObstacle.filter())
    router.callback_query.register(done, ObstacleDone.filter())
    return router


async def mend(
    query: CallbackQuery, callback_data: MendObstacle, obstacle_screen: ObstacleScreen, visit: Visit
) -> None:
    """The page where it is mended, below: what tells of it stays where it is."""
    if callback_data.kind >= len(KINDS):
        raise NotFound
    await obstacle_screen.mend(visit.below(), Obstacle(KINDS[callback_data.kind], callback_data.subject))


async def done(
    query: CallbackQuery,
    callback_data: ObstacleDone,
    watch_obstacles: WatchObstacles,
    obstacle_screen: ObstacleScreen,
    visit: Visit,
) -> None:
    """It is done; whoever is second sees who was first."""
    await watch_obstacles.done(visit.person, callback_data.obstacle)
    await obstacle_screen.show(visit, callback_data.obstacle)
