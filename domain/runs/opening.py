"""What a run begins its next segment with, read in one go for all that begin at the same moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from domain.people import Person
from domain.records.record import Record
from domain.runs.run import Run


@dataclass(frozen=True, slots=True)
class Opening:
    """A run with its record, None where that is gone, and the people whom both are of, removed ones too.

    `has_left`: a segment of it that came to nothing has left rows which are to be swept. `revisions` are those of all
    that is configured.
    """

    run: Run
    record: Record | None
    people: Mapping[int, Person]
    has_left: bool
    revisions: tuple[Any, ...]


class Openings(Protocol):
    """Reads what runs begin with."""

    async def get(self, run_id: int) -> Opening | None:
        """Return what the run begins with, all of one moment; None where there is no such run."""
        ...
