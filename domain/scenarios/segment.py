"""A segment: what a run has changed since it was last kept, while the interpreter goes on."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from domain.configured.connection import Connection
from domain.deliveries.delivery import NewDelivery
from domain.documents import Stored
from domain.errors import GonetsError
from domain.scenarios.at_hand import AllStaged
from domain.scenarios.message import Message
from domain.scenarios.state import Numbers, RunState
from domain.scenarios.tracing import Entry, Trace

LETTERS_AT_ONCE = 50
BYTES_AT_ONCE = 1_000_000
STEPS_AT_ONCE = 500
"""What a segment holds; of one with more letters, or more to its event chain, it is spilled to rows meanwhile."""


@dataclass(slots=True)
class StagedLetter:
    """A letter that a segment made, composed already: it exists only when the segment is committed."""

    message: Message
    connection: Stored[Connection]
    route: str
    waits: bool
    letter: NewDelivery
    held: int = field(init=False)
    """How many bytes of it are in memory."""

    def __post_init__(self) -> None:
        self.held = self.letter.held


@dataclass(frozen=True, slots=True)
class Apart:
    """A run that a segment gives rise to: with the actions inside the one at `numbers`, a record, and variables."""

    numbers: tuple[int, ...]
    record: int
    variables: Mapping[str, Any]

    def at_start(self) -> RunState:
        """Return the state before its first action."""
        return replace(RunState.at_start(self.record), variables=dict(self.variables))


@dataclass(frozen=True, slots=True)
class Mark:
    """How many letters the segment had made, what the variables held, and which records were staged, at a moment."""

    made: int
    variables: Mapping[str, Any]
    records: AllStaged = field(default_factory=dict)
    apart: int = 0


@dataclass(slots=True)
class Segment:
    """What a segment changed. `ended`: no action is left.

    `cancelled`: somebody cancelled the letter that it waited for, and nothing more is done. `marks` say by the numbers
    of actions that ignore errors how everything stood when they began. Of its letters the last are `staged`; those
    before were `spilled` to hidden rows with these numbers, and rows that were taken back since are `dropped`.
    `records` are those that it changes and makes, as they are at its end; `apart` are runs that begin with it.
    """

    state: RunState
    staged: list[StagedLetter] = field(default_factory=list)
    spilled: list[int] = field(default_factory=list)
    dropped: list[int] = field(default_factory=list)
    has_spilled: bool = False
    ended: bool = False
    error: GonetsError | None = None
    cancelled: bool = False
    marks: dict[Numbers, Mark] = field(default_factory=dict)
    records: AllStaged = field(default_factory=dict)
    apart: list[Apart] = field(default_factory=list)
    chain: Trace = field(init=False)

    def __post_init__(self) -> None:
        self.chain = Trace(self.state)

    @property
    def kept_state(self) -> RunState:
        """Where the run will go on: nowhere, where it has failed."""
        return self.state if self.error is None else RunState([])

    @property
    def trace(self) -> list[Entry]:
        """The steps of its event chain that are kept."""
        return self.chain.steps

    @property
    def waits(self) -> bool:
        """Whether the run goes on only after the last staged letter; a segment that is at its end spills nothing."""
        return bool(self.staged) and self.staged[-1].waits

    @property
    def made(self) -> int:
        """How many letters it has made, wherever they are."""
        return len(self.spilled) + len(self.staged)

    @property
    def is_large(self) -> bool:
        """Whether it holds more than a segment is to hold."""
        letters = len(self.staged)
        if letters > LETTERS_AT_ONCE or len(self.chain.steps) > STEPS_AT_ONCE:
            return True
        return letters > 1 and sum([item.held for item in self.staged]) > BYTES_AT_ONCE

    def take_back(self, made: int) -> None:
        """Drop all letters but the first so many."""
        if made >= len(self.spilled):
            del self.staged[made - len(self.spilled) :]
            return
        self.staged.clear()
        self.dropped += self.spilled[made:]
        del self.spilled[made:]
