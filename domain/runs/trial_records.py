"""Records on which a scenario may be tried: those of its template, the newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from domain.errors import NotYours
from domain.people import People, Person
from domain.records.record import Record
from domain.records.stored_templates import StoredTemplates
from domain.scenarios.events import template_of


@dataclass(frozen=True, slots=True)
class TrialRecord:
    """A record with who made it, which is all that is shown of others' before they are chosen."""

    record: Record
    author: str


class TemplateRecords(Protocol):
    """Where the records of a template are."""

    async def of_template(self, template_id: int, limit: int, offset: int) -> tuple[Sequence[Record], int]:
        """Return records of a template that hold something, newest first, and how many there are."""
        ...


class TrialRecords:
    """Lists the records that a scenario's event is about. For administrators only."""

    def __init__(self, records: TemplateRecords, configured: StoredTemplates, people: People) -> None:
        self._records = records
        self._configured = configured
        self._people = people

    async def __call__(
        self, person: Person, document: Mapping[str, Any], limit: int, offset: int
    ) -> tuple[list[TrialRecord], int]:
        """Return a page of them, and how many there are; none when the event names no template."""
        if not person.is_admin:
            raise NotYours("records")
        name = template_of(document.get("event"))
        stored = next((item for item in await self._configured.templates() if item.document.system_name == name), None)
        if stored is None:
            return [], 0
        records, total = await self._records.of_template(stored.id, limit, offset)
        return await with_authors(records, self._people), total


async def with_authors(records: Sequence[Record], people: People) -> list[TrialRecord]:
    """Return records with who made them."""
    names = {one.telegram_id: one.name for one in await people.everybody()}
    return [TrialRecord(record, names.get(record.creator_id) or str(record.creator_id)) for record in records]
