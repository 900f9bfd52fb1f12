"""The way to everything that administrators do."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.first_steps.addresses import AdminPage, ChooseUndo, GuidePage, HoldPage, UndoPage
from bot.first_steps.administration import Administration
from bot.first_steps.guide import guide_page
from bot.first_steps.holding_page import turned_notice
from bot.first_steps.undo_page import chosen_notice, undo_page
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.deliveries.holding import HoldEverything
from domain.settings.undo_time import UndoTime


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="admin")
    router.message.register(show, Command("admin"))
    router.callback_query.register(show_again, AdminPage.filter())
    router.callback_query.register(hold_everything, HoldPage.filter())
    router.callback_query.register(show_undo, UndoPage.filter())
    router.callback_query.register(choose_undo, ChooseUndo.filter())
    router.callback_query.register(show_guide, GuidePage.filter())
    return router


async def show(message: Message, administration: Administration, visit: Visit) -> None:
    """The page, by its command."""
    await administration.show(visit)


async def show_again(query: CallbackQuery, administration: Administration, visit: Visit) -> None:
    """The page, by a button."""
    await administration.show(visit)


async def hold_everything(
    query: CallbackQuery,
    callback_data: HoldPage,
    administration: Administration,
    visit: Visit,
    hold: HoldEverything,
) -> None:
    """Hold everything back or let it go; a button of before says how it is now."""
    now = await hold.look(visit.person)
    if now.holding.revision == callback_data.revision and not callback_data.sure:
        await administration.ask_to_hold(visit, now)
        return
    turned = await hold.turn(visit.person, callback_data.revision)
    await administration.show(visit.saying(turned_notice(visit, turned)))


async def show_undo(query: CallbackQuery, screen: Screen, visit: Visit, undo_time: UndoTime) -> None:
    """For how long a sending can be undone."""
    await screen.page(visit, undo_page(visit, await undo_time.look()))


async def choose_undo(
    query: CallbackQuery, callback_data: ChooseUndo, screen: Screen, visit: Visit, undo_time: UndoTime
) -> None:
    """Set it."""
    undo = await undo_time.choose(visit.person, callback_data.seconds)
    await screen.page(visit.saying(chosen_notice(visit, undo)), undo_page(visit, undo))


async def show_guide(query: CallbackQuery, callback_data: GuidePage, screen: Screen, visit: Visit) -> None:
    """A part of the guide."""
    await screen.page(visit, guide_page(visit, callback_data.part))
