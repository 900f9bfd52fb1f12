"""The way to everything that administrators do."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.first_steps.addresses import AdminPage, GuidePage, HoldPage
from bot.first_steps.admin_page import admin_page
from bot.first_steps.guide import guide_page
from bot.first_steps.holding_page import holding_question_page, turned_notice
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.deliveries.holding import HoldEverything
from domain.journal.state_of_product import StateOfProduct


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="admin")
    router.message.register(show, Command("admin"))
    router.callback_query.register(show_again, AdminPage.filter())
    router.callback_query.register(hold_everything, HoldPage.filter())
    router.callback_query.register(show_guide, GuidePage.filter())
    return router


async def show(
    message: Message, screen: Screen, visit: Visit, state_of_product: StateOfProduct, hold: HoldEverything
) -> None:
    """The page, by its command."""
    state = await state_of_product(visit.person)
    await screen.page(visit, admin_page(visit, state, await hold.look(visit.person)))


async def show_again(
    query: CallbackQuery, screen: Screen, visit: Visit, state_of_product: StateOfProduct, hold: HoldEverything
) -> None:
    """The page, by a button."""
    state = await state_of_product(visit.person)
    await screen.page(visit, admin_page(visit, state, await hold.look(visit.person)))


async def hold_everything(
    query: CallbackQuery,
    callback_data: HoldPage,
    screen: Screen,
    visit: Visit,
    state_of_product: StateOfProduct,
    hold: HoldEverything,
) -> None:
    """Hold everything back or let it go; a button of before says how it is now."""
    now = await hold.look(visit.person)
    if now.holding.revision == callback_data.revision and not callback_data.sure:
        waiting = (await state_of_product(visit.person)).waiting
        await screen.page(visit, holding_question_page(visit, now, waiting))
        return
    turned = await hold.turn(visit.person, callback_data.revision)
    state = await state_of_product(visit.person)
    await screen.page(visit.saying(turned_notice(visit, turned)), admin_page(visit, state, turned))


async def show_guide(query: CallbackQuery, callback_data: GuidePage, screen: Screen, visit: Visit) -> None:
    """A part of the guide."""
    await screen.page(visit, guide_page(visit, callback_data.part))
