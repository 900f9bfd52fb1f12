"""The outbox: taking letters that may go, marking them, and writing what became of them, each step in one commit."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from domain.configured.connection import Connection
from domain.deliveries.delivery import Attempt, Delivery
from domain.deliveries.lanes import Hold
from domain.deliveries.suspension import ConnectionState, NoticeKind
from domain.documents import Stored
from domain.faults import Fault
from domain.messages.sending import Content
from domain.work import Claim


@dataclass(frozen=True, slots=True)
class Taken:
    """A letter that was taken, with its bytes or what reads them; its attempt is begun, its state is `connecting`."""

    claim: Claim
    delivery: Delivery
    attempt: Attempt
    connection: Stored[Connection]
    content: Content


@dataclass(frozen=True, slots=True)
class Standing:
    """How a connection stands for the people who wait for it.

    Letters are counted no further than one more than `domain.paging.MOST_COUNTED`.
    """

    connection: Stored[Connection]
    state: ConnectionState
    hold: Hold | None
    waiting: int = 0
    overdue: int = 0
    first_overdue: datetime | None = None


class Outcome(Protocol):
    """Says what a letter has come to, from how it stands in the transaction that writes it."""

    def __call__(self, current: Delivery, *, late: bool) -> Delivery:
        """`late`: it is somebody else's by now, and only those may change who were carried past the mark."""
        ...


StateChange = Callable[[ConnectionState], ConnectionState]


class Outbox(Protocol):
    """Letters on their way, as durable work. Every write is fenced by the claim's token."""

    async def take(self, now: datetime, lease: timedelta, limit: int) -> tuple[list[Taken], datetime | None]:
        """Take up to `limit` letters that may go, authors in turn, each author's in order.

        What another worker left past its mark becomes uncertain, and what has outlived its time behind a connection
        that rests becomes its author's question. With nothing taken, the second part says when to look again.
        """
        ...

    async def take_up(self, now: datetime) -> int:
        """Make all uncertain that is past its mark; return how many. Nobody may have a letter in hand."""
        ...

    async def mark(self, claim: Claim, attempt: Attempt, addresses: Collection[str]) -> bool:
        """Write that from now on the server may have the letter for those; False when it is somebody else's by now."""
        ...

    async def take_back_mark(self, taken: Taken) -> None:
        """Write that the server has certainly not got the letter, if it is still ours and its mark was written."""
        ...

    async def settle(
        self, taken: Taken, attempt: Attempt, outcome: Outcome, state: StateChange, *, answered: bool
    ) -> Delivery | None:
        """Write what an attempt came to, what follows for its run and its connection, and give the letter back.

        A connection that was changed since the letter was taken is not suspended: the fault was the old one's.
        Where the letter is somebody else's, only the attempt is written, and None is returned. What the final dot was
        `answered` still counts then, unless a later attempt has begun, or a person has decided.
        """
        ...

    async def give_up(self, claim: Claim, fault: Fault, now: datetime) -> None:
        """End a letter on which nothing can be done, reading no more of it than must be; raises LostClaim.

        Administrators hear of it.

        What was behind its mark becomes its author's question, the rest has failed.
        """
        ...

    async def note(self, used: Stored[Connection], change: StateChange, now: datetime) -> None:
        """Write how a connection fares after a look at it or a letter by hand."""
        ...

    async def probed(self, claim: Claim) -> int | None:
        """Return the connection that a claimed probe is of."""
        ...

    async def standing(self, connection_id: int, now: datetime) -> Standing | None:
        """Return how a connection stands, by its own number."""
        ...

    async def claim_probe(self, connection_id: int, now: datetime) -> Claim | None:
        """Take a suspended connection for a probe; None when it is not suspended, or somebody probes it now."""
        ...

    async def write_state(self, claim: Claim, state: ConnectionState, notice: NoticeKind | None, now: datetime) -> bool:
        """Write what a probe has found, and leave a notice for each administrator; False when it came too late."""
        ...
