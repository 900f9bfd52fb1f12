"""Drawing the journal's lists: what is asked for in an address becomes words and a query."""

from collections.abc import Mapping
from typing import Any

from bot.composing.screen import Screen
from bot.first_steps.admin_addresses import JournalPage
from bot.journal.addresses import CHOICES, JournalAsk, JournalChoice, JournalFilters, within
from bot.journal.filters import ask_page, days_page, filters_page, groups_page, objects_page, people_page
from bot.journal.pages import PAGE, Asked, counted_since, journal_filter, journal_page
from bot.people.pages import PEOPLE_A_PAGE
from bot.telegram.page import Page
from domain.journal.browse_journal import BrowseJournal
from domain.people import People, Person, Question

TOPIC, PERSON = "journal", "journal-person"


class JournalScreen:
    """Shows the journal's lists and choices to administrators."""

    def __init__(self, *, screen: Screen, browse: BrowseJournal, people: People, hide_texts: bool) -> None:
        self._screen = screen
        self._browse = browse
        self._people = people
        self._hide_texts = hide_texts

    async def page(
        self, person: Person, view: JournalPage, *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Show a page of the list; what is wrong with the address's search is said above it."""
        reader = self._screen.reader(person)
        asked = await self._asked(person, view)
        if view.search and asked.search is None:
            notice = reader.text("journal-search-forgotten")
            view = view.model_copy(update={"search": 0})
        wanted = journal_filter(reader, view, asked)
        entries = await self._browse.page(person, wanted, PAGE + 1, view.start)
        plain = view == JournalPage()
        counts = await self._browse.counts(person, *counted_since(reader)) if plain else ()
        await self._screen.page(person, journal_page(reader, view, asked, entries, counts), at=at, notice=notice)

    async def filters(self, person: Person, view: JournalFilters, *, at: int | None) -> None:
        """Show what can be asked for."""
        page = filters_page(self._screen.reader(person), view, await self._asked(person, view))
        await self._screen.page(person, page, at=at)

    async def choice(self, person: Person, here: JournalChoice, *, at: int | None) -> None:
        """Show one choice; where it is about people, what is typed finds them."""
        of = CHOICES[min(here.of, len(CHOICES) - 1)]
        if of == "person":
            await self.find(person, here, "", at=at)
        else:
            await self._screen.page(person, await self._choice(person, here, of), at=at)

    async def find(
        self, person: Person, here: JournalChoice, query: str, *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Show those whose letters can be asked for, or whom the typed words find."""
        found = await self._browse.people(person, query, PEOPLE_A_PAGE + 1, 0 if query else here.page * PEOPLE_A_PAGE)
        await self._people.ask(person.telegram_id, Question(PERSON, {"here": here.pack(), "query": query}))
        page = people_page(self._screen.reader(person), here, found, query)
        await self._screen.page(person, page, at=at, notice=notice)

    async def find_again(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Show them once more."""
        await self.find(person, JournalChoice.unpack(about["here"]), about["query"], at=at, notice=notice)

    async def ask(self, person: Person, here: JournalAsk, *, at: int | None = None, notice: str | None = None) -> None:
        """Ask for a text or a day, and keep what the answer belongs to."""
        await self._people.ask(person.telegram_id, Question(TOPIC, {"here": here.pack()}))
        page = ask_page(self._screen.reader(person), here, hidden=self._hide_texts)
        await self._screen.page(person, page, at=at, notice=notice)

    async def ask_again(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Ask once more, with the reason above the question."""
        await self.ask(person, JournalAsk.unpack(about["here"]), at=at, notice=notice)

    async def answered(self, person: Person, view: JournalPage) -> None:
        """The question is answered: show what it has led to, below the answer."""
        await self._people.ask(person.telegram_id, None)
        await self.page(person, view)

    async def _choice(self, person: Person, here: JournalChoice, of: str) -> Page:
        reader = self._screen.reader(person)
        match of:
            case "group":
                return groups_page(reader, here)
            case "connection":
                return objects_page(reader, here, "connection", await self._browse.connections(person))
            case "scenario":
                return objects_page(reader, here, "scenario", await self._browse.scenarios(person))
        return days_page(reader, here)

    async def _asked(self, person: Person, view: JournalPage) -> Asked:
        connections = dict(await self._browse.connections(person)) if view.connection else {}
        scenarios = dict(await self._browse.scenarios(person)) if view.scenario else {}
        return Asked(
            person=await self._browse.name(person, view.person) if view.person else None,
            connection=connections.get(view.connection, str(view.connection)) if view.connection else None,
            scenario=scenarios.get(view.scenario, str(view.scenario)) if view.scenario else None,
            search=await self._browse.searched(person, view.search),
        )


def narrowed(view: JournalPage, **fields: int) -> JournalPage:
    """Return the list from its first page with more asked for."""
    return within(JournalPage, view, **{"start": 0, **fields})
