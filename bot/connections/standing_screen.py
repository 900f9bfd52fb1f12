"""Showing administrators how a connection stands: by a notice of its own, and in the notice that was pressed."""

from bot.connections.standing import standing_page
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.deliveries.outbox import Standing
from domain.deliveries.suspension import NoticeKind
from domain.people import Person


class StandingScreen:
    """Draws it beside the one live message."""

    def __init__(self, screen: Screen) -> None:
        self._screen = screen

    async def tell(self, person: Person, standing: Standing, kind: NoticeKind) -> None:
        """Tell an administrator about a connection."""
        await self._screen.chat.say(person.telegram_id, standing_page(self._screen.visit(person), standing, kind))

    async def show(self, visit: Visit, standing: Standing) -> None:
        """Show it in the notice."""
        page = standing_page(visit, standing)
        await self._screen.chat.edit_or_say(visit.person.telegram_id, page, at=visit.at)
