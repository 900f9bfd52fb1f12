"""What people set for themselves: language, time zone, and a copy of each letter."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.settings.addresses import ChooseLanguage, ChooseTimeZone, CopyToSelf, OwnSettingsPage, TimeZonePage
from bot.settings.questions import OwnZone
from bot.settings.screen import OwnSettingsScreen
from bot.settings.time_zones import zone_typed
from bot.telegram.asking import Answers
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from bot.texts import LANGUAGES
from domain.errors import NotFound
from domain.settings.own_settings import OwnSettings
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


async def show(message: Message, own_settings: OwnSettingsScreen, visit: Visit) -> None:
    """The page, by its command."""
    await own_settings.show(visit)


async def show_again(query: CallbackQuery, own_settings: OwnSettingsScreen, visit: Visit) -> None:
    """The page, by a button."""
    await own_settings.show(visit)


async def choose_language(
    query: CallbackQuery,
    callback_data: ChooseLanguage,
    screen: Screen,
    own: OwnSettings,
    own_settings: OwnSettingsScreen,
    visit: Visit,
) -> None:
    """A language; the menu of commands speaks it, too."""
    person = await own.speak(visit.person, _one_of(LANGUAGES, callback_data.language))
    await own_settings.changed(visit, person)
    await screen.menu(person)


async def ask_time_zone(query: CallbackQuery, own_settings: OwnSettingsScreen, visit: Visit) -> None:
    """Which time zone."""
    await own_settings.ask_zone(visit, OwnZone())


async def choose_time_zone(
    query: CallbackQuery,
    callback_data: ChooseTimeZone,
    own: OwnSettings,
    own_settings: OwnSettingsScreen,
    visit: Visit,
) -> None:
    """A time zone of the list."""
    await own_settings.changed(visit, await own.live_in(visit.person, _one_of(ZONES, callback_data.zone)))


async def type_time_zone(message: Message, own: OwnSettings, own_settings: OwnSettingsScreen, visit: Visit) -> None:
    """A typed one: a city, a difference from UTC, a name."""
    await own_settings.changed(visit, await own.live_in(visit.person, zone_typed(message.text or "")))


async def copy_to_self(
    query: CallbackQuery,
    callback_data: CopyToSelf,
    own: OwnSettings,
    own_settings: OwnSettingsScreen,
    visit: Visit,
) -> None:
    """A copy of each letter to oneself, or no more."""
    await own_settings.changed(visit, await own.copy_to_self(visit.person, bool(callback_data.wanted)))


def _one_of(choices: tuple[str, ...], number: int) -> str:
    if number >= len(choices):
        raise NotFound
    return choices[number]
