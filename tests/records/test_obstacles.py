"""Telling administrators of an obstacle: once for each cause, by whoever meets it, until it is mended or done."""

import pytest

from bot.workers.worker import LocalHints
from domain.accounts.account import Account
from domain.configuration.validation import ScenarioChecker
from domain.errors import NotYours
from domain.obstacles.find_obstacle import FindObstacle
from domain.obstacles.tell_administrators import NothingInTheWay, TellAdministrators, Told
from domain.obstacles.told_obstacles import TOPIC
from domain.obstacles.watch_obstacles import Marks, WatchObstacles
from domain.people import Person, Role
from domain.runs.may_begin import MayBegin
from domain.runs.obstacle import Obstacle, ObstacleKind
from storage import models
from storage.repositories.announcements import AnnouncementRepository
from storage.repositories.obstacles import ObstacleRepository
from storage.repositories.people import PersonRepository
from storage.transactions import atomically
from tests.records.desk import Desk


class Telling:
    """The use cases over the desk's database."""

    def __init__(self, desk: Desk) -> None:
        self.people, self.announcements = PersonRepository(), AnnouncementRepository(desk.clock)
        self.obstacles = ObstacleRepository()
        check = ScenarioChecker(desk.configuration)
        find = FindObstacle(desk.configuration, desk.accounts, MayBegin(desk.configuration, desk.accounts, check))
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
            find=find,
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


async def test_a_second_press_leaves_nothing_more_to_tell(desk: Desk, telling: Telling) -> None:
    assert await telling.tell.of_person(desk.person) is Told.NEW
    assert await telling.tell.of_person(desk.person) is Told.KNOWN
    assert await models.Announcement.filter(topic=TOPIC).count() == 1
    assert await models.ObstacleMet.all().count() == 1


async def test_who_is_an_account_with_an_address_has_nothing_in_the_way(desk: Desk, telling: Telling) -> None:
    number = await desk.account("Борис Борисов", "boris@firma.local")
    await models.Person.filter(telegram_id=desk.person.telegram_id).update(account_id=number)
    with pytest.raises(NothingInTheWay):
        await telling.tell.of_person(await telling.person(desk.person.telegram_id))


async def test_a_change_of_the_subject_closes_it_and_a_later_press_tells_again(desk: Desk, telling: Telling) -> None:
    number = await desk.account("Борис Борисов", "")
    await models.Person.filter(telegram_id=desk.person.telegram_id).update(account_id=number)
    person = await telling.person(desk.person.telegram_id)
    assert await telling.tell.of_person(person) is Told.NEW
    assert await telling.watch() == 0
    await desk.accounts.save(Account(number, "борис борисов", "Борис Борисов", "не адрес"))
    assert await telling.watch() == 1
    assert await telling.watch() == 0
    assert await telling.tell.of_person(person) is Told.NEW
    kinds = [(row.kind, row.mended_at is None) for row in await models.Obstacle.all().order_by("id")]
    assert kinds == [("account", False), ("account", True)]


async def test_where_nobody_could_be_told_it_says_so_and_tries_again(desk: Desk, telling: Telling) -> None:
    assert await telling.tell.of_person(desk.person) is Told.NEW
    await models.Announcement.filter(topic=TOPIC).update(due_at=None)
    assert await telling.tell.of_person(desk.person) is Told.NOBODY
    assert await models.Announcement.filter(topic=TOPIC, due_at=None).count() == 0


async def test_without_administrators_nothing_is_kept(desk: Desk, telling: Telling) -> None:
    await models.Person.filter(role=Role.ADMIN).update(active=False)
    assert await telling.tell.of_person(desk.person) is Told.NOBODY
    assert await models.Obstacle.all().count() == 0


async def test_only_an_administrator_calls_it_done_and_only_once(desk: Desk, telling: Telling) -> None:
    await telling.tell.of_person(desk.person)
    (row,) = await models.Obstacle.all()
    with pytest.raises(NotYours):
        await telling.watch.done(desk.person, row.id)
    assert await telling.watch.done(desk.admin, row.id)
    assert not await telling.watch.done(desk.admin, row.id)


@pytest.mark.parametrize("kind", ObstacleKind)
async def test_what_is_gone_has_no_mark(telling: Telling, kind: ObstacleKind) -> None:
    assert await telling.marks(Obstacle(kind, 9_999)) is None
