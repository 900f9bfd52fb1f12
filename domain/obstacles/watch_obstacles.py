"""Seeing that an obstacle was mended: its subject is not any more as it was when administrators were told."""

import json
from collections.abc import Collection, Iterable
from hashlib import blake2b
from typing import Any

from domain.accounts.account import Account, Accounts
from domain.announcements import Announcements
from domain.clock import Atomically, Clock
from domain.configuration.configured import Configured
from domain.documents import Stored
from domain.errors import NotFound, NotYours
from domain.obstacles.told_obstacles import TOPIC, Obstacles, ToldObstacle
from domain.people import People, Person
from domain.records.template import StoredTemplate
from domain.runs.may_begin import CheckScenario
from domain.runs.obstacle import Obstacle, ObstacleKind
from domain.sections import Section
from domain.work import Hints, WorkKind


class Marks:
    """Says by a short text how an obstacle's subject stands now: another text means that somebody has changed it."""

    def __init__(self, configured: Configured, accounts: Accounts, people: People, check: CheckScenario) -> None:
        self._configured = configured
        self._accounts = accounts
        self._people = people
        self._check = check

    async def __call__(self, obstacle: Obstacle) -> str | None:
        """Return the mark; None where the subject is gone. It tells nobody what an address is."""
        state = await self._state(obstacle)
        if state is None:
            return None
        return blake2b(json.dumps(state).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    async def _state(self, obstacle: Obstacle) -> list[object] | None:
        number = obstacle.subject
        match obstacle.kind:
            case ObstacleKind.ACCOUNT:
                account = await self._accounts.get(number)
                return None if account is None or account.is_erased else [obstacle.kind, *_of(account)]
            case ObstacleKind.PERSON:
                return await self._person(number)
            case ObstacleKind.CONNECTION:
                stored = await self._configured.connection_by_id(number)
                return None if stored is None else [obstacle.kind, stored.revision]
            case ObstacleKind.TEMPLATE:
                return await self._template(number)
            case ObstacleKind.SCENARIO:
                return await self._scenario(number)

    async def _person(self, number: int) -> list[object] | None:
        person = await self._people.get(number)
        if person is None:
            return None
        account = None if person.account_id is None else await self._accounts.get(person.account_id)
        return [ObstacleKind.PERSON, *([] if account is None else [account.id, *_of(account)])]

    async def _template(self, number: int) -> list[object] | None:
        stored = await self._configured.template_by_id(number)
        if stored is None:
            return None
        name = stored.document.system_name
        found = [
            await self._configured.scenario_for_button(name, button.system_name)
            for button in stored.document.form_buttons
            if button.starts_scenario
        ]
        return [ObstacleKind.TEMPLATE, stored.revision, *(None if item is None else item.id for item in found)]

    async def _scenario(self, number: int) -> list[object] | None:
        stored = next((item for item in await self._configured.scenarios() if item.id == number), None)
        if stored is None:
            return None
        document = stored.document
        used = [
            *_used(document.refers_to(Section.ROUTES), await self._configured.routes()),
            *_used(document.refers_to(Section.CONNECTIONS), await self._configured.connections()),
            *_used(document.refers_to(Section.TEMPLATES), await self._configured.templates()),
        ]
        mistakes = [str(mistake) for mistake in await self._check(document)]
        return [ObstacleKind.SCENARIO, stored.revision, used, mistakes]


def _used(names: Collection[str], objects: Iterable[Stored[Any] | StoredTemplate]) -> list[object]:
    return [[item.id, item.revision] for item in objects if item.document.system_name in names]


def _of(account: Account) -> list[object]:
    return [account.mbox, account.active]


class WatchObstacles:
    """Closes what was mended, or what an administrator calls done: a later press may tell of it again."""

    def __init__(
        self,
        *,
        obstacles: Obstacles,
        marks: Marks,
        announcements: Announcements,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._obstacles = obstacles
        self._marks = marks
        self._announcements = announcements
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def __call__(self) -> int:
        """Look at all that stand; return how many were closed. It may be asked for as often as one likes."""
        if not await self._obstacles.standing():
            return 0
        closed = await self._atomically(self._look)
        if closed:
            self._hints.wake(WorkKind.ANNOUNCEMENT)
        return closed

    async def done(self, person: Person, number: int) -> bool:
        """An administrator says that it is done; False when it was closed before. Raises NotYours or NotFound."""
        if not person.is_admin:
            raise NotYours(f"obstacle {number}")
        if await self._obstacles.get(number) is None:
            raise NotFound(f"obstacle {number}")
        first = await self._atomically(lambda: self._close(number, person.telegram_id))
        self._hints.wake(WorkKind.ANNOUNCEMENT)
        return first

    async def still_stands(self, told: ToldObstacle) -> bool:
        """Close it where its subject has changed; belongs inside the caller's transaction."""
        if await self._marks(told.obstacle) == told.mark:
            return True
        await self._close(told.id)
        return False

    async def _look(self) -> int:
        return sum([not await self.still_stands(told) for told in await self._obstacles.standing()])

    async def _close(self, number: int, by: int | None = None) -> bool:
        first = await self._obstacles.mend(number, self._clock(), by)
        if first:
            await self._announcements.redraw(TOPIC, number)
        return first
