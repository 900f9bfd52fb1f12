"""The journal's list: paging, choosing what to see, and typing it."""

from collections.abc import Mapping
from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.composing.screen import Screen
from bot.first_steps.admin_addresses import JournalPage
from bot.journal.addresses import JournalAsk, JournalChoice, JournalFilters
from bot.journal.pages import today_of
from bot.journal.screen import PERSON, TOPIC, JournalScreen, narrowed
from bot.telegram.asking import Answers, ForAdmins, WordsExpected, name_typed
from bot.telegram.moments import parse_day
from domain.errors import GonetsError
from domain.journal.browse_journal import BrowseJournal
from domain.people import Person


class DayExpected(GonetsError):
    """A day is expected, and it could not be read."""

    key = "error-day-expected"


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="journal")
    router.message.filter(ForAdmins())
    router.callback_query.filter(ForAdmins())
    router.message.register(show, Command("journal"))
    router.message.register(typed, Answers(TOPIC))
    router.message.register(find, Answers(PERSON))
    router.callback_query.register(turn, JournalPage.filter())
    router.callback_query.register(show_filters, JournalFilters.filter())
    router.callback_query.register(choose, JournalChoice.filter())
    router.callback_query.register(ask, JournalAsk.filter())
    return router


async def show(message: Message, journal: JournalScreen, person: Person) -> None:
    """The journal, by its command."""
    await journal.page(person, JournalPage())


async def turn(
    query: CallbackQuery, callback_data: JournalPage, journal: JournalScreen, person: Person, at: int | None
) -> None:
    """A page of it, with what is asked for."""
    await journal.page(person, callback_data, at=at)


async def show_filters(
    query: CallbackQuery, callback_data: JournalFilters, journal: JournalScreen, person: Person, at: int | None
) -> None:
    """What can be asked for."""
    await journal.filters(person, callback_data, at=at)


async def choose(
    query: CallbackQuery, callback_data: JournalChoice, journal: JournalScreen, person: Person, at: int | None
) -> None:
    """One choice."""
    await journal.choice(person, callback_data, at=at)


async def find(message: Message, about: Mapping[str, Any], journal: JournalScreen, person: Person) -> None:
    """Somebody is looked for by name."""
    await journal.find_again(person, {**about, "query": name_typed(message)})


async def ask(
    query: CallbackQuery, callback_data: JournalAsk, journal: JournalScreen, person: Person, at: int | None
) -> None:
    """Type a text or a day."""
    await journal.ask(person, callback_data, at=at)


async def typed(
    message: Message,
    about: Mapping[str, Any],
    journal: JournalScreen,
    browse: BrowseJournal,
    screen: Screen,
    person: Person,
) -> None:
    """What was typed, as one more thing that is asked for."""
    here = JournalAsk.unpack(about["here"])
    text = (message.text or "").strip()
    if here.day_typed:
        day = parse_day(text, today_of(screen.reader(person)))
        if day is None:
            raise DayExpected
        await journal.answered(person, narrowed(here, day=day.toordinal()))
        return
    if not text:
        raise WordsExpected
    await journal.answered(person, narrowed(here, search=await browse.keep_search(person, text)))
