"""Durable work: rows that have something to do, claimed under a token that fences every later write."""

from collections.abc import Collection, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol


class WorkKind(StrEnum):
    """What kinds of rows have something to do."""

    RUN = "run"
    DELIVERY = "delivery"
    REPORT = "report"
    PROBE = "probe"
    NOTICE = "notice"
    ANNOUNCEMENT = "announcement"
    UPLOAD = "upload"


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on a row: good while the row still has this token.

    `tries` is how often the row was taken, this time included, since it last came to anything.
    """

    kind: WorkKind
    id: int
    token: int
    tries: int = field(default=1, compare=False)


class LostClaim(Exception):
    """Somebody else has the row now: whoever gets this stops and writes nothing."""


class Work(Protocol):
    """Claiming rows. Truth is in the rows; `due_at`, `lease_until` and `token` are theirs."""

    async def claim(self, kind: WorkKind, now: datetime, lease: timedelta, limit: int = 1) -> list[Claim]:
        """Take the rows that have been due longest and that nobody holds, at most so many."""
        ...

    async def renew(self, claims: Collection[Claim], now: datetime, lease: timedelta) -> int:
        """Hold the rows longer; return how many are still ours."""
        ...

    async def release(self, claim: Claim, due_at: datetime | None) -> bool:
        """Give the row back: due again at `due_at`, or never by itself. False when it is no longer ours."""
        ...

    async def put_off(self, claim: Claim, due_at: datetime) -> bool:
        """Give back a row that has come to nothing; the next claim counts one try more. False when it is not ours."""
        ...

    async def let_go(self, claims: Collection[Claim]) -> int:
        """End the leases of rows that could not be finished, at once; return how many were still ours.

        Whoever takes them goes on as behind any lease that has ended: what may have gone becomes a question.
        """
        ...

    async def fence(self, claim: Claim) -> None:
        """Make sure, inside a transaction that writes, that the row is still ours; raises LostClaim."""
        ...

    async def next_due(self, kind: WorkKind) -> datetime | None:
        """Return when the next row becomes due or its lease ends, for the timer."""
        ...

    async def is_any_in_hand(self, kinds: Collection[WorkKind]) -> bool:
        """Whether somebody works on a row of one of these kinds."""
        ...

    async def release_all(self, kinds: Collection[WorkKind] = tuple(WorkKind)) -> int:
        """End every lease of these kinds: for the only process that does such work, at its start."""
        ...


class Hold(Protocol):
    """Holds a claimed row while its work is being done, however long that takes."""

    def __call__(self, claim: Claim) -> AbstractAsyncContextManager[None]:
        """Renew the row's lease until the end of the block."""
        ...


class Hints(Protocol):
    """Wakes workers. A hint that is lost, doubled, late or stale changes nothing."""

    def wake(self, kind: WorkKind) -> None:
        """Say that there may be work of that kind."""
        ...


class Hands(Protocol):
    """The workers of this process. What makes work for one of them claims it in the same transaction.

    That saves the look for it and a commit; where no worker is here, the row is left for whoever claims it.
    """

    @property
    def lease(self) -> timedelta:
        """For how long such a row is claimed; its worker renews it."""
        ...

    def room(self, kind: WorkKind) -> int:
        """Return how much more of a kind is taken in hand here: nothing where no worker of that kind is at work."""
        ...

    def take_over(self, claimed: Iterable[tuple[Claim, Any]]) -> None:
        """Have it done, once its claims are committed: claims, each with what the worker of its kind works on."""
        ...


class NoHands:
    """A process without workers."""

    lease = timedelta(0)

    def room(self, kind: WorkKind) -> int:  # noqa: ARG002
        """Return that nothing is done here."""
        return 0

    def take_over(self, claimed: Iterable[tuple[Claim, Any]]) -> None:
        """Leave it: nothing is claimed where there is no room."""
