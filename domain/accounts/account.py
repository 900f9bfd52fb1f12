"""Accounts: people in the directory who can receive mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from domain.errors import GonetsError


class AccountErased(GonetsError):
    """The person's data were erased: nothing can be written there any more."""

    key = "error-account-erased"


@dataclass(frozen=True, slots=True)
class Account:
    """A person in the directory, with the platform's attributes (`full_name` is `fullName` in formulas)."""

    id: int
    username: str
    full_name: str
    mbox: str = ""
    phone: str = ""
    title: str = ""
    department: str = ""
    office: str = ""
    language: str = ""
    manager_id: int | None = None
    active: bool = True

    @property
    def is_erased(self) -> bool:
        """Whether this is what is left of a person whose data were erased: every other account has a name."""
        return not self.full_name


class Which(IntEnum):
    """Which accounts a list shows. The numbers stand in buttons."""

    ACTIVE = 0
    ARCHIVED = 1
    WITHOUT_ADDRESS = 2


@dataclass(frozen=True, slots=True)
class Counts:
    """How many accounts there are; those without an address are active ones that no letter can go to."""

    active: int
    archived: int
    without_address: int

    def of(self, which: Which) -> int:
        """Return how many a list shows."""
        return (self.active, self.archived, self.without_address)[which]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search, and whether there is more."""

    accounts: tuple[Account, ...]
    more: bool


class Accounts(Protocol):
    """The directory, to be read."""

    async def get(self, account_id: int) -> Account | None:
        """Return the account of that number, archived ones too."""
        ...

    async def get_many(self, account_ids: Iterable[int]) -> dict[int, Account]:
        """Return the accounts of those numbers that exist."""
        ...

    async def search(self, text: str, *, limit: int = 10, offset: int = 0) -> Found:
        """Return active accounts of which each typed word begins a word of the name, e-mail or department."""
        ...

    async def count(self) -> int:
        """Return how many active accounts there are."""
        ...
