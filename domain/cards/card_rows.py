"""What the card of a record is drawn from, read at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from domain.deliveries.deliveries import Held
from domain.deliveries.delivery import Attempt, Delivery
from domain.records.record import Record
from domain.runs.run import Run


@dataclass(frozen=True, slots=True)
class CardRows:
    """The rows of one card: its record, its newest run (or one apart from it), and that run's letters.

    `letters` are a few of each state. `presses` says how often each button was pressed, `reply_to` what the run has
    noted of where answers go.
    """

    record: Record
    run: Run | None
    letters: tuple[Delivery, ...]
    attempts: Mapping[int, tuple[Attempt, ...]]
    held: Mapping[int, Held]
    presses: Mapping[int, int]
    reply_to: Mapping[str, Any] | None
    everything_held: bool


class CardSource(Protocol):
    """Where the rows of cards are read."""

    async def __call__(self, record_id: int, run_id: int | None = None) -> CardRows | None:
        """Return a card's rows, with its newest run or with that one; None for a record that is gone."""
        ...
