"""The inbox: updates are rows before Telegram hears that they came, and are handled from the rows."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import Protocol

from aiogram.types import Update

from domain.errors import DatabaseTrouble


class Row(Protocol):
    """One update that is not done."""

    @property
    def id(self) -> int:
        """The update's number."""
        ...

    @property
    def body(self) -> bytes | None:
        """The update's JSON as it came; None where the key at hand does not open it."""
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

    async def put(self, updates: Iterable[tuple[int, int, str]], now: datetime) -> None:
        """Keep updates as (id, person, JSON); one that is there already is left as it is."""
        ...

    async def newest(self) -> tuple[int, datetime] | None:
        """Return the number of the update that came last, and when it came."""
        ...

    async def open_people(self) -> list[int]:
        """Return everybody who has updates that are not done, who has waited longest first."""
        ...

    async def next_of(self, person_id: int) -> Row | None:
        """Return the person's oldest update that is not done."""
        ...

    async def done(self, update_id: int, now: datetime) -> None:
        """The person has seen what the update came to."""
        ...

    async def pass_over(self, update_id: int | None, now: datetime) -> None:
        """An update cannot be read: it is done, and counted once. None stands for one that has no row."""
        ...

    async def count_try(self, update_id: int) -> None:
        """The update could not be handled now."""
        ...

    async def sweep(self, before: datetime) -> None:
        """Forget updates that were done long ago."""
        ...


SayTrouble = Callable[[Update, DatabaseTrouble], Awaitable[None]]
"""Tells a person that their update waits until the database can be written."""

ReadUpdate = Callable[[bytes | None], Update | None]
"""Reads a kept body; None for an update that is not for us. Raises Unreadable (`bot.telegram.updates`)."""
