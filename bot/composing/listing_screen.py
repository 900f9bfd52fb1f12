"""Showing the lists of one's own records."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from bot.cards.addresses import DeletedPage, DeletedTurn, FoundRecordsPage, ListPage, ListTurn, TakeBack
from bot.cards.values import about_record
from bot.composing.deleted import PAGE as DELETED_PAGE
from bot.composing.deleted import deleted_button, deleted_page
from bot.composing.listing import FILTERS, PAGE, Summary, found_page, list_page
from bot.composing.questions import RecordSearch
from bot.telegram.page import Page, PageButton
from bot.telegram.paging import edge_of, page_number
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.cards.view_card import ViewCard
from domain.paging import page_behind_edge
from domain.records.find_records import Cursor, FindRecords
from domain.records.listing import RecordLists
from domain.records.record import Record, Records


class ListingScreen:
    """Draws them a page at a time."""

    def __init__(
        self, *, screen: Screen, records: Records, lists: RecordLists, view_card: ViewCard, find: FindRecords
    ) -> None:
        self._find = find
        self._screen = screen
        self._records = records
        self._lists = lists
        self._view_card = view_card

    async def __call__(self, visit: Visit, address: ListPage, *, first: PageButton | None = None) -> None:
        """Show the first page of the person's records; `first` stands above the other buttons."""
        if address.page:
            visit = visit.saying(visit.text("list-from-its-beginning"))
        await self.turn(visit, ListTurn(show=address.show, at=0, record=0), first=first)

    async def turn(self, visit: Visit, address: ListTurn, *, first: PageButton | None = None) -> None:
        """Show a page of the person's records."""
        number = address.show if 0 <= address.show < len(FILTERS) else 0
        _, statuses, archived = FILTERS[number]
        owner = visit.person.telegram_id
        records, _ = await page_behind_edge(
            lambda edge: self._lists.page(owner, statuses, PAGE, edge, archived=archived),
            edge_of(address.at, address.record, address.newer),
            lambda page: bool(page.items),
        )
        counts = await self._lists.counts(owner)
        lines = await self._summaries(visit, records.items)
        searches = await self._records.asking(owner) is None
        page = page_number(address.page, newer=records.newer is not None)
        here = address.model_copy(update={"show": number, "page": page})
        drawn = list_page(visit, records, counts, lines, here, searches=searches)
        if counts.deleted:
            drawn = drawn.with_ways([deleted_button(visit, counts.deleted)])
        if first is not None:
            drawn = replace(drawn, rows=((first,), *drawn.rows))
        asked = RecordSearch(show=number, start=page, at=here.at, record=here.record, newer=here.newer)
        await self._show(visit, asked, drawn, searches=searches)

    async def deleted(self, visit: Visit, record_id: int) -> None:
        """Show the list, with the way to bring back the record that was deleted from it."""
        button = PageButton(visit.label("button-take-back"), TakeBack(record=record_id), style="primary")
        await self(visit.saying(visit.text("deleted")), ListPage(), first=button)

    async def show_deleted(self, visit: Visit, address: DeletedPage) -> None:
        """Show what can be taken back."""
        if address.page:
            visit = visit.saying(visit.text("list-from-its-beginning"))
        await self.turn_deleted(visit, DeletedTurn(at=0, record=0))

    async def turn_deleted(self, visit: Visit, address: DeletedTurn) -> None:
        """Show a page of what can be taken back."""
        owner = visit.person.telegram_id
        records, _ = await page_behind_edge(
            partial(self._lists.deleted, owner, DELETED_PAGE),
            edge_of(address.at, address.record, address.newer),
            lambda page: bool(page.items),
        )
        page = page_number(address.page, newer=records.newer is not None)
        lines = await self._summaries(visit, records.items)
        await self._screen.page(visit, deleted_page(visit, records, lines, address.model_copy(update={"page": page})))

    async def search(self, visit: Visit, text: str) -> None:
        """Look for records by their words."""
        await self.found(visit, FoundRecordsPage(search=await self._find.keep(visit.person, text)))

    async def found(self, visit: Visit, address: FoundRecordsPage) -> None:
        """Show a page of what was found."""
        query = await self._find.kept(visit.person, address.search)
        if query is None:
            await self(visit.saying(visit.text("list-search-over")), ListPage())
            return
        cursor = Cursor(address.record, newer=bool(address.newer)) if address.record else None
        found = await self._find(visit.person, query, PAGE, cursor=cursor)
        lines = await self._summaries(visit, found.items)
        searches = await self._records.asking(visit.person.telegram_id) is None
        page = found_page(visit, query, found, lines, address)
        await self._show(visit, RecordSearch(query=query), page, searches=searches)

    async def again(self, visit: Visit, asked: RecordSearch) -> None:
        """Show the list, or what the words find."""
        if asked.query:
            await self.search(visit, asked.query)
        else:
            here = ListTurn(show=asked.show, at=asked.at, record=asked.record, newer=asked.newer, page=asked.start)
            await self.turn(visit, here)

    async def _show(self, visit: Visit, asked: RecordSearch, page: Page, *, searches: bool) -> None:
        """Typed words search, unless a question of a draft is open: then they are for that."""
        if searches:
            await self._screen.ask(visit, asked, page)
        else:
            await self._screen.page(visit, page)

    async def _summaries(self, visit: Visit, records: Iterable[Record]) -> list[Summary]:
        """Return what is told of each record; what they need is read for all of them together."""
        return await asyncio.gather(*(self._summary(visit, record) for record in records))

    async def _summary(self, visit: Visit, record: Record) -> Summary:
        lines = await self._view_card.lines_of(record)
        return Summary(*about_record(visit, lines), await self._view_card.status_told(record))
