"""How a run's letters stand, by number: what a card tells of many letters without reading them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from domain.deliveries.delivery import Delivery, DeliveryState

ASKS = (DeliveryState.UNCERTAIN, DeliveryState.OVERDUE)
"""States in which the author has a question to answer."""

NOT_TAKEN = (DeliveryState.FAILED, DeliveryState.PARTLY_SENT)
"""States in which the letter has not reached everybody, and nothing more is tried."""

NEEDS_SOMEBODY = (*ASKS, *NOT_TAKEN, DeliveryState.DEFERRED)
"""States that somebody looks into, the most urgent first."""

LETTERS_OF_A_STATE = 10
"""How many letters of each state a page reads: it names a few, and counts all."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many letters of a run are in each state; a state that none is in may be missing."""

    counts: Mapping[DeliveryState, int] = field(default_factory=dict)

    @classmethod
    def of_letters(cls, letters: Iterable[Delivery]) -> Self:
        """Count letters that are at hand."""
        return cls(Counter(letter.state for letter in letters))

    @property
    def total(self) -> int:
        """How many letters there are."""
        return sum(self.counts.values())

    def of(self, *states: DeliveryState) -> int:
        """Return how many are in one of the states."""
        return sum(self.counts.get(state, 0) for state in states)

    @property
    def states(self) -> frozenset[DeliveryState]:
        """The states that at least one letter is in."""
        return frozenset(state for state, count in self.counts.items() if count)

    @property
    def ended(self) -> int:
        """Of how many nothing more happens by itself or by an answer to a question."""
        return self.of(*(state for state in DeliveryState if state.is_ended))

    @property
    def underway(self) -> int:
        """How many wait, or are being sent."""
        return self.total - self.ended - self.of(*ASKS)


def urgency(letter: Delivery) -> tuple[int, int]:
    """Return what sorts letters by how much they need somebody, and then as they were made."""
    needs = letter.state in NEEDS_SOMEBODY
    return NEEDS_SOMEBODY.index(letter.state) if needs else len(NEEDS_SOMEBODY), letter.id
