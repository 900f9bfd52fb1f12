"""Reading the audit trail: who changed what and when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.accounts.account import Accounts
from domain.audit import Audit, AuditEntry, AuditFilter
from domain.errors import NotYours
from domain.journal.journal import Journal
from domain.paging import MOST_COUNTED, NumberEdge, NumberedPage
from domain.people import Person

ACCOUNT_FIELDS = frozenset({"account", "manager"})
"""Fields of acts whose values are numbers of accounts."""


@dataclass(frozen=True, slots=True)
class Trail:
    """Acts by newest, how many there are in all, and the names of those who acted and of accounts that they set.

    They are counted no further than one more than MOST_COUNTED.

    Of an account the trail keeps the number alone, so that one whose data were erased is not named by it.
    """

    page: NumberedPage[AuditEntry]
    total: int
    names: Mapping[int, str]
    accounts: Mapping[int, str]


class BrowseAudit:
    """For administrators only."""

    def __init__(self, *, audit: Audit, journal: Journal, accounts: Accounts) -> None:
        self._audit = audit
        self._journal = journal
        self._accounts = accounts

    async def __call__(self, person: Person, wanted: AuditFilter, limit: int, edge: NumberEdge | None) -> Trail:
        """Raises NotYours."""
        if not person.is_admin:
            raise NotYours("the audit trail")
        page, total = await self._audit.page(wanted, limit, edge), await self._audit.count(wanted, MOST_COUNTED)
        entries = page.items
        people = {entry.actor.person_id for entry in entries if entry.actor.person_id is not None}
        if wanted.person_id is not None:
            people.add(wanted.person_id)
        accounts = await self._accounts.get_many({number for entry in entries for number in _accounts_in(entry)})
        names = {number: account.full_name for number, account in accounts.items()}
        return Trail(page, total, await self._journal.names(people), names)


def _accounts_in(entry: AuditEntry) -> Iterator[int]:
    for field in ACCOUNT_FIELDS & entry.changes.keys():
        yield from (number for number in entry.changes[field] if isinstance(number, int))
