"""Requests for an account: somebody could not be found, and whoever needs them asks the administrators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.errors import GonetsError

MOST_OPEN = 5
"""Requests of one person that may wait at once."""

ASKED = "account-request"
"""The topic by which administrators are told of a request; its subject is the request's number."""

ANSWERED = "account-answer"
"""The topic by which whoever asked is told how it was decided."""


class RequestState(StrEnum):
    """How a request stands."""

    OPEN = "open"
    ADDED = "added"
    DECLINED = "declined"


class TooManyRequests(GonetsError):
    """As many requests of this person wait as may."""

    key = "error-account-requests-many"


class RequestedAlready(GonetsError):
    """The same person has asked for the same address, and nobody has answered yet."""

    key = "error-account-requested"


class RequestDecided(GonetsError):
    """Another administrator was first."""

    key = "error-account-request-decided"


@dataclass(frozen=True, slots=True)
class AccountRequest:
    """Who is to be added, for whom, and which question of which record waits for them.

    `account_id` is what came of it; while it is open, somebody who is there already and has no address.
    """

    id: int
    person_id: int
    full_name: str
    mbox: str
    asked_at: datetime
    record_id: int | None = None
    attribute: str = ""
    state: RequestState = RequestState.OPEN
    account_id: int | None = None
    decided_by: int | None = None


class AccountRequests(Protocol):
    """The requests. Writes belong inside the caller's transaction."""

    async def add(self, request: AccountRequest) -> AccountRequest:
        """Keep a new one; its `id` is disregarded."""
        ...

    async def get(self, request_id: int) -> AccountRequest | None:
        """Return the request."""
        ...

    async def open_of(self, person_id: int) -> Sequence[AccountRequest]:
        """Return the person's requests that wait."""
        ...

    async def open_for(self, mbox: str) -> Sequence[AccountRequest]:
        """Return everybody's requests for an address that wait."""
        ...

    async def open_for_account(self, account_id: int) -> Sequence[AccountRequest]:
        """Return everybody's requests for the address of an account that wait."""
        ...

    async def waited_for(self, record_id: int) -> Mapping[str, str]:
        """Return by the attribute's system name whom a record's questions wait for."""
        ...

    async def decide(
        self, request_id: int, state: RequestState, decided_by: int, now: datetime, account_id: int | None = None
    ) -> bool:
        """Decide a request that waits; False when it does not."""
        ...
