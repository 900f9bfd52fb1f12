"""The journal's list: paging, choosing what to see, and typing it."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.first_steps.addresses import JournalPage
from bot.journal.addresses import JournalAsk, JournalChoice, JournalFilters
from bot.journal.pages import today_of
from bot.journal.questions import JournalList, JournalTyped
from bot.journal.screen import JournalScreen, narrowed
from bot.telegram.asking import Answers, words_typed
from bot.telegram.moments import parse_day
from bot.telegram.picking_handlers import CorrectsWords
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.errors import GonetsError
from domain.journal.browse_journal import BrowseJournal


class DayExpected(GonetsError):
    """A day is expected, and it could not be read."""

    key = "error-day-expected"


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="journal")
    router.message.register(show, Command("journal"))
    router.message.register(typed, F.text, Answers(JournalTyped))
    router.message.register(look_for, F.text, Answers(JournalList))
    router.edited_message.register(look_for_anew, F.text, Answers(JournalList), CorrectsWords())
    router.callback_query.register(turn, JournalPage.filter())
    router.callback_query.register(show_filters, JournalFilters.filter())
    router.callback_query.register(choose, JournalChoice.filter())
    router.callback_query.register(ask, JournalAsk.filter())
    return router


async def show(message: Message, journal: JournalScreen, visit: Visit) -> None:
    """The journal, by its command."""
    await journal.page(visit, JournalPage())


async def turn(query: CallbackQuery, callback_data: JournalPage, journal: JournalScreen, visit: Visit) -> None:
    """A page of it, with what is asked for."""
    await journal.page(visit, callback_data)


async def show_filters(
    query: CallbackQuery, callback_data: JournalFilters, journal: JournalScreen, visit: Visit
) -> None:
    """What can be asked for."""
    await journal.filters(visit, callback_data)


async def choose(query: CallbackQuery, callback_data: JournalChoice, journal: JournalScreen, visit: Visit) -> None:
    """One choice."""
    await journal.choice(visit, callback_data)


async def ask(query: CallbackQuery, callback_data: JournalAsk, journal: JournalScreen, visit: Visit) -> None:
    """Type a day; of a former version's button, words."""
    await journal.ask(visit, JournalTyped(here=callback_data))


async def typed(
    message: Message,
    asked: JournalTyped,
    journal: JournalScreen,
    browse: BrowseJournal,
    visit: Visit,
) -> None:
    """What was typed, as one more thing that is asked for."""
    here = asked.here
    if here.day_typed:
        day = parse_day((message.text or "").strip(), today_of(visit))
        if day is None:
            raise DayExpected
        await journal.page(visit, narrowed(here, day=day.toordinal()))
        return
    await _found(message, here, journal, browse, visit)


async def look_for(
    message: Message, asked: JournalList, journal: JournalScreen, browse: BrowseJournal, visit: Visit
) -> None:
    """Words that were typed at the list itself."""
    await _found(message, asked.here, journal, browse, visit)


async def look_for_anew(
    message: Message, asked: JournalList, journal: JournalScreen, browse: BrowseJournal, screen: Screen, visit: Visit
) -> None:
    """The words that the list shows the findings of were corrected."""
    await _found(message, asked.here, journal, browse, await screen.where_they_are(visit))


async def _found(
    message: Message, here: JournalPage, journal: JournalScreen, browse: BrowseJournal, visit: Visit
) -> None:
    search = await browse.keep_search(visit.person, words_typed(message))
    await journal.page(visit, narrowed(here, search=search), message.message_id)
