"""What began a run: a press, what another run did to a record, or a moment."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias


class CauseKind(StrEnum):
    """What kinds there are, as they are kept."""

    PRESS = "press"
    EVENT = "event"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Press:
    """A person pressed a record's button; `turn` tells one press of it from the next."""

    record_id: int
    button: int
    turn: int


@dataclass(frozen=True, slots=True)
class RecordEvent:
    """The run `parent_id` did something to a record; `depth` is how many runs lie behind, itself not counted."""

    record_id: int
    parent_id: int
    depth: int

    def __post_init__(self) -> None:
        """An event has a run behind it."""
        if self.depth < 1:
            raise ValueError(f"an event of depth {self.depth}")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment has come that the scenario was made for; it has no record."""

    at: datetime


Cause: TypeAlias = Press | RecordEvent | Moment


def cause_of(
    kind: str,
    *,
    record_id: int | None,
    button: int | None,
    turn: int | None,
    parent_id: int | None,
    depth: int,
    moment_at: datetime | None,
) -> Cause:
    """Read a cause as it is kept; raises ValueError for what belongs to none."""
    match CauseKind(kind):
        case CauseKind.PRESS if record_id is not None and button is not None and turn is not None:
            return Press(record_id, button, turn)
        case CauseKind.EVENT if record_id is not None and parent_id is not None:
            return RecordEvent(record_id, parent_id, depth)
        case CauseKind.MOMENT if record_id is None and moment_at is not None:
            return Moment(moment_at)
    raise ValueError(f"a {kind} without what belongs to it")
