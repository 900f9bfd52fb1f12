"""Lanes: how many letters a connection may carry just now, and why it carries none."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.configured.connection import Connection

RATE_WINDOW = timedelta(minutes=1)
IN_HAND = 3
"""How many letters are in hand for each connection: one is carried, one waits in line so that it begins with that one's
final dot, and one is taken or written down."""

HORIZON = timedelta(hours=1)
"""How much further than its longest pause nothing may lie ahead: what does was written by a clock that was wrong."""


class Hold(StrEnum):
    """Why a connection's letters wait. EVERYTHING is held back by an administrator, whatever the connection does."""

    DISABLED = "disabled"
    NO_PASSWORD = "no_password"  # noqa: S105 - a reason, no password
    SUSPENDED = "suspended"
    EVERYTHING = "everything"


def hold_of(connection: Connection, *, secrets: Collection[str], suspended: bool) -> Hold | None:
    """Say why a connection's letters wait, or None when they may go."""
    if not connection.enabled:
        return Hold.DISABLED
    if connection.lacks(secrets):
        return Hold.NO_PASSWORD
    return Hold.SUSPENDED if suspended else None


@dataclass(frozen=True, slots=True)
class Lane:
    """A connection with its letters: what is under way, what began in the last minute, which secrets are kept."""

    connection: Connection
    revision: int
    secrets: frozenset[str]
    suspended: bool
    proven_revision: int | None
    under_way: int
    begun_lately: int
    everything_held: bool = False

    @property
    def hold(self) -> Hold | None:
        """Why the connection itself carries nothing, or None."""
        return hold_of(self.connection, secrets=self.secrets, suspended=self.suspended)

    @property
    def rests(self) -> bool:
        """Whether nothing goes."""
        return self.everything_held or self.hold is not None

    @property
    def room(self) -> int:
        """How many more letters may begin now.

        Until a configuration is proven one letter goes alone: what is wrong with it costs one login then.
        """
        if self.rests:
            return 0
        proven = self.proven_revision == self.revision
        room = (self.connection.max_connections * IN_HAND if proven else 1) - self.under_way
        if self.connection.messages_per_minute:
            room = min(room, self.connection.messages_per_minute - self.begun_lately)
        return max(room, 0)

    def horizon(self, now: datetime) -> datetime:
        """Return the instant beyond which a letter's due time must be an error: it counts as due."""
        return now + max(self.connection.retry_after) + HORIZON
