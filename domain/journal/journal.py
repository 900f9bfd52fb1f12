"""What the journal shows: letters, and runs that made none, and how they are found."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.accounts.folding import fold
from domain.deliveries.delivery import OWN_COPY, DeliveryState, NewRecipient
from domain.deliveries.tally import ASKS, NOT_TAKEN
from domain.paging import MOST_COUNTED, NumberEdge, NumberedPage
from domain.records.record import Status
from domain.runs.run import RunStatus, status_of

MOST_WORDS = 8
LONGEST_LINE = 2_000
"""Characters of a letter's subject, and of its names and addresses, by which it is found."""


class Group(StrEnum):
    """What became of a letter, as roughly as one asks for it."""

    WAITING = "waiting"
    SENT = "sent"
    NOT_SENT = "not_sent"
    ASKS = "asks"
    CANCELLED = "cancelled"


LETTER_STATES: Mapping[Group, tuple[DeliveryState, ...]] = {
    Group.WAITING: (
        DeliveryState.QUEUED,
        DeliveryState.CONNECTING,
        DeliveryState.TRANSMITTING,
        DeliveryState.DEFERRED,
    ),
    Group.SENT: (DeliveryState.SENT,),
    Group.NOT_SENT: NOT_TAKEN,
    Group.ASKS: ASKS,
    Group.CANCELLED: (DeliveryState.CANCELLED,),
}
RUN_STATUSES: Mapping[Group, tuple[RunStatus, ...]] = {
    Group.WAITING: (RunStatus.RUNNING, RunStatus.WAITING, RunStatus.DELIVERING),
    Group.NOT_SENT: (RunStatus.FAILED,),
}
"""Which runs without a letter belong to a group; in the other groups there are none."""


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """What is wanted; what is None does not matter. `words` are folded, and each must be in the letter's search text.

    With `subjects_of` only that person's letters are found by their subjects, all others by names and addresses alone.
    """

    group: Group | None = None
    person_id: int | None = None
    connection_id: int | None = None
    scenario_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    words: tuple[str, ...] = ()
    subjects_of: int | None = None

    @property
    def letters_only(self) -> bool:
        """Whether a run that made no letter cannot fit."""
        no_run = self.group is not None and self.group not in RUN_STATUSES
        return no_run or self.connection_id is not None or bool(self.words)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a letter, or a run that made none. `more` is how many recipients there are besides the first."""

    run_id: int
    letter_id: int | None
    status: Status
    at: datetime
    author_id: int
    author: str
    recipient: str
    more: int
    subject: str


@dataclass(frozen=True, slots=True)
class EntryEdge:
    """Where a page begins: behind the letter of that number, or the run without one, or with `newer` before it."""

    number: int
    is_run: bool
    newer: bool = False


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Lines by newest, and where the pages before and behind them begin; None where there is none.

    Words are looked for in so many letters at once: those made before, or on the way back after, `looked_to` were not.
    """

    items: tuple[Entry, ...]
    newer: EntryEdge | None = None
    older: EntryEdge | None = None
    looked_to: datetime | None = None


Titled = tuple[int, str]
"""What can be asked for: its number, and the title or name that it is chosen by."""


@dataclass(frozen=True, slots=True)
class LastError:
    """The latest try that came to nothing, by its cause, or run that has failed before a letter, by its text."""

    at: datetime
    letter_id: int | None = None
    cause: str = ""
    run_id: int | None = None
    key: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)


Counts = Mapping[Group, int]
"""How many there are of each group, none counted further than one more than `most_counted` says."""


def most_counted(group: Group) -> int:
    """Return how far the letters of a group are counted."""
    return 10 * MOST_COUNTED if group is Group.SENT else MOST_COUNTED


@dataclass(frozen=True, slots=True)
class LetterBeginning:
    """A letter's head and the parts behind it, up to a size: its text stands before its files. `whole`: it is all."""

    content: bytes
    whole: bool = True


class Journal(Protocol):
    """Everybody's letters, to be read."""

    async def page(self, wanted: JournalFilter, limit: int, edge: EntryEdge | None) -> EntryPage:
        """Return letters and runs without one by newest, those next to the edge."""
        ...

    async def counts(self, *since: datetime) -> list[Counts]:
        """Return what became of the letters, and runs without one, that were made since each of the instants."""
        ...

    async def beginning(self, letter_id: int) -> LetterBeginning | None:
        """Return how a letter begins as it went over the wire; None when it is erased."""
        ...

    async def names(self, person_ids: Collection[int]) -> Mapping[int, str]:
        """Return the names of people, those who were removed as well."""
        ...

    async def people(self, text: str, limit: int, edge: NumberEdge | None) -> NumberedPage[tuple[int, str]]:
        """Return everybody who may or might use the bot next to the edge, by name; those whom `text` finds."""
        ...

    async def waiting(self) -> int:
        """Return how many letters are still to go, counted no further than one more than MOST_COUNTED."""
        ...

    async def last_error(self) -> LastError | None:
        """Return the latest try that came to nothing, among the latest thousand."""
        ...

    async def keep_search(self, person_id: int, text: str, now: datetime) -> int:
        """Keep what a person looks for, so that buttons can carry its number; the oldest are forgotten."""
        ...

    async def searched(self, person_id: int, number: int) -> str | None:
        """Return what the person looked for; None when it is forgotten, or is somebody else's."""
        ...


def letter_status(state: DeliveryState) -> Status:
    """Say in one word where a letter is."""
    return Status.WAITING if state is DeliveryState.QUEUED else status_of(RunStatus.ENDED, (state,))


def run_status(status: RunStatus, letters: Collection[DeliveryState] = (), *, was_stopped: bool) -> Status:
    """Say in one word what became of a run, whose letters are in these states."""
    return Status.CANCELLED if was_stopped and not letters else status_of(status, letters)


def search_text(subject: str, recipients: Iterable[NewRecipient]) -> str:
    """Return what a letter is found by: a line with its subject, and one with names and addresses.

    The author's own copy is left out, or each of their letters would be found by their name.
    """
    named = " ".join(f"{item.name} {item.address}" for item in recipients if item.kind != OWN_COPY)
    return "\n".join(" ".join(fold(text).split())[:LONGEST_LINE] for text in (subject, named))


def search_words(text: str) -> tuple[str, ...]:
    """Return what somebody typed as folded words, each of which a letter must have."""
    return tuple(dict.fromkeys(fold(text).split()))[:MOST_WORDS]
