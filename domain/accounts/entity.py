"""Accounts as formulas see them, over what was read before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from domain.accounts.account import Account
from domain.accounts.fields import FIELDS
from domain.formulas import Entity, Reference, Value


class Pool(Protocol):
    """Accounts and records by number, as far as they were read. What was not raises NotLoaded, which names it."""

    def account(self, number: int) -> Account | None:
        """Return the account; None where there is none of that number."""
        ...

    def record(self, number: int) -> Entity:
        """Return the record as formulas see it, which is read when something of it is."""
        ...

    def has_record(self, number: int) -> bool:
        """Whether there is a record of that number, which somebody may not be allowed to see. Raises NotLoaded."""
        ...

    def need(self, references: Iterable[Reference]) -> None:
        """Raise NotLoaded for all of these that were not read, in one go."""
        ...


@dataclass(frozen=True, slots=True)
class KnownAccounts:
    """The accounts and the records that something shown names, all of them read: others are none."""

    accounts: Mapping[int, Account] = field(default_factory=dict)
    records: Mapping[int, Entity] = field(default_factory=dict)

    def account(self, number: int) -> Account | None:
        """Return the account; None where there is none of that number."""
        return self.accounts.get(number)

    def record(self, number: int) -> Entity:
        """Return the record; LookupError for one that is not shown."""
        return self.records[number]

    def has_record(self, number: int) -> bool:
        """Whether it is shown."""
        return number in self.records

    def need(self, references: Iterable[Reference]) -> None:
        """Everything is there."""


@dataclass(frozen=True, slots=True)
class AccountEntity(Entity):
    """An account in a formula."""

    account: Account
    pool: Pool

    @property
    def identity(self) -> str:
        """What a reference prints as and is compared by."""
        return f"account.{self.account.id}"

    def get(self, name: str) -> Value:
        """Return an attribute; KeyError for a name that accounts do not have."""
        if name in FIELDS:
            return getattr(self.account, FIELDS[name]) or None
        if name == "active":
            return self.account.active
        if name == "manager":
            return account_entity(self.account.manager_id, self.pool)
        if name in {"id", "ID"}:
            return self.identity
        raise KeyError(name)


def account_entity(account_id: int | None, pool: Pool) -> AccountEntity | None:
    """Return the account of that number as a formula sees it; None when there is none. Raises NotLoaded."""
    account = None if account_id is None else pool.account(account_id)
    return None if account is None else AccountEntity(account, pool)
