"""Telling administrators what holds staff up, put together."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from bot.directory.screen import DirectoryScreen
from bot.objects.screen import ObjectsScreen
from bot.obstacles.screen import ObstacleScreen
from bot.people.screen import PeopleScreen
from bot.telegram.screen import Screen
from bot.workers.announcer import Draw
from domain.accounts.account import Accounts
from domain.announcements import Announcements
from domain.cards.view_card import ViewCard
from domain.clock import Clock
from domain.configuration.configured import Configured
from domain.obstacles.find_obstacle import FindObstacle
from domain.obstacles.tell_administrators import TellAdministrators
from domain.obstacles.told_obstacles import TOPIC
from domain.obstacles.watch_obstacles import Marks, WatchObstacles
from domain.obstacles.what_is_wrong import WhatIsWrong
from domain.people import People
from domain.runs.may_begin import CheckScenario
from domain.work import Hints
from storage.repositories.obstacles import ObstacleRepository
from storage.repositories.runs import RunRepository
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
        *,
        configured: Configured,
        accounts: Accounts,
        people: People,
        announcements: Announcements,
        find: FindObstacle,
        view_card: ViewCard,
        check: CheckScenario,
        screen: Screen,
        directory_screen: DirectoryScreen,
        objects: ObjectsScreen,
        people_screen: PeopleScreen,
        hints: Hints,
        clock: Clock,
    ) -> None:
        obstacles = ObstacleRepository()
        marks = Marks(configured, accounts, people, check)
        self.watch = WatchObstacles(
            obstacles=obstacles,
            marks=marks,
            announcements=announcements,
            hints=hints,
            clock=clock,
            atomically=atomically,
        )
        self.tell = TellAdministrators(
            obstacles=obstacles,
            find=find,
            view_card=view_card,
            marks=marks,
            watch=self.watch,
            people=people,
            announcements=announcements,
            hints=hints,
            clock=clock,
            atomically=atomically,
        )
        shown = ObstacleScreen(
            screen=screen,
            obstacles=obstacles,
            configured=configured,
            accounts=accounts,
            people=people,
            directory_screen=directory_screen,
            objects=objects,
            people_screen=people_screen,
            what_is_wrong=WhatIsWrong(configured, RunRepository()),
        )
        self.sees = SeesWhatIsMended(self.watch)
        self.workflow: dict[str, Any] = {
            "tell_administrators": self.tell,
            "watch_obstacles": self.watch,
            "obstacle_screen": shown,
        }
        self.told: dict[str, Draw] = {TOPIC: shown.tell}
