"""For how long after a press a sending can be undone: what the administrator sets for everybody."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from domain.audit import Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock
from domain.errors import GonetsError, NotFound, NotYours
from domain.people import Person

CHOICES = tuple(timedelta(seconds=seconds) for seconds in (0, 5, 10, 30))
NAME = "undo_seconds"


class UndoSetOutside(GonetsError):
    """`GONETS_UNDO` is set, and wins over whatever is set in the chat."""

    key = "error-undo-set-outside"


class Settings(Protocol):
    """What administrators set for everybody, by name."""

    async def read(self, name: str) -> int | None:
        """Return what is set; None where nobody has set anything."""
        ...

    async def write(self, name: str, value: int) -> None:
        """Set it, inside the caller's transaction."""
        ...


@dataclass(frozen=True, slots=True)
class Undo:
    """How long it is. `outside`: the environment says so, and the chat cannot change it."""

    time: timedelta
    outside: bool = False
    chosen: bool = False


class UndoTime:
    """Reads it at each press, and sets it for administrators: what is under way keeps the time that it was given."""

    def __init__(
        self, *, settings: Settings, outside: timedelta | None, audit: Audit, clock: Clock, atomically: Atomically
    ) -> None:
        self._settings = settings
        self._outside = outside
        self._audit = audit
        self._clock = clock
        self._atomically = atomically

    async def __call__(self) -> timedelta:
        """Return how long a press can be taken back."""
        return (await self.look()).time

    async def look(self) -> Undo:
        """Return how long it is, and who says so."""
        if self._outside is not None:
            return Undo(self._outside, outside=True)
        seconds = await self._settings.read(NAME)
        return Undo(timedelta(seconds=seconds or 0), chosen=seconds is not None)

    async def choose(self, person: Person, seconds: int) -> Undo:
        """Set it; raises NotYours, NotFound for a time that is not offered, or UndoSetOutside."""
        if not person.is_admin:
            raise NotYours("the time to undo")
        time = timedelta(seconds=seconds)
        if time not in CHOICES:
            raise NotFound(f"{seconds} seconds to undo")
        if self._outside is not None:
            raise UndoSetOutside

        async def work() -> None:
            before = await self._settings.read(NAME)
            if before == seconds:
                return
            await self._settings.write(NAME, seconds)
            changes = {"undo": (before or 0, seconds)}
            actor = Actor(person.telegram_id)
            await self._audit.note(AuditEntry(self._clock(), actor, Act.CHANGED, Kind.SETTINGS, changes=changes))

        await self._atomically(work)
        return await self.look()
