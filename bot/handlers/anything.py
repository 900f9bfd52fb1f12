"""The last router: a button that means nothing any more leads to the first page instead of silence."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.screen import Screen
from domain.people import Person


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="anything")
    router.callback_query.register(unknown_button)
    return router


async def unknown_button(query: CallbackQuery, screen: Screen, person: Person, at: int | None) -> None:
    """A button from an older version, or one that was made up."""
    await screen.start(person, at=at, notice=screen.reader(person).text("old-button"))
