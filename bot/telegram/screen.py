"""What every page is shown by: whoever reads it, the one live message, and the menu of commands."""

from collections.abc import Awaitable, Callable, Sequence
from zoneinfo import ZoneInfo

from bot.telegram.asking import Question
from bot.telegram.chat import Chat
from bot.telegram.page import Page, PageButton
from bot.telegram.visit import Visit
from bot.texts import Texts
from domain.clock import Clock
from domain.people import OpenQuestion, Person

COMMANDS = ("new", "list", "settings", "help", "cancel")
ADMIN_COMMANDS = ("admin", "connections", "routes", "templates", "scenarios", "accounts", "staff", "journal", "export")
STRANGER_COMMANDS = ("start",)

WaysBack = Callable[[Visit], Awaitable[Sequence[PageButton]]]
"""Gives the buttons that lead back to where somebody is being led from, and none for anybody else."""


KeepQuestion = Callable[[int, OpenQuestion | None], Awaitable[None]]
"""Keeps what a person is asked, at most one thing; None when nothing is asked any more."""


class Screen:
    """Shows pages to people. What a page says is known by its topic's room."""

    def __init__(
        self,
        *,
        chat: Chat,
        ways_back: WaysBack,
        keep_question: KeepQuestion,
        texts: Callable[[str | None], Texts],
        time_zone: str,
        clock: Clock,
    ) -> None:
        self.chat = chat
        self.ways_back = ways_back
        self._keep_question = keep_question
        self._texts = texts
        self._time_zone = time_zone
        self._clock = clock

    def visit(self, person: Person, *, at: int | None = None) -> Visit:
        """Return somebody's visit: their language, zone and the time now."""
        zone = ZoneInfo(person.time_zone or self._time_zone)
        return Visit(person, self._texts(person.language), zone, self._clock(), at)

    async def page(self, visit: Visit, page: Page, *, step: bool = False) -> None:
        """Show a page that is no card. A `step` is one that first steps lead to: it leads back to them."""
        await self.show(visit, page.with_ways(await self.ways_back(visit)) if step else page)

    async def show(self, visit: Visit, page: Page, *, instead: int | None = None, card: int | None = None) -> int:
        """Show a page and return its message: what another page had asked is not in sight any more, and is closed.

        A message that cannot be edited any more is replaced by `instead`, else by a new one. `card` is the record whose
        card it is. Raises Unreachable.
        """
        if visit.person.question is not None:
            await self._keep_question(visit.person.telegram_id, None)
        return await self._draw(visit, page, instead=instead, card=card)

    async def ask(self, visit: Visit, question: Question, page: Page, *, step: bool = False) -> None:
        """Show a page that asks: what the person types next is for this question."""
        await self.open_question(visit, question)
        await self._draw(visit, page.with_ways(await self.ways_back(visit)) if step else page)

    async def open_question(self, visit: Visit, question: Question) -> None:
        """Take what the person types next for an answer to this question."""
        await self._keep_question(visit.person.telegram_id, question.kept())

    async def where_they_are(self, visit: Visit) -> Visit:
        """Return the visit of whatever the person has before them: what is shown takes its place."""
        return visit.within(await self.chat.live(visit.person.telegram_id))

    async def menu(self, person: Person) -> None:
        """Set the menu of commands that this person may use."""
        commands = COMMANDS + (ADMIN_COMMANDS if person.is_admin else ())
        await self.chat.set_menu(person.telegram_id, self._texts(person.language), commands)

    async def menu_of_stranger(self, person: Person) -> None:
        """Take the menu away from somebody who has no access any more."""
        await self.chat.set_menu(person.telegram_id, self._texts(person.language), STRANGER_COMMANDS)

    async def _draw(self, visit: Visit, page: Page, *, instead: int | None = None, card: int | None = None) -> int:
        page = page.with_notice(visit.notice)
        return await self.chat.show(visit.person.telegram_id, page, at=visit.at, instead=instead, card=card)
