"""What a segment writes before it is at its end: rows that nobody sees, until all of it is made live or swept."""

from collections.abc import Sequence
from typing import Protocol

from domain.scenarios.tracing import Entry
from domain.work import Claim


class Spills(Protocol):
    """Rows of segments that are not committed."""

    async def sweep(self, run_id: int) -> int:
        """Take away what a segment of the run left that came to nothing, a little at a time; return how much it was."""
        ...

    async def put(self, claim: Claim, steps: Sequence[Entry], forgotten: Sequence[tuple[int, int]]) -> None:
        """Write steps of the event chain of a segment that goes on, or broke off.

        Raises LostClaim when the run is somebody else's by now.
        """
        ...
