"""The last router: a button that means nothing any more leads to the first page instead of silence."""

import logging

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.screen import Screen
from domain.people import Person
from domain.records.fill_record import FillRecord

log = logging.getLogger(__name__)


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="anything")
    router.callback_query.register(unknown_button)
    return router


async def unknown_button(
    query: CallbackQuery, screen: Screen, fill: FillRecord, person: Person, at: int | None
) -> None:
    """A button from an older version, or one that was made up."""
    log.info("%s pressed %.64r, which is no button of theirs", person.telegram_id, query.data)
    notice = screen.reader(person).text("old-button")
    await screen.here(person, await fill.place(person), at=at, notice=notice)
