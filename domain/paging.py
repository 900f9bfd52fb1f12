"""A page of a long list, found by the row that it begins behind: no row before it is looked at."""

from dataclasses import dataclass
from datetime import datetime

MOST_COUNTED = 1_000
"""Rows that are counted at most: one more says that there are more."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a page of a list by newest begins: behind the row of that moment and number, or with `newer` before it.

    The row itself is on neither page, and need not be there any more: what comes and goes meanwhile is neither shown
    twice nor passed over.
    """

    at: datetime
    number: int
    newer: bool = False
