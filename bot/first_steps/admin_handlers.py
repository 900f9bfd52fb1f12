"""The way to everything that administrators do."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.first_steps.admin_addresses import AdminPage, GuidePage
from bot.first_steps.admin_page import admin_page
from bot.first_steps.guide import guide_page
from bot.telegram.asking import ForAdmins
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.journal.state_of_product import StateOfProduct


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="admin")
    router.message.filter(ForAdmins())
    router.callback_query.filter(ForAdmins())
    router.message.register(show, Command("admin"))
    router.callback_query.register(show_again, AdminPage.filter())
    router.callback_query.register(show_guide, GuidePage.filter())
    return router


async def show(message: Message, screen: Screen, visit: Visit, state_of_product: StateOfProduct) -> None:
    """The page, by its command."""
    await screen.page(visit, admin_page(visit, await state_of_product(visit.person)))


async def show_again(query: CallbackQuery, screen: Screen, visit: Visit, state_of_product: StateOfProduct) -> None:
    """The page, by a button."""
    await screen.page(visit, admin_page(visit, await state_of_product(visit.person)))


async def show_guide(query: CallbackQuery, callback_data: GuidePage, screen: Screen, visit: Visit) -> None:
    """A part of the guide."""
    await screen.page(visit, guide_page(visit, callback_data.part))
