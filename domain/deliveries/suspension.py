"""Suspension: a connection whose own fault stops every letter rests, is probed with growing pauses, and goes on."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

PROBE_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 15, 30))
"""How long until the next probe; the last repeats. A locked mailbox must not be locked again by us."""

RELAPSE = timedelta(minutes=10)
"""A connection that is suspended again so soon after a good probe goes on with the pauses where it was."""

NOTED_EVERY = timedelta(minutes=1)
WARN_AHEAD = timedelta(hours=2)
"""How long before the first letter is overdue administrators are told once more."""


class NoticeKind(StrEnum):
    """What administrators are told about a connection."""

    SUSPENDED = "suspended"
    STILL = "still"
    OVERDUE_SOON = "overdue_soon"
    RESUMED = "resumed"


@dataclass(frozen=True, slots=True)
class ConnectionState:
    """How a connection fares. `proven_revision` is the configuration with which a letter or a probe has succeeded."""

    connection_id: int
    proven_revision: int | None = None
    suspended_at: datetime | None = None
    cause: str | None = None
    reply: str | None = None
    probes: int = 0
    probe_at: datetime | None = None
    resumed_at: datetime | None = None
    last_success_at: datetime | None = None
    last_failure_at: datetime | None = None
    remind_at: datetime | None = None
    warned: bool = False

    @property
    def is_suspended(self) -> bool:
        """Whether its letters wait for a probe."""
        return self.suspended_at is not None

    def accepted(self, revision: int, now: datetime) -> "ConnectionState":
        """A letter was accepted; noted once a minute, since it is written beside every letter."""
        noted = self.last_success_at is not None and timedelta(0) <= now - self.last_success_at < NOTED_EVERY
        if self.is_suspended or (noted and self.proven_revision == revision):
            return self
        return replace(self, proven_revision=revision, last_success_at=now)

    def troubled(self, now: datetime, cause: str, reply: str | None) -> "ConnectionState":
        """A letter met trouble that is not the connection's own fault."""
        return self if self.is_suspended else replace(self, last_failure_at=now, cause=cause, reply=reply)

    def faulted(
        self, now: datetime, cause: str, reply: str | None, morning: Callable[[datetime], datetime]
    ) -> "ConnectionState":
        """The connection itself is at fault: its letters wait."""
        if self.is_suspended:
            return self
        relapse = self.resumed_at is not None and now - self.resumed_at < RELAPSE
        probes = self.probes if relapse else 0
        return replace(
            self,
            proven_revision=None,
            suspended_at=now,
            cause=cause,
            reply=reply,
            probes=probes,
            probe_at=now + _pause(probes),
            last_failure_at=now,
            remind_at=morning(now),
            warned=False,
        )

    def probed(self, now: datetime, revision: int) -> "ConnectionState":
        """A probe succeeded: the letters go."""
        return replace(
            self,
            proven_revision=revision,
            suspended_at=None,
            cause=None,
            reply=None,
            probe_at=None,
            resumed_at=now,
            last_success_at=now,
            probes=self.probes + 1,
        )

    def still_faulty(self, now: datetime, cause: str, reply: str | None) -> "ConnectionState":
        """A probe failed: the next one comes later."""
        probes = self.probes + 1
        return replace(
            self, cause=cause, reply=reply, probes=probes, probe_at=now + _pause(probes), last_failure_at=now
        )

    def reminded(
        self, now: datetime, first_overdue: datetime | None, morning: Callable[[datetime], datetime]
    ) -> tuple["ConnectionState", NoticeKind | None]:
        """Say what administrators must hear again: each morning, and before the first letter is overdue."""
        if not self.warned and first_overdue is not None and first_overdue - now <= WARN_AHEAD:
            return replace(self, warned=True), NoticeKind.OVERDUE_SOON
        if self.remind_at is not None and now >= self.remind_at:
            return replace(self, remind_at=morning(now)), NoticeKind.STILL
        return self, None


def _pause(probes: int) -> timedelta:
    return PROBE_PAUSES[min(probes, len(PROBE_PAUSES) - 1)]
