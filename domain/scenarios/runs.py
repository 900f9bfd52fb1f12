"""What the use cases need of runs, deliveries, reports and the configuration from outside."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from pydantic import SecretStr

from domain.connections import Connection
from domain.deliveries.delivery import Attempt, Delivery, NewDelivery
from domain.deliveries.lanes import Hold
from domain.destinations import Destination
from domain.documents import Stored, Version
from domain.messages.letter import Attachment
from domain.records.template import StoredTemplate
from domain.routes import Route
from domain.scenarios.document import Scenario
from domain.scenarios.run import Basis, Run, RunStatus
from domain.scenarios.state import RunState
from domain.scenarios.tracing import Entry
from domain.work import Claim


@dataclass(frozen=True, slots=True)
class Held:
    """Why a connection's letters wait; `cause` and the server's words where it is suspended."""

    hold: Hold
    cause: str | None = None
    reply: str | None = None


@dataclass(frozen=True, slots=True)
class NewRun:
    """A press that becomes a run, due at `due_at`; `fingerprint` is the same for the same template and values."""

    record_id: int
    button: int
    turn: int
    person_id: int
    scenario: Stored[Scenario]
    values: Mapping[str, Any]
    now: datetime
    due_at: datetime | None = None
    fingerprint: str | None = None
    basis: Basis | None = None


class Runs(Protocol):
    """Runs of scenarios."""

    async def get(self, run_id: int) -> Run | None:
        """Return the run."""
        ...

    async def by_turn(self, record_id: int, button: int, turn: int) -> Run | None:
        """Return the run that this very press began."""
        ...

    async def newest(self, record_id: int) -> Run | None:
        """Return the record's latest run."""
        ...

    async def count(self, record_id: int, button: int) -> int:
        """Return how many runs this button has begun: the next turn."""
        ...

    async def alike_at(self, person_id: int, fingerprint: str, since: datetime, record_id: int) -> datetime | None:
        """Return when the person last pressed for another record with the same fingerprint, if it was since then.

        What has failed or was taken back does not count.
        """
        ...

    async def add(self, new: NewRun) -> Run:
        """Write the run; it is due at once, or when `due_at` says."""
        ...

    async def save(
        self,
        claim: Claim,
        *,
        state: RunState,
        steps: Sequence[Entry],
        forgotten: Sequence[tuple[int, int]],
        status: RunStatus,
        error: Mapping[str, Any] | None,
    ) -> None:
        """Write where the run stands after a segment, with what it did, and give it back.

        Of the event chain the steps with numbers in the spans `forgotten` go. Raises LostClaim, for the caller's
        transaction to be rolled back, when the run is somebody else's by now.
        """
        ...

    async def count_steps(self, run_id: int) -> int:
        """Return how many steps of the run's event chain there are."""
        ...

    async def steps(self, run_id: int, first: int, most: int) -> list[Entry]:
        """Return some steps of the run's event chain in order, from the `first` of those that are kept."""
        ...

    async def noted(self, run_id: int, name: str) -> Mapping[str, Any] | None:
        """Return what the first step did that has noted something under that name."""
        ...

    async def fail(self, run_id: int, error: Mapping[str, Any]) -> None:
        """Write that the run has failed, whatever it was doing, without reading it."""
        ...

    async def stopped(self, run_id: int, told: Mapping[str, Any]) -> None:
        """Write what is told of a run that somebody has stopped."""
        ...

    async def set_status(self, run_id: int, status: RunStatus, ended_at: datetime | None) -> None:
        """Write the status alone."""
        ...

    async def stop(self, run_id: int) -> None:
        """Take the run from whoever has it: nothing more will happen in it."""
        ...


class News(StrEnum):
    """What a report is about; only a message of its own makes a sound."""

    CARD = "card"
    SENT = "sent"
    SENT_AFTER_ALL = "sent_after_all"
    PARTLY_SENT = "partly_sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    DEFERRED = "deferred"
    HELD = "held"
    OVERDUE = "overdue"
    STOPPED = "stopped"

    @property
    def is_told(self) -> bool:
        """Whether a message of its own tells it, besides the card."""
        return self not in {News.CARD, News.SENT}


