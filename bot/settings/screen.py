"""Showing people what they set for themselves."""

from bot.settings.pages import own_settings_page, time_zone_page
from bot.settings.questions import OwnZone
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.people import Person
from domain.settings.own_settings import OwnSettings


class OwnSettingsScreen:
    """Draws one's own settings."""

    def __init__(self, screen: Screen, own: OwnSettings) -> None:
        self._screen = screen
        self._own = own

    async def show(self, visit: Visit) -> None:
        """Show them."""
        await self._screen.page(visit, own_settings_page(visit, await self._own.account(visit.person)))

    async def changed(self, visit: Visit, person: Person) -> None:
        """Show them in the language and by the clock that the person has chosen now."""
        await self.show(self._screen.visit(person, at=visit.at))

    async def ask_zone(self, visit: Visit, asked: OwnZone) -> None:
        """Ask for the time zone."""
        await self._screen.ask(visit, asked, time_zone_page(visit))
