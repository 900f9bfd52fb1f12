"""People: Telegram users who may use the bot, and what they may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class Role(StrEnum):
    """Who may compose, and who may configure as well."""

    STAFF = "staff"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Question:
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
    question: Question | None = None
    copy_to_self: bool = False

    @property
    def is_admin(self) -> bool:
        """Whether they may configure."""
        return self.role is Role.ADMIN


class People(Protocol):
    """Everybody who may use the bot."""

    async def get(self, telegram_id: int) -> Person | None:
        """Return the person if they may use the bot now."""
        ...

    async def everybody(self) -> list[Person]:
        """Return all who may use the bot, administrators first."""
        ...

    async def let_in(self, telegram_id: int, role: Role, name: str = "") -> Person:
        """Add the person, or give a known one this role."""
        ...

    async def remove(self, telegram_id: int) -> bool:
        """Take the access away; False when they had none."""
        ...

    async def ask(self, telegram_id: int, question: Question | None) -> None:
        """Keep the page's question that the person's next words answer, at most one; None closes it."""
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

    async def set_copy_to_self(self, telegram_id: int, wanted: bool) -> None:
        """Keep whether a copy of each of the person's letters goes to them."""
        ...
