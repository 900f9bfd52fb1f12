"""First steps of a new installation."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.first_steps.addresses import AddMe, FirstAccounts, FirstPeople, FirstStepsPage, HideFirstSteps
from bot.first_steps.questions import OwnAddress
from bot.first_steps.screen import FirstStepsScreen
from bot.telegram.asking import Answers
from bot.telegram.visit import Visit


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="first steps")
    router.callback_query.register(show, FirstStepsPage.filter())
    router.callback_query.register(hide, HideFirstSteps.filter())
    router.callback_query.register(show_accounts, FirstAccounts.filter())
    router.callback_query.register(show_people, FirstPeople.filter())
    router.callback_query.register(add_me, AddMe.filter())
    router.message.register(type_address, F.text, Answers(OwnAddress))
    return router


async def show(query: CallbackQuery, first_steps: FirstStepsScreen, visit: Visit) -> None:
    """What is done and what is next."""
    await first_steps.show(visit)


async def hide(
    query: CallbackQuery, callback_data: HideFirstSteps, first_steps: FirstStepsScreen, visit: Visit
) -> None:
    """Lead no longer, or again."""
    await first_steps.hide(visit, hidden=bool(callback_data.hidden))


async def show_accounts(query: CallbackQuery, first_steps: FirstStepsScreen, visit: Visit) -> None:
    """How recipients come into the directory."""
    await first_steps.accounts(visit)


async def show_people(query: CallbackQuery, first_steps: FirstStepsScreen, visit: Visit) -> None:
    """How others are let in."""
    await first_steps.people(visit)


async def add_me(query: CallbackQuery, callback_data: AddMe, first_steps: FirstStepsScreen, visit: Visit) -> None:
    """Put the administrator into the directory, by an offered address or after a question."""
    if callback_data.address:
        await first_steps.add_offered(visit, callback_data.address)
    else:
        await first_steps.ask_address(visit)


async def type_address(message: Message, first_steps: FirstStepsScreen, visit: Visit) -> None:
    """The administrator's own address, typed."""
    await first_steps.add(visit, message.text or "")
