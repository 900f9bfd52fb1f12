"""Telling administrators what holds staff up, put together."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from bot.directory.screen import DirectoryScreen
from bot.ground import Ground
from bot.objects.screen import ObjectsScreen
from bot.obstacles.screen import ObstacleScreen
from bot.people.screen import PeopleScreen
from bot.workers.announcer import Draw
from domain.cards.view_card import ViewCard
from domain.obstacles.find_obstacle import FindObstacle
from domain.obstacles.tell_administrators import TellAdministrators
from domain.obstacles.told_obstacles import TOPIC
from domain.obstacles.watch_obstacles import Marks, WatchObstacles
from domain.obstacles.what_is_wrong import WhatIsWrong
from domain.runs.may_begin import CheckScenario
from storage.repositories.obstacles import ObstacleRepository
from storage.transactions import atomically


class SeesWhatIsMended(BaseMiddleware):
    """After whatever an administrator does: it may have mended something that others were told of."""

    def __init__(self, watch: WatchObstacles) -> None:
        self._watch = watch

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Look behind the handler."""
        result = await handler(event, data)
        if data["visit"].person.is_admin:
            await self._watch()
        return result


class ObstaclesInChat:
    """`workflow` is what handlers get, `tell` tells of an obstacle, `told` draws its announcements.

    `watch` sees that it was mended.
    """

    def __init__(
        self,
        ground: Ground,
        *,
        find: FindObstacle,
        view_card: ViewCard,
        check: CheckScenario,
        directory_screen: DirectoryScreen,
        objects: ObjectsScreen,
        people_screen: PeopleScreen,
    ) -> None:
        obstacles = ObstacleRepository()
        marks = Marks(ground.configured, ground.accounts, ground.people, check)
        self.watch = WatchObstacles(
            obstacles=obstacles,
            marks=marks,
            announcements=ground.announcements,
            hints=ground.hints,
            clock=ground.clock,
            atomically=atomically,
        )
        self.tell = TellAdministrators(
            obstacles=obstacles,
            find=find,
            view_card=view_card,
            marks=marks,
            watch=self.watch,
            people=ground.people,
            announcements=ground.announcements,
            hints=ground.hints,
            clock=ground.clock,
            atomically=atomically,
        )
        shown = ObstacleScreen(
            screen=ground.screen,
            obstacles=obstacles,
            configured=ground.configured,
            accounts=ground.accounts,
            people=ground.people,
            directory_screen=directory_screen,
            objects=objects,
            people_screen=people_screen,
            what_is_wrong=WhatIsWrong(ground.configured, ground.runs),
        )
        self.sees = SeesWhatIsMended(self.watch)
        self.workflow: dict[str, Any] = {
            "tell_administrators": self.tell,
            "watch_obstacles": self.watch,
            "obstacle_screen": shown,
        }
        self.told: dict[str, Draw] = {TOPIC: shown.tell}
