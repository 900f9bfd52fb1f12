"""What people set for themselves: language, time zone, and a copy of each letter."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.settings.addresses import ChooseLanguage, ChooseTimeZone, CopyToSelf, OwnSettingsPage, TimeZonePage
from bot.settings.pages import own_settings_page, time_zone_page
from bot.settings.questions import OwnZone
from bot.settings.time_zones import zone_typed
from bot.telegram.asking import Answers
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from bot.texts import LANGUAGES
from domain.errors import NotFound
from domain.own_settings import OwnSettings
from domain.time_zones import ZONES


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="own settings")
    router.message.register(show, Command("settings"))
    router.callback_query.register(show_again, OwnSettingsPage.filter())
    router.callback_query.register(choose_language, ChooseLanguage.filter())
    router.callback_query.register(ask_time_zone, TimeZonePage.filter())
    router.callback_query.register(choose_time_zone, ChooseTimeZone.filter())
    router.message.register(type_time_zone, Answers(OwnZone), F.text)
    router.callback_query.register(copy_to_self, CopyToSelf.filter())
    return router


async def show(message: Message, screen: Screen, own: OwnSettings, visit: Visit) -> None:
    """The page, by its command."""
    await _show(screen, own, visit)


async def show_again(query: CallbackQuery, screen: Screen, own: OwnSettings, visit: Visit) -> None:
    """The page, by a button."""
    await _show(screen, own, visit)


async def choose_language(
    query: CallbackQuery, callback_data: ChooseLanguage, screen: Screen, own: OwnSettings, visit: Visit
) -> None:
    """A language; the menu of commands speaks it, too."""
    person = await own.speak(visit.person, _one_of(LANGUAGES, callback_data.language))
    await _show(screen, own, screen.visit(person, at=visit.at))
    await screen.menu(person)


async def ask_time_zone(query: CallbackQuery, screen: Screen, own: OwnSettings, visit: Visit) -> None:
    """Which time zone."""
    await ask_again(screen, visit, OwnZone())


async def choose_time_zone(
    query: CallbackQuery, callback_data: ChooseTimeZone, screen: Screen, own: OwnSettings, visit: Visit
) -> None:
    """A time zone of the list."""
    person = await own.live_in(visit.person, _one_of(ZONES, callback_data.zone))
    await _show(screen, own, screen.visit(person, at=visit.at))


async def type_time_zone(message: Message, screen: Screen, own: OwnSettings, visit: Visit) -> None:
    """A typed one: a city, a difference from UTC, a name."""
    person = await own.live_in(visit.person, zone_typed(message.text or ""))
    await _show(screen, own, screen.visit(person))


async def copy_to_self(
    query: CallbackQuery, callback_data: CopyToSelf, screen: Screen, own: OwnSettings, visit: Visit
) -> None:
    """A copy of each letter to oneself, or no more."""
    person = await own.copy_to_self(visit.person, bool(callback_data.wanted))
    await _show(screen, own, screen.visit(person, at=visit.at))


async def ask_again(screen: Screen, visit: Visit, asked: OwnZone) -> None:
    """Ask for the time zone."""
    await screen.ask(visit, asked, time_zone_page(visit))


async def _show(screen: Screen, own: OwnSettings, visit: Visit) -> None:
    await screen.page(visit, own_settings_page(visit, await own.account(visit.person)))


def _one_of(choices: tuple[str, ...], number: int) -> str:
    if number >= len(choices):
        raise NotFound
    return choices[number]
