"""Erasing a person's data: the fields are emptied, and a tombstone stays, so that old records still open."""

from typing import Protocol

from domain.accounts.account import Account, AccountErased
from domain.accounts.keep_accounts import KeepAccounts
from domain.audit import Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock
from domain.people import Person


class Erasing(Protocol):
    """Takes a person out of everything that is kept about them beside their letters."""

    async def erase(self, account: Account) -> None:
        """Leave a tombstone: no fields, no words to be found by, nobody's manager, nobody's own account.

        What the audit trail and requests say about the account is emptied, and the journal finds its letters no longer
        by name or address.
        """
        ...


class EraseAccount:
    """Erases for an administrator; what was erased cannot be brought back."""

    def __init__(
        self, *, keep: KeepAccounts, erasing: Erasing, audit: Audit, clock: Clock, atomically: Atomically
    ) -> None:
        self._keep = keep
        self._erasing = erasing
        self._audit = audit
        self._clock = clock
        self._atomically = atomically

    async def __call__(self, person: Person, account_id: int) -> None:
        """Raises NotFound, NotYours, or AccountErased when it has been done."""

        async def work() -> None:
            account = await self._keep.get(person, account_id)
            if account.is_erased:
                raise AccountErased(f"account {account_id}")
            await self._erasing.erase(account)
            await self._audit.note(
                AuditEntry(self._clock(), Actor(person.telegram_id), Act.ERASED, Kind.ACCOUNT, account_id)
            )

        await self._atomically(work)
