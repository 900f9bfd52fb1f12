"""Requests for access: a stranger asks once, and whichever administrator is first answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.paging import NumberEdge, NumberedPage


class RequestState(StrEnum):
    """What has become of a request."""

    OPEN = "open"
    ALLOWED = "allowed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """A stranger's wish to be let in, and how it was answered; nobody decided what the command line did."""

    id: int
    telegram_id: int
    name: str
    language: str | None
    state: RequestState
    asked_at: datetime
    decided_by: int | None = None
    decided_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state is RequestState.OPEN


class AccessRequests(Protocol):
    """Where requests are kept, one a stranger. Writes belong inside a transaction of the use case."""

    async def get(self, request_id: int) -> AccessRequest | None:
        """Return the request."""
        ...

    async def of(self, telegram_id: int) -> AccessRequest | None:
        """Return the stranger's latest request."""
        ...

    async def add(self, telegram_id: int, name: str, language: str | None, now: datetime) -> AccessRequest:
        """Keep a new request; it takes the place of the stranger's earlier one."""
        ...

    async def count_since(self, since: datetime) -> int:
        """Return how many requests were made since then, by anybody."""
        ...

    async def decide(self, request_id: int, state: RequestState, by: int | None, now: datetime) -> bool:
        """Answer an open request; False when it has an answer."""
        ...

    async def waiting(self) -> int:
        """Return how many are open, counted no further than one more than MOST_COUNTED."""
        ...

    async def page(self, text: str, limit: int, edge: NumberEdge | None) -> NumberedPage[AccessRequest]:
        """Return open requests next to the edge, the oldest first; those that `text` finds, if there is any."""
        ...


REQUEST_TOPIC = "access-request"
"""What administrators are told about a request; the subject is its number."""

UNTOLD_TOPIC = "access-untold"
"""What the stranger is told where no administrator could be; the subject is its number."""

ANSWER_TOPIC = "access-answer"
"""What the stranger is told about it; the subject is its number."""
