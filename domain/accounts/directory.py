"""Changing the directory: what the import and the administrator's screens need beyond reading."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from domain.accounts.account import Account, Accounts, Counts, Found, Which
from domain.errors import GonetsError
from domain.paging import FIRST, Place


class UsernameTaken(GonetsError):
    """Another account has this username."""

    key = "error-username-taken"


class Directory(Accounts, Protocol):
    """The directory, to be changed. Each method is one step; the caller makes several of them one transaction."""

    async def counts(self) -> Counts:
        """Return how many accounts there are."""
        ...

    async def listed(self, which: Which, text: str = "", *, limit: int = 10, place: Place = FIRST) -> Found:
        """Return accounts of that kind by name, found by the beginnings of words as in `search`."""
        ...

    async def add(self, account: Account) -> Account:
        """Add an account and return it with its number; raises UsernameTaken."""
        ...

    async def save(self, account: Account) -> None:
        """Write an account that exists; raises UsernameTaken."""
        ...

    async def by_keys(self, keys: Iterable[str]) -> dict[str, Account]:
        """Return the accounts of those folded usernames that exist."""
        ...

    async def by_mboxes(self, mboxes: Iterable[str]) -> dict[str, list[Account]]:
        """Return the accounts that have those folded addresses, archived ones too."""
        ...

    async def add_many(self, accounts: Sequence[Account]) -> None:
        """Add accounts; their `id` is disregarded."""
        ...

    async def save_many(self, accounts: Sequence[Account]) -> None:
        """Write accounts that exist."""
        ...

    async def set_managers(self, managers: Mapping[int, int | None]) -> None:
        """Give accounts their managers, by number."""
        ...
