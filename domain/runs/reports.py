"""What is still to be told about runs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


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

    One that names a `record_id` is told by that record's card, which belongs to `creator_id`.
    """

    id: int
    run_id: int
    news: News
    delivery_id: int | None
    tries: int
    drawn: bool = False
    record_id: int | None = None
    creator_id: int | None = None


class Reports(Protocol):
    """What is still to be told."""

    async def get(self, report_id: int) -> Report | None:
        """Return the report."""
        ...

    async def undrawn(self, run_id: int) -> Mapping[int, int]:
        """Return the run's reports that its card does not show yet, each with its token of now."""
        ...

    async def shown(self, tokens: Mapping[int, int]) -> None:
        """The card shows them: what makes no sound is told by that, of the others the message is left.

        One whose token is another by now has more to show, or is being drawn by somebody else: it is left alone.
        """
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
