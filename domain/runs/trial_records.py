"""Records on which a scenario may be tried: those of its template, the newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from domain.errors import NotYours
from domain.paging import NumberEdge, NumberedPage
from domain.people import People, Person
from domain.records.record import Record
from domain.records.stored_templates import StoredTemplates, template_named
from domain.scenarios.events import template_of


@dataclass(frozen=True, slots=True)
class TrialRecord:
    """A record with who made it, which is all that is shown of others' before they are chosen."""

    record: Record
    author: str


class TemplateRecords(Protocol):
    """Where the records of a template are."""

    async def of_template(self, template_id: int, limit: int, edge: NumberEdge | None) -> NumberedPage[Record]:
        """Return records of a template that hold something, the newest first."""
        ...


class TrialRecords:
    """Lists the records that a scenario's event is about. For administrators only."""

    def __init__(self, records: TemplateRecords, configured: StoredTemplates, people: People) -> None:
        self._records = records
        self._configured = configured
        self._people = people

    async def __call__(
        self, person: Person, document: Mapping[str, Any], limit: int, edge: NumberEdge | None
    ) -> NumberedPage[TrialRecord]:
        """Return a page of them; none when the event names no template."""
        if not person.is_admin:
            raise NotYours("records")
        name = template_of(document.get("event"))
        stored = template_named(await self._configured.templates(), name)
        if stored is None:
            return NumberedPage()
        return await with_authors(await self._records.of_template(stored.id, limit, edge), self._people)


async def with_authors(page: NumberedPage[Record], people: People) -> NumberedPage[TrialRecord]:
    """Return records with who made them."""
    authors = await people.get_many({record.creator_id for record in page.items})
    names = {number: author.name for number, author in authors.items() if author.name}
    items = [TrialRecord(record, names.get(record.creator_id, str(record.creator_id))) for record in page.items]
    return NumberedPage(items, page.newer, page.older)