class Deliveries(Protocol):
    """Letters on their way."""

    async def get(self, delivery_id: int) -> Delivery | None:
        """Return the delivery with its recipients."""
        ...

    async def of_run(self, run_id: int) -> list[Delivery]:
        """Return a run's deliveries in order."""
        ...

    async def add(self, run_id: int, new: NewDelivery, now: datetime) -> int:
        """Write the delivery; it is due at once."""
        ...

    async def make_live(self, run_id: int, numbers: Sequence[int], now: datetime) -> None:
        """Let letters that were spilled be due at once, all of them together; nothing of the run is spilled any more.

        Raises LostClaim, for the caller's transaction to be rolled back, when not all of them are there.
        """
        ...

    async def attempts(self, delivery_id: int) -> list[Attempt]:
        """Return every try, in order."""
        ...

    async def save(self, letter: Delivery) -> None:
        """Write where the letter and each of its recipients stand."""
        ...

    async def is_kept(self, delivery_id: int) -> bool:
        """Whether the letter itself is still there; it is erased some time after its end."""
        ...

    async def take_away(self, delivery_id: int, now: datetime) -> None:
        """Raise the token: whoever works on it now stops at the mark, and its attempt has ended."""
        ...

    async def settle(
        self, run_id: int, now: datetime, changed: Delivery | None = None, *, news: News | None = None
    ) -> None:
        """Bring the run and its record up to date in the open transaction, and leave a report; `news` says of what."""
        ...

    async def holds(self, connection_ids: Collection[int]) -> Mapping[int, Held]:
        """Return which of the connections rest, and why."""
        ...

    async def everything_is_held(self) -> bool:
        """Whether nothing is sent or begun, whatever the connections do."""
        ...

    async def overdue(self, connection_id: int) -> list[Delivery]:
        """Return the letters behind a connection that have become questions to their authors."""
        ...


@dataclass(frozen=True, slots=True)
class Report:
    """Something still to be told about a run. `drawn`: the card shows it, and only its message is left."""

    id: int
    run_id: int
    news: News
    delivery_id: int | None
    tries: int
    drawn: bool = False


class Reports(Protocol):
    """What is still to be told."""

    async def get(self, report_id: int) -> Report | None:
        """Return the report."""
        ...

    async def undrawn(self, run_id: int) -> list[int]:
        """Return the run's reports that its card does not show yet."""
        ...

    async def shown(self, report_ids: Collection[int]) -> None:
        """The card shows them: what makes no sound is told by that, of the others the message is left."""
        ...

    async def drawn(self, report_id: int) -> None:
        """There is no card to show it; what is left is its message."""
        ...

    async def gather(self, person_id: int, now: datetime) -> list[Report]:
        """Return the person's reports whose cards are drawn and whose messages are due, the oldest first."""
        ...

    async def done(self, report_ids: Collection[int]) -> None:
        """They were told."""
        ...

    async def addressee(self, report_id: int) -> int | None:
        """Return whom it is to be told to."""
        ...


class Configured(Protocol):
    """The configuration, to be read."""

    async def connections(self) -> list[Stored[Connection]]:
        """Return all connections."""
        ...

    async def routes(self) -> list[Stored[Route]]:
        """Return all routes."""
        ...

    async def templates(self) -> list[StoredTemplate]:
        """Return all record templates."""
        ...

    async def scenarios(self) -> list[Stored[Scenario]]:
        """Return all scenarios."""
        ...

    async def version(self, section: str, object_id: int, revision: int) -> Version | None:
        """Return an object as it was at a revision."""
        ...

    async def template_by_id(self, template_id: int) -> StoredTemplate | None:
        """Return the template of that number."""
        ...

    async def connection_by_id(self, connection_id: int) -> Stored[Connection] | None:
        """Return the connection of that number."""
        ...

    async def scenario_for_button(self, template: str, button: str) -> Stored[Scenario] | None:
        """Return the enabled scenario that this button starts."""
        ...

    async def secret(self, connection: str, name: str, destination: Destination) -> SecretStr | None:
        """Return a secret that is kept for the connection of that name, if it may go to that destination.

        Raises when the key at hand does not open it.
        """
        ...

    async def kept_secrets(self, connection: str) -> frozenset[str]:
        """Return the names of the secrets that are kept for the connection."""
        ...


class Files(Protocol):
    """Files that people sent along."""

    async def add(self, record_id: int, name: str, content_type: str, content: bytes) -> int:
        """Keep a file; return its number."""
        ...

    async def read(self, file_ids: tuple[int, ...]) -> tuple[Attachment, ...]:
        """Return the files' contents."""
        ...
