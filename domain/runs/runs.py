"""Where runs are kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from domain.deliveries.delivery import Delivery, DeliveryState
from domain.documents import Stored
from domain.runs.run import Run, RunStatus
from domain.scenarios.basis import Basis
from domain.scenarios.document import Scenario
from domain.scenarios.segment import Apart
from domain.scenarios.state import RunState
from domain.scenarios.tracing import Entry
from domain.work import Claim


@dataclass(frozen=True, slots=True)
class NewRun:
    """A press that becomes a run, due at `due_at`; `fingerprint` is the same for the same template and values."""

    record_id: int
    button: int
    turn: int
    person_id: int
    scenario: Stored[Scenario]
    values: Mapping[str, Any]
    now: datetime
    due_at: datetime | None = None
    fingerprint: str | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class CardRuns:
    """The runs that a record's card is about: the newest press, and those that began apart on the record since.

    Without a press, `lead` is the newest of all. `apart` are the numbers of the others. `failed` are those of
    all that have failed, by a letter or by themselves. `failures` counts those apart that have failed by themselves or
    were stopped, and `failure` is the last of these. `going`: some of those apart have actions left.
    """

    lead: Run
    apart: tuple[int, ...] = ()
    failed: frozenset[int] = frozenset()
    failures: int = 0
    failure: Run | None = None
    going: bool = False

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all."""
        return (self.lead.id, *self.apart)

    def failed_by(self, letter: Delivery) -> bool:
        """Whether one of them has come to its end by the letter: it does not go on, and the letter is left as it is."""
        return letter.state is DeliveryState.FAILED and letter.run_id in self.failed


class Runs(Protocol):
    """Runs of scenarios."""

    async def get(self, run_id: int) -> Run | None:
        """Return the run."""
        ...

    async def by_turn(self, record_id: int, button: int, turn: int) -> Run | None:
        """Return the run that this very press began."""
        ...

    async def of_card(self, record_id: int) -> CardRuns | None:
        """Return the runs that a record's card is about; None where nothing has begun."""
        ...

    async def count(self, record_id: int, button: int) -> int:
        """Return how many runs this button has begun: the next turn."""
        ...

    async def alike_at(self, person_id: int, fingerprint: str, since: datetime, record_id: int) -> datetime | None:
        """Return when the person last pressed for another record with the same fingerprint, if it was since then.

        What has failed or was taken back does not count.
        """
        ...

    async def begin(self, new: NewRun, lease: timedelta | None = None) -> tuple[Run, Claim | None]:
        """Write the run; with a `lease`, and due at once, it is born claimed for so long, and its claim is returned.

        While everything is held back nothing is claimed.
        """
        ...

    async def keep_items(self, run_id: int, state: RunState) -> None:
        """Write the items that the loops of a state hold, in the open transaction; drop those of loops that it left."""
        ...

    async def items(self, run_id: int, loop: int, lot: int) -> Sequence[Any]:
        """Return a lot of a long loop's items."""
        ...

    async def begin_apart(self, run: Run, apart: Sequence[Apart], begun: int, now: datetime) -> None:
        """Write runs that a segment of `run` gives rise to, in the open transaction; they are due at once.

        Their own bound counts `begun` runs already.
        """
        ...

    async def save(
        self,
        claim: Claim,
        *,
        state: RunState,
        steps: Sequence[Entry],
        forgotten: Sequence[tuple[int, int]],
        status: RunStatus,
        error: Mapping[str, Any] | None,
    ) -> None:
        """Write where the run stands after a segment, with what it did, and give it back.

        Of the event chain the steps with numbers in the spans `forgotten` go. Raises LostClaim, for the caller's
        transaction to be rolled back, when the run is somebody else's by now.
        """
        ...

    async def count_steps(self, run_id: int) -> int:
        """Return how many steps of the run's event chain there are."""
        ...

    async def steps(self, run_id: int, first: int, most: int) -> list[Entry]:
        """Return some steps of the run's event chain in order, from the `first` of those that are kept."""
        ...

    async def fail(self, run_id: int, error: Mapping[str, Any]) -> None:
        """Write that the run has failed, whatever it was doing, without reading it."""
        ...

    async def stopped(self, run_id: int, told: Mapping[str, Any]) -> None:
        """Write what is told of a run that somebody has stopped."""
        ...

    async def set_status(self, run_id: int, status: RunStatus, ended_at: datetime | None) -> None:
        """Write the status alone."""
        ...

    async def stop(self, run_ids: Collection[int], now: datetime) -> Sequence[int]:
        """End those that have actions left, and take them from whoever has them; return which.

        Nothing more will happen in them.
        """
        ...
