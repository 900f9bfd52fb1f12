"""The audit trail: who changed what and when, in the chat, by a file, on the command line or by a scenario."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from domain.paging import NumberEdge, NumberedPage


class Via(StrEnum):
    """By which way an act came."""

    CHAT = "chat"
    FILE = "file"
    COMMAND = "command"
    SCENARIO = "scenario"


class Act(StrEnum):
    """What was done."""

    CREATED = "created"
    CHANGED = "changed"
    ENABLED = "enabled"
    DISABLED = "disabled"
    DELETED = "deleted"
    ARCHIVED = "archived"
    RESTORED = "restored"
    ERASED = "erased"
    IMPORTED = "imported"
    LET_IN = "let_in"
    DECLINED = "declined"
    REMOVED = "removed"
    INVITED = "invited"
    REVOKED = "revoked"
    HANDED_OVER = "handed_over"
    SHOWN = "shown"
    SENT = "sent"
    REPEATED = "repeated"
    STOPPED = "stopped"
    HELD = "held"
    RELEASED = "released"


class Kind(StrEnum):
    """What it was done to."""

    CONNECTION = "connection"
    ROUTE = "route"
    TEMPLATE = "template"
    SCENARIO = "scenario"
    ACCOUNT = "account"
    ACCOUNTS = "accounts"
    PERSON = "person"
    INVITATION = "invitation"
    LETTER = "letter"
    RUN = "run"
    CONFIGURATION = "configuration"
    EVERYTHING = "everything"
    SETTINGS = "settings"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a Telegram user, or nobody that we know (the command line)."""

    person_id: int | None
    via: Via = Via.CHAT


COMMAND_LINE = Actor(None, Via.COMMAND)

Changes = Mapping[str, tuple[Any, Any]]
"""Before and after by field, as plain values. A secret stands as `•••`, never as itself."""

SECRET = "•••"  # noqa: S105 - what stands for one


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act."""

    at: datetime
    actor: Actor
    act: Act
    kind: Kind
    object_id: int | None = None
    name: str = ""
    changes: Changes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which acts are wanted; what is None does not matter."""

    kind: Kind | None = None
    object_id: int | None = None
    person_id: int | None = None
    since: datetime | None = None
    act: Act | None = None


class Audit(Protocol):
    """The trail. A note is written in the transaction of what it is about."""

    async def note(self, entry: AuditEntry) -> None:
        """Keep that something was done."""
        ...

    async def latest(self, wanted: AuditFilter, limit: int) -> Sequence[AuditEntry]:
        """Return the newest acts, the newest first."""
        ...

    async def page(self, wanted: AuditFilter, limit: int, edge: NumberEdge | None) -> NumberedPage[AuditEntry]:
        """Return acts by newest, those next to the edge."""
        ...

    async def count(self, wanted: AuditFilter, most: int) -> int:
        """Return how many acts there are, counted no further than one more than `most`."""
        ...

    async def newest(self, wanted: AuditFilter) -> int:
        """Return the number of the newest act, 0 where there is none."""
        ...


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return the fields that differ, each with both values."""
    names = dict.fromkeys((*before, *after))
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}
