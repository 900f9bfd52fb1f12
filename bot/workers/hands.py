"""The hands of this process: whoever makes work gives it to the worker that is here, claimed as it was written."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Any, Protocol

from domain.work import Claim, WorkKind

LEASE = timedelta(minutes=2)
"""How long a row is held at a time: so long it waits when the process that has it dies."""


class TakesOver(Protocol):
    """A worker that takes over what others have claimed for it."""

    @property
    def room(self) -> int:
        """How many more pieces it takes in hand; 0 once it stops."""
        ...

    @property
    def lot(self) -> int:
        """How many pieces it takes when it looks for more now; 0 while it would not look."""
        ...

    @property
    def left(self) -> Collection[Claim]:
        """What it was given and could not finish."""
        ...

    def begin(self, claim: Claim, job: Any) -> None:
        """Do a piece of work that is claimed already."""
        ...


class LocalHands:
    """Implements `domain.work.Hands` for the workers of this process."""

    lease = LEASE

    def __init__(self) -> None:
        self._workers: dict[WorkKind, TakesOver] = {}

    def at_work(self, kind: WorkKind, worker: TakesOver) -> None:
        """Let a worker take over work of its kind from now on; one that stops has no room."""
        self._workers[kind] = worker

    def room(self, kind: WorkKind) -> int:
        """Return how much more of a kind is taken in hand here."""
        worker = self._workers.get(kind)
        return 0 if worker is None else worker.room

    def lot(self, kind: WorkKind) -> int:
        """Return how much of a kind is taken here at a look now; while it is 0 a hint is of use to others alone."""
        worker = self._workers.get(kind)
        return 0 if worker is None else worker.lot

    @property
    def left(self) -> list[Claim]:
        """What was in hand here when a stop cut it off."""
        return [claim for worker in self._workers.values() for claim in worker.left]

    def take_over(self, claimed: Iterable[tuple[Claim, Any]]) -> None:
        """Have claimed work done. Where its worker has ended meanwhile it is free when its lease ends."""
        for claim, job in claimed:
            worker = self._workers.get(claim.kind)
            if worker is not None:
                worker.begin(claim, job)
