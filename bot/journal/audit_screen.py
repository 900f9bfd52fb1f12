"""Drawing the audit trail, and the choices of what it is to show."""

from functools import partial

from bot.journal.addresses import AuditKinds, AuditPage
from bot.journal.audit_pages import PAGE, actors_page, audit_filter, audit_page, kinds_page
from bot.journal.questions import AuditPerson
from bot.telegram.paging import number_edge
from bot.telegram.picking import A_PAGE
from bot.telegram.screen import Screen
from bot.telegram.turned_pages import page_behind, told_of_former
from bot.telegram.visit import Visit
from domain.journal.browse_audit import BrowseAudit
from domain.journal.browse_journal import BrowseJournal
from domain.paging import page_behind_edge


class AuditScreen:
    """Shows administrators who changed what."""

    def __init__(self, *, screen: Screen, browse_audit: BrowseAudit, browse: BrowseJournal) -> None:
        self._screen = screen
        self._browse_audit = browse_audit
        self._browse = browse

    async def page(self, visit: Visit, here: AuditPage) -> None:
        """Show a page of the trail, or of one object's history."""
        visit = told_of_former(visit, here.start)
        fetch = partial(self._browse_audit, visit.person, audit_filter(here), PAGE)
        trail, _ = await page_behind_edge(fetch, number_edge(here.start), lambda trail: bool(trail.page.items))
        await self._screen.page(visit, audit_page(visit, here, trail))

    async def kinds(self, visit: Visit, here: AuditKinds) -> None:
        """Ask which kind of objects."""
        await self._screen.page(visit, kinds_page(visit, here))

    async def find(self, visit: Visit, asked: AuditPerson) -> None:
        """Ask who acted; what is typed finds them."""
        fetch = partial(self._browse.people, visit.person, asked.query, A_PAGE)
        visit, found = await page_behind(visit, asked.start, fetch)
        await self._screen.ask(visit, asked, actors_page(visit, found, asked))
