"""Showing the lists of one's own records."""

from collections.abc import Iterable
from dataclasses import replace

from bot.cards.addresses import DeletedPage, FoundRecordsPage, ListPage, TakeBack
from bot.cards.values import about_record
from bot.composing.deleted import PAGE as DELETED_PAGE
from bot.composing.deleted import deleted_button, deleted_page
from bot.composing.listing import FILTERS, PAGE, found_page, list_page
from bot.composing.questions import RecordSearch
from bot.telegram.page import Page, PageButton
from bot.telegram.paging import page_of
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.cards.view_card import ViewCard
from domain.records.find_records import Cursor, FindRecords
from domain.records.record import Record, Records


class ListingScreen:
    """Draws them a page at a time."""

    def __init__(self, *, screen: Screen, records: Records, view_card: ViewCard, find: FindRecords) -> None:
        self._find = find
        self._screen = screen
        self._records = records
        self._view_card = view_card

    async def __call__(self, visit: Visit, address: ListPage, *, first: PageButton | None = None) -> None:
        """Show a page of the person's records; `first` stands above the other buttons."""
        number = address.show if 0 <= address.show < len(FILTERS) else 0
        _, statuses, archived = FILTERS[number]
        owner = visit.person.telegram_id
        records, start = await page_of(
            lambda start: self._records.list_of(owner, statuses, PAGE, start, archived=archived),
            address.page * PAGE,
            lambda records: len(records.items),
        )
        lines = await self._summaries(visit, records.items)
        page, searches = start // PAGE, await self._records.asking(owner) is None
        drawn = list_page(visit, records, lines, ListPage(show=number, page=page), searches=searches)
        _, deleted = await self._records.deleted_of(owner, 0, 0)
        if deleted:
            drawn = drawn.with_ways([deleted_button(visit, deleted)])
        if first is not None:
            drawn = replace(drawn, rows=((first,), *drawn.rows))
        await self._show(visit, RecordSearch(show=number, start=page), drawn, searches=searches)

    async def deleted(self, visit: Visit, record_id: int) -> None:
        """Show the list, with the way to bring back the record that was deleted from it."""
        button = PageButton(visit.label("button-take-back"), TakeBack(record=record_id), style="primary")
        await self(visit.saying(visit.text("deleted")), ListPage(), first=button)

    async def show_deleted(self, visit: Visit, address: DeletedPage) -> None:
        """Show what can be taken back."""
        owner = visit.person.telegram_id
        (records, total), start = await page_of(
            lambda start: self._records.deleted_of(owner, DELETED_PAGE, start),
            address.page * DELETED_PAGE,
            lambda found: len(found[0]),
        )
        here = DeletedPage(page=start // DELETED_PAGE)
        lines = await self._summaries(visit, records)
        await self._screen.page(visit, deleted_page(visit, records, lines, total, here))

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
            await self(visit, ListPage(show=asked.show, page=asked.start))

    async def _show(self, visit: Visit, asked: RecordSearch, page: Page, *, searches: bool) -> None:
        """Typed words search, unless a question of a draft is open: then they are for that."""
        if searches:
            await self._screen.ask(visit, asked, page)
        else:
            await self._screen.page(visit, page)

    async def _summaries(self, visit: Visit, records: Iterable[Record]) -> list[tuple[str, str]]:
        """Return recipient and subject of each record."""
        return [about_record(visit, await self._view_card.lines_of(record)) for record in records]
