"""Showing the lists of one's own records."""

from collections.abc import Iterable

from bot.cards.addresses import FoundRecordsPage, ListPage
from bot.cards.values import about_record
from bot.composing.listing import FILTERS, PAGE, found_page, list_page
from bot.telegram.paging import page_of
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.records.find_records import FindRecords, Place
from domain.records.record import Records
from domain.records.view_card import ViewCard


class ListingScreen:
    """Draws them a page at a time."""

    def __init__(self, *, screen: Screen, records: Records, view_card: ViewCard, find: FindRecords) -> None:
        self._find = find
        self._screen = screen
        self._records = records
        self._view_card = view_card

    async def __call__(self, visit: Visit, address: ListPage) -> None:
        """Show a page of the person's records."""
        number = address.show if 0 <= address.show < len(FILTERS) else 0
        _, statuses, archived = FILTERS[number]
        owner = visit.person.telegram_id
        records, start = await page_of(
            lambda start: self._records.list_of(owner, statuses, PAGE, start, archived=archived),
            address.page * PAGE,
            lambda records: len(records.items),
        )
        lines = await self.summaries(visit, [record.id for record in records.items])
        await self._screen.page(visit, list_page(visit, records, lines, ListPage(show=number, page=start // PAGE)))

    async def search(self, visit: Visit, text: str) -> None:
        """Look for records by their words."""
        await self.found(visit, FoundRecordsPage(search=await self._find.keep(visit.person, text)))

    async def found(self, visit: Visit, address: FoundRecordsPage) -> None:
        """Show a page of what was found."""
        query = await self._find.kept(visit.person, address.search)
        if query is None:
            await self(visit.saying(visit.text("list-search-over")), ListPage())
            return
        place = Place(address.record, newer=bool(address.newer)) if address.record else None
        found = await self._find(visit.person, query, PAGE, place=place)
        lines = await self.summaries(visit, [record.id for record in found.items])
        await self._screen.page(visit, found_page(visit, query, found, lines, address))

    async def summaries(self, visit: Visit, record_ids: Iterable[int]) -> list[tuple[str, str]]:
        """Return recipient and subject of each record."""
        views = [await self._view_card(visit.person, record_id) for record_id in record_ids]
        return [about_record(visit, view.lines) for view in views]
