"""Announcements: what is told to somebody by a message of its own, outside any record, and surely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from domain.people import People


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something to tell one person. `topic` says which page tells it, `subject` is the number that it is about.

    `about` holds what the page needs besides the rows, never a secret. The person may be a stranger: `language` is
    then what their client said. `message_id` is the message that tells it, once it was told.
    """

    id: int
    person_id: int
    topic: str
    subject: int = 0
    about: Mapping[str, Any] = field(default_factory=dict)
    language: str | None = None
    message_id: int | None = None
    tries: int = 0
    offered: Sequence[str] | None = None
    """The addresses below that message when it was told last; None where that is not known."""


class Announcements(Protocol):
    """What is to be told. Writes belong inside the transaction of what they are about; wake ANNOUNCEMENT afterwards."""

    async def add(
        self,
        person_id: int,
        topic: str,
        subject: int = 0,
        about: Mapping[str, Any] | None = None,
        *,
        language: str | None = None,
        message_id: int | None = None,
    ) -> None:
        """Leave something to tell; it is due at once, and told in message `message_id` where that is still there."""
        ...

    async def added_since(self, topic: str, subject: int, since: datetime) -> bool:
        """Return whether something of that topic and subject was left to tell since then."""
        ...

    async def told_to_somebody(self, topic: str, subject: int) -> bool:
        """Return whether a message has told it to anybody, or is still to do so."""
        ...

    async def redraw(self, topic: str, subject: int) -> None:
        """Tell everybody who was told of it how it stands now, in the message that told it."""
        ...

    async def get(self, announcement_id: int) -> Announcement | None:
        """Return the announcement."""
        ...

    async def told(self, item: Announcement, message_id: int | None, offered: Sequence[str]) -> None:
        """It was told by that message, with such addresses below it; None: there is nobody to tell."""
        ...


async def leave_to_administrators(
    announcements: Announcements,
    people: People,
    topic: str,
    subject: int,
    about: Mapping[str, Any] | None = None,
) -> int:
    """Leave the same to tell to each administrator; return to how many. It belongs inside the caller's transaction."""
    administrators = await people.administrators()
    for administrator in administrators:
        await announcements.add(administrator.telegram_id, topic, subject, about)
    return len(administrators)
