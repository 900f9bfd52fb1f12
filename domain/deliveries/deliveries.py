"""Letters on their way as they are kept: what each use case reads or writes of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from domain.deliveries.delivery import Attempt, Delivery, DeliveryState, NewDelivery
from domain.deliveries.lanes import Hold
from domain.deliveries.tally import Tally
from domain.paging import NumberEdge, NumberedPage

OfRuns: TypeAlias = int | Collection[int]
"""A run, or the runs that a card is about, by number."""


@dataclass(frozen=True, slots=True)
class Held:
    """Why a connection's letters wait; `cause` and the server's words where it is suspended."""

    hold: Hold
    cause: str | None = None
    reply: str | None = None


class StoredDeliveries(Protocol):
    """Letters on their way, to be read."""

    async def get(self, delivery_id: int) -> Delivery | None:
        """Return the delivery with its recipients."""
        ...

    async def of_run(
        self,
        runs: OfRuns,
        *,
        states: Collection[DeliveryState] = (),
        after: int = 0,
        most: int | None = None,
    ) -> list[Delivery]:
        """Return the deliveries of runs in order: those in one of the `states`, if any are named, and above `after`.

        They are `most` at most.
        """
        ...

    async def page_of_run(
        self, runs: OfRuns, states: Collection[DeliveryState], limit: int, edge: NumberEdge | None
    ) -> NumberedPage[Delivery]:
        """Return deliveries of runs in order, those next to the edge: in one of the `states`, if any are named."""
        ...

    async def few_of_each_state(self, runs: OfRuns, most: int) -> list[Delivery]:
        """Return the first `most` deliveries of runs in each state, all of them in order."""
        ...

    async def tally(self, runs: OfRuns) -> Tally:
        """Return how many of the runs' deliveries are in each state."""
        ...

    async def question_number(self, runs: OfRuns) -> int:
        """Return what `domain.deliveries.delivery.question_number` says of all the runs' deliveries."""
        ...

    async def attempts(self, delivery_id: int) -> list[Attempt]:
        """Return every try, in order."""
        ...

    async def attempts_of(self, delivery_ids: Collection[int]) -> Mapping[int, tuple[Attempt, ...]]:
        """Return every try of these letters, in order, by the letters' numbers."""
        ...

    async def is_kept(self, delivery_id: int) -> bool:
        """Whether the letter itself is still there; it is erased some time after its end."""
        ...


class Holds(Protocol):
    """What keeps letters from being sent."""

    async def holds(self, connection_ids: Collection[int]) -> Mapping[int, Held]:
        """Return which of the connections rest, and why."""
        ...


class NewDeliveries(Protocol):
    """Where letters that were made are put on their way."""

    async def get(self, delivery_id: int) -> Delivery | None:
        """Return the delivery with its recipients."""
        ...

    async def add(self, run_id: int, new: NewDelivery, now: datetime) -> int:
        """Write the delivery; it is due at once."""
        ...

    async def make_live(self, run_id: int, numbers: Sequence[int], now: datetime) -> None:
        """Let letters that were spilled be due at once, all of them together; nothing of the run is spilled any more.

        Raises LostClaim, for the caller's transaction to be rolled back, when not all of them are there.
        """
        ...


class TakenAway(Protocol):
    """Letters that people take back."""

    async def save(self, letter: Delivery) -> None:
        """Write where the letter and each of its recipients stand."""
        ...

    async def take_away(self, delivery_id: int, now: datetime) -> None:
        """Raise the token: whoever works on it now stops at the mark, and its attempt has ended."""
        ...


class Deliveries(StoredDeliveries, TakenAway, Protocol):
    """Letters that people steer."""

    async def overdue(self, connection_id: int) -> list[Delivery]:
        """Return the letters behind a connection that have become questions to their authors."""
        ...
