"""People: Telegram users who may use the bot, and what they may do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """Who may compose, and who may configure as well."""

    STAFF = "staff"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram user who may use the bot, and the account that is them, if it is known."""

    telegram_id: int
    name: str
    role: Role
    language: str | None = None
    time_zone: str | None = None
    account_id: int | None = None

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

    async def rename(self, telegram_id: int, name: str) -> None:
        """Keep the name that Telegram shows now."""
        ...
