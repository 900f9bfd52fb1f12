"""Figures with their spread, and the ratios of what was measured in the same rounds."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """One figure of each round, in a unit."""

    rounds: tuple[float, ...]
    unit: str = ""

    @property
    def middle(self) -> float:
        """The median."""
        return statistics.median(self.rounds)

    def __str__(self) -> str:
        """Return the median before the extremes."""
        if len(self.rounds) == 1:
            return f"{short(self.middle)}{self.unit}"
        return f"{short(self.middle)}{self.unit} ({short(min(self.rounds))} to {short(max(self.rounds))})"


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> Figures:
    """Return what part of theirs ours is, round by round: a busy moment slows both."""
    return Figures(tuple(our / their for our, their in zip(ours, theirs, strict=True)))


def p95(times: Sequence[float]) -> float:
    """Return what 95 of a hundred do not exceed."""
    return sorted(times)[round(len(times) * 0.95) - 1]


def short(number: float) -> str:
    """Return a number in three digits or so."""
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.2f}" if abs(number) >= 1 else f"{number:.3f}"
