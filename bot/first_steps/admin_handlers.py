"""The way to everything that administrators do."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.composing.screen import Screen
from bot.first_steps.admin_addresses import AdminPage, GuidePage
from bot.first_steps.admin_page import admin_page
from bot.first_steps.guide import guide_page
from bot.telegram.asking import ForAdmins
from domain.journal.state_of_product import StateOfProduct
from domain.people import Person


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="admin")
    router.message.filter(ForAdmins())
    router.callback_query.filter(ForAdmins())
    router.message.register(show, Command("admin"))
    router.callback_query.register(show_again, AdminPage.filter())
    router.callback_query.register(show_guide, GuidePage.filter())
    return router


async def show(message: Message, screen: Screen, person: Person, state_of_product: StateOfProduct) -> None:
    """The page, by its command."""
    await screen.page(person, admin_page(screen.reader(person), await state_of_product(person)))


async def show_again(
    query: CallbackQuery, screen: Screen, person: Person, state_of_product: StateOfProduct, at: int | None
) -> None:
    """The page, by a button."""
    await screen.page(person, admin_page(screen.reader(person), await state_of_product(person)), at=at)


async def show_guide(
    query: CallbackQuery, callback_data: GuidePage, screen: Screen, person: Person, at: int | None
) -> None:
    """A part of the guide."""
    await screen.page(person, guide_page(screen.reader(person), callback_data.part), at=at)
