"""Invitations: links that let in whoever opens them, once. Only the hash of a link's code is kept."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.paging import NumberEdge, NumberedPage
from domain.people import Role

LIVES = timedelta(days=7)
FIRST_LIVES = timedelta(minutes=15)
"""The link of an empty installation stands in a terminal's history: it lives for a moment only."""


class Unusable(StrEnum):
    """Why a link lets nobody in."""

    UNKNOWN = "unknown"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time link. `bootstrap`: only while there is no administrator. The command line made what nobody did."""

    id: int
    role: Role
    created_by: int | None
    created_at: datetime
    expires_at: datetime
    bootstrap: bool = False
    used_by: int | None = None
    revoked_at: datetime | None = None

    def trouble(self, now: datetime) -> Unusable | None:
        """Return why it lets nobody in, or None when it does."""
        if self.used_by is not None:
            return Unusable.USED
        if self.revoked_at is not None:
            return Unusable.REVOKED
        return Unusable.EXPIRED if self.expires_at <= now else None


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """A link that is to be kept."""

    code_hash: str
    role: Role
    created_by: int | None
    created_at: datetime
    expires_at: datetime
    bootstrap: bool = False


class Invitations(Protocol):
    """Where links are kept. Writes belong inside a transaction of the use case."""

    async def add(self, new: NewInvitation) -> int:
        """Keep a link; return its number. A first administrator's link takes the place of earlier such ones."""
        ...

    async def get(self, invitation_id: int) -> Invitation | None:
        """Return the link of that number."""
        ...

    async def by_hash(self, code_hash: str) -> Invitation | None:
        """Return the link whose code has this hash."""
        ...

    async def use(self, invitation_id: int, person_id: int, now: datetime) -> bool:
        """Use it up; False when it lets nobody in (any more)."""
        ...

    async def revoke(self, invitation_id: int, now: datetime) -> bool:
        """Make it worthless; False when it was used, revoked or too old already."""
        ...

    async def usable(self, now: datetime) -> int:
        """Return how many links still let somebody in, counted no further than one more than MOST_COUNTED."""
        ...

    async def page(self, now: datetime, limit: int, edge: NumberEdge | None) -> NumberedPage[Invitation]:
        """Return links that still let somebody in, those that end first before others, next to the edge."""
        ...

    async def newest_id(self) -> int:
        """Return the number of the link that was made last; 0 when none was."""
        ...


def hash_of(code: str) -> str:
    """Return what is kept of a link's code."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


USED_TOPIC = "invitation-used"
"""What administrators are told when a link was opened; the subject is its number."""
