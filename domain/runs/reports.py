"""What is still to be told about runs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.people import Person


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


@dataclass(frozen=True, slots=True)
class Report:
    """Something still to be told about a run. `drawn`: the card shows it, and only its message is left.

    `record_id` is whose card shows it: the run's record, if it has one. With `only_card` that is all there is to do,
    and the record is one that the run has changed. `person_id` is whom it is told to: whose record that is, else whose
    run; None where that record is gone. `person` is them, where they may use the bot. `failed`: the run has ended in an
    error. `rests`: they have blocked the bot, and it is told when they are back.
    """

    id: int
    run_id: int
    news: News
    drawn: bool
    only_card: bool
    record_id: int | None
    person_id: int | None
    failed: bool
    person: Person | None
    rests: bool = False

    @property
    def card(self) -> int:
        """A number of its card, or of its run where there is none: what is drawn one after the other."""
        return -self.run_id if self.record_id is None else self.record_id


class Reports(Protocol):
    """What is still to be told."""

    async def get(self, report_id: int) -> Report | None:
        """Return the report."""
        ...

    async def shown(self, tokens: Mapping[int, int]) -> Collection[int]:
        """The card shows them: what makes no sound is told by that, of the others the message is left; return which.

        One whose token is another by now has more to show, or is being drawn by somebody else: it is left alone.
        """
        ...

    async def drawn(self, report_id: int) -> bool:
        """There is no card to show it; what is left is its message. False when it has been told meanwhile."""
        ...

    async def gather(self, person_id: int, now: datetime) -> list[Report]:
        """Return the person's reports whose cards are drawn and whose messages are due, the oldest first."""
        ...

    async def done(self, report_ids: Collection[int]) -> None:
        """They were told."""
        ...

    async def rest(self, report_ids: Collection[int]) -> None:
        """Keep them until their person is back: nobody can be told now."""
        ...

    async def wake(self, person_id: int, now: datetime) -> bool:
        """Let what rests for somebody be due: they can be told again. Return whether there is any."""
        ...

    async def addressee(self, report_id: int) -> int | None:
        """Return whom it is to be told to."""
        ...
