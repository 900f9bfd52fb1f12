"""Reading the audit trail: who changed what and when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.audit import Audit, AuditEntry, AuditFilter
from domain.errors import NotYours
from domain.journal.journal import Journal
from domain.people import Person


@dataclass(frozen=True, slots=True)
class Trail:
    """Acts by newest, how many there are in all, and the names of those who acted."""

    entries: Sequence[AuditEntry]
    total: int
    names: Mapping[int, str]


class BrowseAudit:
    """For administrators only."""

    def __init__(self, *, audit: Audit, journal: Journal) -> None:
        self._audit = audit
        self._journal = journal

    async def __call__(self, person: Person, wanted: AuditFilter, limit: int, offset: int) -> Trail:
        """Raises NotYours."""
        if not person.is_admin:
            raise NotYours("the audit trail")
        entries, total = await self._audit.page(wanted, limit, offset)
        people = {entry.actor.person_id for entry in entries if entry.actor.person_id is not None}
        if wanted.person_id is not None:
            people.add(wanted.person_id)
        return Trail(entries, total, await self._journal.names(people))
