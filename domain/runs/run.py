"""A run: one durable execution of a scenario, and where it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.deliveries.delivery import DeliveryState
from domain.records.record import Status
from domain.runs.awaited_letter import LetterNotAccepted
from domain.runs.cause import Cause, Moment, RecordEvent
from domain.scenarios.basis import Basis
from domain.scenarios.document import Scenario
from domain.scenarios.state import RunState


class RunStatus(StrEnum):
    """Where a run stands."""

    RUNNING = "running"
    WAITING = "waiting"
    DELIVERING = "delivering"
    ENDED = "ended"
    FAILED = "failed"


GOING = frozenset({RunStatus.RUNNING, RunStatus.WAITING})
"""A run that has actions left."""


@dataclass(frozen=True, slots=True)
class Run:
    """One durable execution, with its cause, and the scenario and the record's values as they were then.

    `person_id` is whose access and time zone hold in it, and who is told: who pressed, else the scenario's author.
    `basis` is None for a run of an earlier version of the product. `unreadable` is why it cannot go on where its
    scenario or its state cannot be read any more.
    """

    id: int
    cause: Cause
    person_id: int
    scenario: Scenario
    values: Mapping[str, Any]
    state: RunState
    status: RunStatus
    started_at: datetime
    ended_at: datetime | None = None
    error: Mapping[str, Any] | None = None
    due_at: datetime | None = None
    basis: Basis | None = None
    unreadable: Exception | None = None

    @property
    def record_id(self) -> int | None:
        """The record that it is about; one that a moment began has none."""
        return None if isinstance(self.cause, Moment) else self.cause.record_id

    @property
    def is_apart(self) -> bool:
        """Whether another run gave rise to it."""
        return isinstance(self.cause, RecordEvent)

    @property
    def has_failed_by_itself(self) -> bool:
        """Whether it has failed, or was stopped, otherwise than by a letter, which is told with the letter."""
        return self.error is not None and self.error["key"] != LetterNotAccepted.key

    @property
    def depth(self) -> int:
        """How many runs lie behind it."""
        return self.cause.depth if isinstance(self.cause, RecordEvent) else 0

    @property
    def has_begun(self) -> bool:
        """Whether anything of it has happened: a run that waits for its moment can be taken back without a trace."""
        return self.status is not RunStatus.RUNNING or self.state.steps > 0

    @property
    def could_be_undone(self) -> bool:
        """Whether its card has said until when the press could be taken back."""
        return self.due_at is not None and self.due_at > self.started_at and not self.has_begun

    @property
    def was_stopped(self) -> bool:
        """Whether a person has ended it before its last action."""
        return self.status is RunStatus.ENDED and bool(self.state.frames)


def status_of(run_status: RunStatus, letters: Iterable[DeliveryState]) -> Status:
    """Say in one word what became of a run: its own state and that of its letters."""
    states = set(letters)
    if DeliveryState.UNCERTAIN in states:
        return Status.UNCERTAIN
    if DeliveryState.OVERDUE in states:
        return Status.OVERDUE
    if DeliveryState.DEFERRED in states:
        return Status.WAITING
    if any(not state.is_ended for state in states):
        return Status.SENDING
    if run_status in GOING:
        return Status.SENDING
    if run_status is RunStatus.FAILED:
        return Status.PARTLY_SENT if states & {DeliveryState.SENT, DeliveryState.PARTLY_SENT} else Status.FAILED
    if not states:
        return Status.DONE
    if states == {DeliveryState.SENT}:
        return Status.SENT
    if states & {DeliveryState.SENT, DeliveryState.PARTLY_SENT}:
        return Status.PARTLY_SENT
    return Status.CANCELLED if states == {DeliveryState.CANCELLED} else Status.FAILED


_OPEN = (Status.UNCERTAIN, Status.OVERDUE, Status.WAITING, Status.SENDING)
"""What is still to come to something, that which needs somebody first."""


def status_of_all(own: Status, apart: Iterable[Status]) -> Status:
    """Say in one word what became of a press and of the runs apart on its record: of these their letters count.

    That one of them has failed without a letter is its own, and told by itself.
    """
    others = set(apart) - {Status.DONE}
    if not others:
        return own
    statuses = others if own is Status.DONE else {own, *others}
    for status in _OPEN:
        if status in statuses:
            return status
    if len(statuses) == 1:
        return statuses.pop()
    return Status.PARTLY_SENT if statuses & {Status.SENT, Status.PARTLY_SENT} else Status.FAILED
