"""Staff tell administrators what holds them up."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.cards.screen import CardScreen
from bot.obstacles.addresses import TellAdministrator, TellOfOwnAccount
from bot.settings.screen import OwnSettingsScreen
from bot.telegram.visit import Visit
from domain.obstacles.tell_administrators import TellAdministrators


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="obstacles")
    router.callback_query.register(tell_of_record, TellAdministrator.filter())
    router.callback_query.register(tell_of_own_account, TellOfOwnAccount.filter())
    return router


async def tell_of_record(
    query: CallbackQuery,
    callback_data: TellAdministrator,
    tell_administrators: TellAdministrators,
    cards: CardScreen,
    visit: Visit,
) -> None:
    """What holds a record up; a second press changes nothing."""
    told = await tell_administrators.of_record(visit.person, callback_data.record)
    await cards.card(visit.saying(visit.text("obstacle-said", told=told)), callback_data.record)


async def tell_of_own_account(
    query: CallbackQuery, tell_administrators: TellAdministrators, own_settings: OwnSettingsScreen, visit: Visit
) -> None:
    """One's own account."""
    told = await tell_administrators.of_person(visit.person)
    await own_settings.show(visit.saying(visit.text("obstacle-said", told=told)))
