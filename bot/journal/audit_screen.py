"""Drawing the audit trail, and the choices of what it is to show."""

from collections.abc import Mapping
from typing import Any

from bot.journal.audit_addresses import AuditKinds, AuditPage, AuditPeople
from bot.journal.audit_pages import PAGE, actors_page, audit_filter, audit_page, kinds_page
from bot.people.pages import PEOPLE_A_PAGE
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.journal.browse_audit import BrowseAudit
from domain.journal.browse_journal import BrowseJournal
from domain.people import People, Question

ACTOR = "audit-person"


class AuditScreen:
    """Shows administrators who changed what."""

    def __init__(self, *, screen: Screen, browse_audit: BrowseAudit, browse: BrowseJournal, people: People) -> None:
        self._screen = screen
        self._browse_audit = browse_audit
        self._browse = browse
        self._people = people

    async def page(self, visit: Visit, here: AuditPage) -> None:
        """Show a page of the trail, or of one object's history."""
        trail = await self._browse_audit(visit.person, audit_filter(here), PAGE, here.start)
        await self._screen.page(visit, audit_page(visit, here, trail))

    async def kinds(self, visit: Visit, here: AuditKinds) -> None:
        """Ask which kind of objects."""
        await self._screen.page(visit, kinds_page(visit, here))

    async def find(self, visit: Visit, here: AuditPeople, query: str) -> None:
        """Ask who acted; what is typed finds them."""
        found = await self._browse.people(
            visit.person, query, PEOPLE_A_PAGE + 1, 0 if query else here.page * PEOPLE_A_PAGE
        )
        await self._people.ask(visit.person.telegram_id, Question(ACTOR, {"here": here.pack(), "query": query}))
        page = actors_page(visit, here, found, query)
        await self._screen.page(visit, page)

    async def find_again(self, visit: Visit, about: Mapping[str, Any]) -> None:
        """Ask once more."""
        await self.find(visit, AuditPeople.unpack(about["here"]), about["query"])
