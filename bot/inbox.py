"""The inbox: updates are rows before Telegram hears that they came, and are handled from the rows."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from aiogram.types import Update, User

from domain.errors import DatabaseTrouble


class Row(Protocol):
    """One update that is not done."""

    @property
    def id(self) -> int:
        """The update's number."""
        ...

    @property
    def body(self) -> Mapping[str, Any]:
        """The update as it came."""
        ...

    @property
    def applied(self) -> bool:
        """Whether its effect is committed and only its showing is left."""
        ...

    @property
    def tries(self) -> int:
        """How often it could not be handled."""
        ...


class Inbox(Protocol):
    """Updates as rows."""

    async def put(self, updates: Iterable[tuple[int, int, Mapping[str, Any]]], now: datetime) -> None:
        """Keep updates as (id, person, body); one that is there already is left as it is."""
        ...

    async def newest(self) -> tuple[int, datetime] | None:
        """Return the number of the update that came last, and when it came."""
        ...

    async def open_people(self) -> list[int]:
        """Return everybody who has updates that are not done."""
        ...

    async def next_of(self, person_id: int) -> Row | None:
        """Return the person's oldest update that is not done."""
        ...

    async def done(self, update_id: int, now: datetime) -> None:
        """The person has seen what the update came to."""
        ...

    async def count_try(self, update_id: int) -> None:
        """The update could not be handled now."""
        ...

    async def sweep(self, before: datetime) -> None:
        """Forget updates that were done long ago."""
        ...


SayTrouble = Callable[[Update, DatabaseTrouble], Awaitable[None]]
"""Tells a person that their update waits until the database can be written."""


def person_of(update: Update) -> int:
    """Return who an update is from; 0 for one that is from nobody."""
    user = user_of(update)
    return 0 if user is None else user.id


def user_of(update: Update) -> User | None:
    """Return the Telegram user that an update is from."""
    event = update.message or update.edited_message or update.callback_query or update.my_chat_member
    return None if event is None else event.from_user


def body_of(update: Update) -> dict[str, Any]:
    """Return the update as it is kept."""
    return update.model_dump(mode="json", exclude_none=True, by_alias=True)
