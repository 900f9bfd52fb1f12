"""What the card of a record is drawn from, read at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from domain.deliveries.deliveries import Held
from domain.deliveries.delivery import Attempt, Delivery
from domain.records.record import Record
from domain.runs.runs import CardRuns


@dataclass(frozen=True, slots=True)
class CardRows:
    """The rows of one card: its record, the runs that it is about (or one apart from them), and their letters.

    `untold` are the reports of its record's runs that no card has shown yet, each with its token: whoever draws it from
    these rows shows them. `letters` are a few of each state. `presses` says how often each button was pressed,
    `reply_to` what the run of the first letter has noted of where answers go.
    """

    record: Record
    untold: Mapping[int, int]
    runs: CardRuns | None
    letters: tuple[Delivery, ...]
    attempts: Mapping[int, tuple[Attempt, ...]]
    held: Mapping[int, Held]
    presses: Mapping[int, int]
    reply_to: Mapping[str, Any] | None
    everything_held: bool


class CardSource(Protocol):
    """Where the rows of cards are read."""

    async def __call__(self, record_id: int, run_id: int | None = None) -> CardRows | None:
        """Return a card's rows, with the runs that it is about or with that one; None for a record that is gone."""
        ...
