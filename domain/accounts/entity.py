"""Accounts as formulas see them, over those that were loaded in one go."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.accounts.account import Account
from domain.formulas import Value

Pool = Mapping[int, Account]
"""Accounts by number: all that the formulas at hand can reach."""

_FIELDS = {
    "username": "username",
    "fullName": "full_name",
    "mbox": "mbox",
    "phone": "phone",
    "title": "title",
    "department": "department",
    "office": "office",
    "language": "language",
}


@dataclass(frozen=True, slots=True)
class AccountEntity:
    """An account in a formula."""

    account: Account
    pool: Pool

    @property
    def identity(self) -> str:
        """What a reference prints as and is compared by."""
        return f"account.{self.account.id}"

    def get(self, name: str) -> Value:
        """Return an attribute; KeyError for a name that accounts do not have."""
        if name in _FIELDS:
            return getattr(self.account, _FIELDS[name]) or None
        if name == "active":
            return self.account.active
        if name == "manager":
            return account_entity(self.account.manager_id, self.pool)
        if name in {"id", "ID"}:
            return self.identity
        raise KeyError(name)


def account_entity(account_id: int | None, pool: Pool) -> AccountEntity | None:
    """Return the account of that number as a formula sees it; None when there is none."""
    account = None if account_id is None else pool.get(account_id)
    return None if account is None else AccountEntity(account, pool)
