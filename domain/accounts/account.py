"""Accounts: people in the directory who can receive mail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

from domain.errors import GonetsError
from domain.messages.addresses import InvalidAddress, parse_address
from domain.paging import FIRST, NumberEdge, Place


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

    @property
    def is_reachable(self) -> bool:
        """Whether letters can go to the account: whoever has no address is found, and marked."""
        try:
            parse_address(self.mbox)
        except InvalidAddress:
            return False
        return True


class Which(IntEnum):
    """Which accounts a list shows. The numbers stand in buttons."""

    ACTIVE = 0
    ARCHIVED = 1
    WITHOUT_ADDRESS = 2


ACCOUNTS_COUNTED = 10_000
"""Accounts that are counted at most: one more says that there are more."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many accounts there are; those without an address are active ones that no letter can go to.

    None is counted further than one more than ACCOUNTS_COUNTED.
    """

    active: int
    archived: int
    without_address: int

    def of(self, which: Which) -> int:
        """Return how many a list shows."""
        return (self.active, self.archived, self.without_address)[which]


class Why(IntEnum):
    """Why somebody was found, from what is certain to what is a guess."""

    SAID = 0
    """Each typed word is a word of theirs, or begins one."""
    KEYBOARD = 1
    """So it is with the keyboard on the other language."""
    SOUND = 2
    """The words differ in endings or in the alphabet."""
    MISTAKE = 3
    """A letter of a word is too many, too few, wrong or in the wrong place."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Why an account was found that has not the typed words, and what they were taken for."""

    why: Why
    read_as: str


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search, and where the pages before and behind it begin; None where there is none.

    `guesses` says of an account by its number why it was found; those that are not in it have the typed words.
    `is_cut` says that it is the last one, though there may be more: the list is not turned further than MOST_OFFERED.
    """

    accounts: tuple[Account, ...] = ()
    newer: NumberEdge | None = None
    older: NumberEdge | None = None
    guesses: Mapping[int, Guess] = field(default_factory=dict)
    is_cut: bool = False


class Accounts(Protocol):
    """The directory, to be read."""

    async def get(self, account_id: int) -> Account | None:
        """Return the account of that number, archived ones too."""
        ...

    async def get_many(self, account_ids: Iterable[int]) -> dict[int, Account]:
        """Return the accounts of those numbers that exist."""
        ...

    async def search(self, text: str, *, limit: int = 10, place: Place = FIRST) -> Found:
        """Return active accounts of which each typed word is a word of name, e-mail, post, department or telephone.

        Exact ones come first, then those whose words begin so, then what may have been meant.
        """
        ...

    async def count(self) -> int:
        """Return how many active accounts there are, counted no further than one more than ACCOUNTS_COUNTED."""
        ...
