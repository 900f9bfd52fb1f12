"""Telling administrators what holds somebody up: of each cause once, however many people meet it."""

from enum import StrEnum
from typing import Protocol

from domain.announcements import Announcements
from domain.clock import Atomically, Clock
from domain.errors import GonetsError, Redraw
from domain.obstacles.find_obstacle import FindObstacle
from domain.obstacles.hindrance import Hindrance
from domain.obstacles.told_obstacles import TOPIC, Obstacles
from domain.obstacles.watch_obstacles import Marks, WatchObstacles
from domain.people import People, Person
from domain.runs.may_begin import CannotBegin
from domain.runs.obstacle import Obstacle
from domain.work import Hints, WorkKind


class NothingInTheWay(GonetsError):
    """What held the person up is mended, or never was."""

    key = "error-nothing-in-the-way"
    redraw = Redraw.CARD


class TemplateFaulty(GonetsError):
    """The template was set up wrong: what exactly is for administrators, and `known` says whether they know."""

    key = "error-template-faulty"
    redraw = Redraw.CARD


class Told(StrEnum):
    """What the person who pressed is told."""

    NEW = "new"
    KNOWN = "known"
    NOBODY = "nobody"


class Card(Protocol):
    """What a record's card shows."""

    @property
    def hindrance(self) -> Hindrance | None:
        """What stands in the way."""
        ...


class ViewCard(Protocol):
    """Views the card of a record."""

    async def __call__(self, person: Person, record_id: int) -> Card:
        """Raises NotFound or NotYours."""
        ...


class TellAdministrators:
    """Leaves a message for each administrator at the first press; later ones are added to it."""

    def __init__(
        self,
        *,
        obstacles: Obstacles,
        find: FindObstacle,
        view_card: ViewCard,
        marks: Marks,
        watch: WatchObstacles,
        people: People,
        announcements: Announcements,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._obstacles = obstacles
        self._find = find
        self._view_card = view_card
        self._marks = marks
        self._watch = watch
        self._people = people
        self._announcements = announcements
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def of_record(self, person: Person, record_id: int) -> Told:
        """Tell what holds a record up; raises NotFound, NotYours, or NothingInTheWay."""
        hindrance = (await self._view_card(person, record_id)).hindrance
        return await self._tell(person, None if hindrance is None else hindrance.obstacle)

    async def of_person(self, person: Person) -> Told:
        """Tell that a person's account is missing or of no use; raises NothingInTheWay."""
        return await self._tell(person, await self._find.of_person(person))

    async def of_fault(self, person: Person, record_id: int) -> Told | None:
        """Tell of a template that was set up wrong without being asked; None where that is not what holds it up.

        Administrators who press see what is wrong themselves.
        """
        if person.is_admin:
            return None
        hindrance = (await self._view_card(person, record_id)).hindrance
        if hindrance is None or not hindrance.is_template_fault:
            return None
        return await self._tell(person, hindrance.obstacle)

    async def instead_of(self, error: CannotBegin, person: Person, record_id: int) -> GonetsError:
        """Return what the person is told of a press that was refused, after administrators were told."""
        told = await self.of_fault(person, record_id)
        if told is None:
            return error
        return TemplateFaulty(error.detail, known="no" if told is Told.NOBODY else "yes")

    async def _tell(self, person: Person, obstacle: Obstacle | None) -> Told:
        if obstacle is None:
            raise NothingInTheWay
        told = await self._atomically(lambda: self._meet(person, obstacle))
        self._hints.wake(WorkKind.ANNOUNCEMENT)
        return told

    async def _meet(self, person: Person, obstacle: Obstacle) -> Told:
        administrators = await self._people.administrators()
        if not administrators:
            return Told.NOBODY
        known = await self._obstacles.standing_of(obstacle)
        if known is not None and await self._watch.still_stands(known):
            is_new = await self._obstacles.meet(known.id, person.telegram_id)
            is_told = await self._announcements.told_to_somebody(TOPIC, known.id)
            if is_new or not is_told:
                # Where nobody could be told they are tried again: somebody may have let the bot in meanwhile.
                await self._announcements.redraw(TOPIC, known.id)
            return Told.KNOWN if is_told else Told.NOBODY
        mark = await self._marks(obstacle)
        if mark is None:
            raise NothingInTheWay
        number = await self._obstacles.add(obstacle, mark, self._clock())
        await self._obstacles.meet(number, person.telegram_id)
        for administrator in administrators:
            await self._announcements.add(administrator.telegram_id, TOPIC, number)
        return Told.NEW
