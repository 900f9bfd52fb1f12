"""Changing the directory: what the import and the administrator's screens need beyond reading."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from domain.accounts.account import Account, Accounts
from domain.errors import GonetsError


class UsernameTaken(GonetsError):
    """Another account has this username."""

    key = "error-username-taken"


class Directory(Accounts, Protocol):
    """The directory, to be changed. Each method is one step; the caller makes several of them one transaction."""

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
