"""The desk with what tells administrators of an obstacle."""

import pytest

from bot.workers.local_hints import LocalHints
from domain.configuration.validation import ScenarioChecker
from domain.obstacles.find_obstacle import FindObstacle
from domain.obstacles.tell_administrators import TellAdministrators
from domain.obstacles.watch_obstacles import Marks, WatchObstacles
from domain.people import Person
from domain.runs.may_begin import MayBegin
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.obstacles import ObstacleRepository
from storage.repositories.people import PersonRepository
from storage.transactions import atomically
from tests.domain.records.conftest import desk
from tests.domain.records.desk import Desk

__all__ = ["desk"]


class Telling:
    """The use cases over the desk's database."""

    def __init__(self, desk: Desk) -> None:
        self.people, self.announcements = PersonRepository(), AnnouncementRepository(desk.clock)
        self.obstacles = ObstacleRepository()
        check = ScenarioChecker(desk.configuration)
        may_begin = MayBegin(desk.configuration, desk.accounts, check)
        self.find = FindObstacle(desk.configuration, desk.accounts, may_begin)
        self.marks = Marks(desk.configuration, desk.accounts, self.people, check)
        self.watch = WatchObstacles(
            obstacles=self.obstacles,
            marks=self.marks,
            announcements=self.announcements,
            hints=LocalHints(),
            clock=desk.clock,
            atomically=atomically,
        )
        self.tell = TellAdministrators(
            obstacles=self.obstacles,
            find=self.find,
            view_card=desk.card,
            marks=self.marks,
            watch=self.watch,
            people=self.people,
            announcements=self.announcements,
            hints=LocalHints(),
            clock=desk.clock,
            atomically=atomically,
        )

    async def person(self, telegram_id: int) -> Person:
        person = await self.people.get(telegram_id)
        assert person is not None
        return person


@pytest.fixture
def telling(desk: Desk) -> Telling:
    return Telling(desk)
