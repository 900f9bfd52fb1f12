"""Drawing the journal's lists: what is asked for in an address becomes words and a query."""

from functools import partial

from bot.first_steps.addresses import JournalPage
from bot.journal.addresses import CHOICES, JournalChoice, JournalFilters, within
from bot.journal.filters import day_page, days_page, filters_page, groups_page, objects_page, people_page
from bot.journal.pages import PAGE, FilterNames, counted_since, edge_of_entry, journal_filter, journal_page
from bot.journal.questions import JournalList, JournalPerson, JournalTyped
from bot.telegram.page import Page
from bot.telegram.picking import A_PAGE
from bot.telegram.screen import Screen
from bot.telegram.turned_pages import page_behind, told_of_former
from bot.telegram.visit import Visit
from domain.journal.browse_journal import BrowseJournal
from domain.paging import page_behind_edge


class JournalScreen:
    """Shows the journal's lists and choices to administrators."""

    def __init__(self, *, screen: Screen, browse: BrowseJournal, hide_texts: bool) -> None:
        self._screen = screen
        self._browse = browse
        self._hide_texts = hide_texts

    async def page(self, visit: Visit, view: JournalPage, said: int = 0) -> None:
        """Show a page of the list, where words that are typed are looked for.

        What is wrong with the address's search is said above it; `said` is the message that the search came in.
        """
        asked = await self._asked(visit, view)
        if view.search and asked.search is None:
            visit = visit.saying(visit.text("journal-search-forgotten"))
            view = view.model_copy(update={"search": 0})
        visit = told_of_former(visit, view.start)
        fetch = partial(self._browse.page, visit.person, journal_filter(visit, view, asked), PAGE)
        found, edge = await page_behind_edge(
            fetch, edge_of_entry(view.start), lambda page: bool(page.items or page.looked_to)
        )
        if edge is None:
            view = view.model_copy(update={"start": 0})
        plain = view == JournalPage()
        counts = await self._browse.counts(visit.person, *counted_since(visit)) if plain else ()
        page = journal_page(visit, view, asked, found, counts, hidden=self._hide_texts)
        if found.items or not plain:
            await self._screen.ask(visit, JournalList(here=view, said=said), page)
        else:
            await self._screen.page(visit, page)

    async def list_again(self, visit: Visit, asked: JournalList) -> None:
        """Show the list that a question stands under."""
        await self.page(visit, asked.here, asked.said)

    async def filters(self, visit: Visit, view: JournalFilters) -> None:
        """Show what can be asked for."""
        page = filters_page(visit, view, await self._asked(visit, view))
        await self._screen.page(visit, page)

    async def choice(self, visit: Visit, here: JournalChoice) -> None:
        """Show one choice; where it is about people, what is typed finds them."""
        of = CHOICES[min(here.of, len(CHOICES) - 1)]
        if of == "person":
            await self.find(visit, JournalPerson(here=here, start=here.start or here.page))
        else:
            await self._screen.page(visit, await self._choice(visit, here, of))

    async def find(self, visit: Visit, asked: JournalPerson) -> None:
        """Show those whose letters can be asked for, or whom the typed words find."""
        fetch = partial(self._browse.people, visit.person, asked.query, A_PAGE)
        visit, found = await page_behind(visit, asked.start, fetch)
        await self._screen.ask(visit, asked, people_page(visit, found, asked))

    async def ask(self, visit: Visit, asked: JournalTyped) -> None:
        """Ask for a day. Words are typed at the list itself; former versions had a page that asked for them."""
        if asked.here.day_typed:
            await self._screen.ask(visit, asked, day_page(visit, asked.here))
        else:
            await self.page(visit, within(JournalPage, asked.here))

    async def _choice(self, visit: Visit, here: JournalChoice, of: str) -> Page:
        match of:
            case "group":
                return groups_page(visit, here)
            case "connection":
                return objects_page(visit, here, "connection", await self._browse.connections(visit.person))
            case "scenario":
                return objects_page(visit, here, "scenario", await self._browse.scenarios(visit.person))
        return days_page(visit, here)

    async def _asked(self, visit: Visit, view: JournalPage) -> FilterNames:
        connections = dict(await self._browse.connections(visit.person)) if view.connection else {}
        scenarios = dict(await self._browse.scenarios(visit.person)) if view.scenario else {}
        return FilterNames(
            person=await self._browse.name(visit.person, view.person) if view.person else None,
            connection=connections.get(view.connection, str(view.connection)) if view.connection else None,
            scenario=scenarios.get(view.scenario, str(view.scenario)) if view.scenario else None,
            search=await self._browse.searched(visit.person, view.search),
        )


def narrowed(view: JournalPage, **fields: int) -> JournalPage:
    """Return the list from its first page with more asked for."""
    return within(JournalPage, view, **{"start": 0, **fields})
