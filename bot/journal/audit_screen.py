"""Drawing the audit trail, and the choices of what it is to show."""

from collections.abc import Mapping
from typing import Any

from bot.composing.screen import Screen
from bot.journal.audit_addresses import AuditKinds, AuditPage, AuditPeople
from bot.journal.audit_pages import PAGE, actors_page, audit_filter, audit_page, kinds_page
from bot.people.pages import PEOPLE_A_PAGE
from domain.journal.browse_audit import BrowseAudit
from domain.journal.browse_journal import BrowseJournal
from domain.people import People, Person, Question

ACTOR = "audit-person"


class AuditScreen:
    """Shows administrators who changed what."""

    def __init__(self, *, screen: Screen, browse_audit: BrowseAudit, browse: BrowseJournal, people: People) -> None:
        self._screen = screen
        self._browse_audit = browse_audit
        self._browse = browse
        self._people = people

    async def page(self, person: Person, here: AuditPage, *, at: int | None) -> None:
        """Show a page of the trail, or of one object's history."""
        trail = await self._browse_audit(person, audit_filter(here), PAGE, here.start)
        await self._screen.page(person, audit_page(self._screen.reader(person), here, trail), at=at)

    async def kinds(self, person: Person, here: AuditKinds, *, at: int | None) -> None:
        """Ask which kind of objects."""
        await self._screen.page(person, kinds_page(self._screen.reader(person), here), at=at)

    async def find(
        self, person: Person, here: AuditPeople, query: str, *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Ask who acted; what is typed finds them."""
        found = await self._browse.people(person, query, PEOPLE_A_PAGE + 1, 0 if query else here.page * PEOPLE_A_PAGE)
        await self._people.ask(person.telegram_id, Question(ACTOR, {"here": here.pack(), "query": query}))
        page = actors_page(self._screen.reader(person), here, found, query)
        await self._screen.page(person, page, at=at, notice=notice)

    async def find_again(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Ask once more."""
        await self.find(person, AuditPeople.unpack(about["here"]), about["query"], at=at, notice=notice)
