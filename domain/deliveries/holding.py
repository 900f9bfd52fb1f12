"""Holding everything back: nothing is sent or begun until an administrator lets it go again."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.audit import Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock
from domain.errors import NotYours
from domain.people import People, Person
from domain.work import Hints, WorkKind

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Holding:
    """Whether everything is held back, since when and by whom.

    `revision` counts the times it was held back or let go: a button carries it, so that a late press changes nothing.
    """

    revision: int = 0
    held_at: datetime | None = None
    held_by: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether nothing is sent or begun."""
        return self.held_at is not None


class Holdings(Protocol):
    """The one row that says it. Whoever takes a letter or a run asks it in the same statement."""

    async def now(self) -> Holding:
        """Return how it is."""
        ...

    async def change(self, after: Holding, now: datetime) -> bool:
        """Write it where the revision before is the kept one; False when somebody else was first.

        What was taken and is not behind its mark goes back, and the cards of what waits are drawn anew.
        """
        ...


@dataclass(frozen=True, slots=True)
class Turned:
    """How it is after a press; not `first` where somebody else had turned it already. `by` names who did it last."""

    holding: Holding
    first: bool
    by: str = ""


class HoldEverything:
    """For administrators. A letter behind its mark goes to its end, and presses are kept and wait."""

    def __init__(
        self, *, holdings: Holdings, people: People, audit: Audit, hints: Hints, clock: Clock, atomically: Atomically
    ) -> None:
        self._holdings = holdings
        self._people = people
        self._audit = audit
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def look(self, person: Person) -> Turned:
        """Return how it is; raises NotYours."""
        _check(person)
        holding = await self._holdings.now()
        return Turned(holding, first=False, by=await self._name(holding))

    async def turn(self, person: Person, revision: int) -> Turned:
        """Hold everything back, or let it go, as it was the other way at `revision`. Raises NotYours.

        A second press, and another administrator's at the same moment, change nothing.
        """
        _check(person)

        async def work() -> bool:
            now = self._clock()
            before = await self._holdings.now()
            if before.revision != revision:
                return False
            held_at = None if before.is_held else now
            if not await self._holdings.change(Holding(revision + 1, held_at, person.telegram_id), now):
                return False
            act = Act.RELEASED if before.is_held else Act.HELD
            await self._audit.note(AuditEntry(now, Actor(person.telegram_id), act, Kind.EVERYTHING))
            log.warning("everything is %s by %s", act, person.telegram_id)
            return True

        first = await self._atomically(work)
        for kind in (WorkKind.REPORT, WorkKind.RUN, WorkKind.DELIVERY):
            self._hints.wake(kind)
        holding = await self._holdings.now()
        return Turned(holding, first=first, by=await self._name(holding))

    async def _name(self, holding: Holding) -> str:
        if holding.held_by is None:
            return ""
        known = (await self._people.get_many([holding.held_by])).get(holding.held_by)
        return (known.name if known else "") or str(holding.held_by)


def _check(person: Person) -> None:
    if not person.is_admin:
        raise NotYours("holding everything back")
