"""Showing administrators what holds staff up, and where it is mended."""

from collections.abc import Sequence
from typing import Any

from bot.directory.pages import Listing
from bot.directory.screen import DirectoryScreen
from bot.objects.screen import ObjectsScreen
from bot.obstacles.pages import ObstacleView, obstacle_page
from bot.people.screen import PeopleScreen
from bot.telegram.page import Page
from bot.telegram.reader import Reader
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.accounts.account import Accounts
from domain.accounts.fields import ORDER
from domain.announcements import Announcement
from domain.configuration.configured import Configured
from domain.documents import Stored
from domain.errors import NotFound
from domain.obstacles.told_obstacles import Obstacles
from domain.obstacles.what_is_wrong import WhatIsWrong
from domain.people import People
from domain.records.template import StoredTemplate
from domain.runs.obstacle import Obstacle, ObstacleKind
from domain.sections import Section
from domain.twins import names_apart

LISTING = Listing()
MOST_NAMED = 10
"""How many people a message names; of the others it says how many they are."""


class ObstacleScreen:
    """Draws obstacles from their rows, as they are then."""

    def __init__(
        self,
        *,
        screen: Screen,
        obstacles: Obstacles,
        configured: Configured,
        accounts: Accounts,
        people: People,
        directory_screen: DirectoryScreen,
        objects: ObjectsScreen,
        people_screen: PeopleScreen,
        what_is_wrong: WhatIsWrong,
    ) -> None:
        self._what_is_wrong = what_is_wrong
        self._screen = screen
        self._obstacles = obstacles
        self._configured = configured
        self._accounts = accounts
        self._people = people
        self._directory_screen = directory_screen
        self._objects = objects
        self._people_screen = people_screen

    async def mend(self, visit: Visit, obstacle: Obstacle) -> None:
        """Show where it is mended."""
        number = obstacle.subject
        match obstacle.kind:
            case ObstacleKind.ACCOUNT:
                await self._account(visit, number)
            case ObstacleKind.PERSON:
                await self._people_screen.card(visit, number)
            case ObstacleKind.SCENARIO:
                await self._objects.object(visit, Section.SCENARIOS, number)
            case ObstacleKind.TEMPLATE:
                await self._objects.object(visit, Section.TEMPLATES, number)
            case ObstacleKind.CONNECTION:
                await self._objects.object(visit, Section.CONNECTIONS, number)

    async def _account(self, visit: Visit, number: int) -> None:
        """Ask for the right address; one that is archived has its own page."""
        account = await self._accounts.get(number)
        if account is None or account.is_erased or not account.active:
            await self._directory_screen.account(visit, number, LISTING)
        else:
            await self._directory_screen.field(visit, number, ORDER.index("mbox"), LISTING)

    async def show(self, visit: Visit, number: int) -> None:
        """Show in the pressed message how an obstacle stands."""
        page = await self._page(visit, number)
        if page is None:
            raise NotFound(f"obstacle {number}")
        await self._screen.chat.edit_or_say(visit.person.telegram_id, page, at=visit.at)

    async def tell(self, reader: Reader, item: Announcement) -> Page | None:
        """Draw it for an administrator, for its announcement."""
        return await self._page(reader, item.subject)

    async def _page(self, reader: Reader, number: int) -> Page | None:
        told = await self._obstacles.get(number)
        if told is None or not reader.person.is_admin:
            return None
        met, total = await self._obstacles.met_by(number, MOST_NAMED)
        people = await self._people.get_many(met)
        accounts = await self._accounts.get_many(
            [person.account_id for person in people.values() if person.account_id is not None]
        )
        by = None if told.mended_by is None else (await self._people.get_many([told.mended_by])).get(told.mended_by)
        view = ObstacleView(
            told=told,
            name=await self._name(told.obstacle),
            met=tuple(people[item] for item in met if item in people),
            accounts=accounts,
            total=total,
            by="" if by is None else by.name,
            wrong=await self._what_is_wrong(told.obstacle),
        )
        return obstacle_page(reader, view)

    async def _name(self, obstacle: Obstacle) -> str:
        """Return what the subject is called now; nothing where it is gone."""
        number = obstacle.subject
        match obstacle.kind:
            case ObstacleKind.ACCOUNT:
                account = await self._accounts.get(number)
                return "" if account is None else " · ".join(filter(None, (account.full_name, account.mbox)))
            case ObstacleKind.PERSON:
                person = await self._people.get(number)
                return "" if person is None else person.name or str(number)
            case ObstacleKind.SCENARIO:
                return _called(await self._configured.scenarios(), number)
            case ObstacleKind.TEMPLATE:
                return _called(await self._configured.templates(), number)
            case ObstacleKind.CONNECTION:
                return _called(await self._configured.connections(), number)


def _called(objects: Sequence[Stored[Any] | StoredTemplate], number: int) -> str:
    """Return what one of a section's objects is called; nothing where it is gone."""
    names = names_apart(item.document for item in objects)
    return next((name for item, name in zip(objects, names, strict=True) if item.id == number), "")
