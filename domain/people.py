"""People: Telegram users who may use the bot, and what they may do."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from domain.paging import NumberEdge, NumberedPage

PERSON_NUMBERS = range(1, 2**52)
"""What Telegram calls people by (its Bot API: "at most 52 significant bits")."""


def person_number(written: str) -> int | None:
    """Return the number of a Telegram user; None for what is none."""
    digits = written.strip()
    fits = digits.isascii() and digits.isdigit() and len(digits) <= 16
    return int(digits) if fits and int(digits) in PERSON_NUMBERS else None


class Role(StrEnum):
    """Who may compose, and who may configure as well."""

    STAFF = "staff"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What a page has asked a person to type or to send: the topic, and what it is about, which is never a secret."""

    topic: str
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram user who may use the bot, and the account that is them, if it is known."""

    telegram_id: int
    name: str
    role: Role
    language: str | None = None
    time_zone: str | None = None
    account_id: int | None = None
    question: OpenQuestion | None = None
    copy_to_self: bool = False

    @property
    def is_admin(self) -> bool:
        """Whether they may configure."""
        return self.role is Role.ADMIN

    @property
    def stamp(self) -> int:
        """What a button that changes this person is drawn from: another number when somebody else was first."""
        what = (str(self.role), self.language, self.time_zone, self.account_id)
        return zlib.crc32(repr(what).encode()) & 0x7FFFFFFF


class People(Protocol):
    """Everybody who may use the bot."""

    async def get(self, telegram_id: int) -> Person | None:
        """Return the person if they may use the bot now."""
        ...

    async def everybody(self) -> list[Person]:
        """Return all who may use the bot, administrators first."""
        ...

    async def get_many(self, telegram_ids: Iterable[int]) -> dict[int, Person]:
        """Return those who are known, removed ones too: a name outlasts the access."""
        ...

    async def administrators(self) -> list[Person]:
        """Return all who may configure."""
        ...

    async def count(self) -> int:
        """Return how many may use the bot, counted no further than one more than MOST_COUNTED."""
        ...

    async def page(self, text: str, limit: int, edge: NumberEdge | None) -> NumberedPage[Person]:
        """Return people next to the edge, administrators first; with `text` those whom it finds.

        Each typed word begins a word of the name, account or number.
        """
        ...

    async def of_accounts(self, account_ids: Iterable[int]) -> list[Person]:
        """Return everybody who may use the bot and is one of those accounts."""
        ...

    async def let_in(self, telegram_id: int, role: Role, name: str = "") -> Person:
        """Add the person, or give a known one this role."""
        ...

    async def save(self, person: Person) -> None:
        """Write role, language, time zone and account."""
        ...

    async def remove(self, telegram_id: int) -> bool:
        """Take the access away; False when they had none."""
        ...

    async def ask(self, telegram_id: int, question: OpenQuestion | None) -> None:
        """Keep the page's question that the person's next words answer, at most one; None closes it."""
        ...

    async def set_copy_to_self(self, telegram_id: int, wanted: bool) -> None:
        """Say whether the person gets a copy of what they send, at the address of their own account."""
        ...

    async def rename(self, telegram_id: int, name: str) -> None:
        """Keep the name that Telegram shows now."""
        ...

    async def set_language(self, telegram_id: int, language: str | None) -> None:
        """Keep the language that the person is spoken to in; None is the product's own."""
        ...

    async def set_time_zone(self, telegram_id: int, time_zone: str | None) -> None:
        """Keep the zone by whose clock the person lives; None is the product's own."""
        ...
