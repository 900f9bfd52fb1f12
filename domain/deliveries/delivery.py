"""A delivery and its state, which is derived from its recipients."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.large_contents import LargeContent
from domain.messages.answers import Verdict
from domain.messages.sending import Phase, Reply


class RecipientState(StrEnum):
    """What became of one address."""

    PENDING = "pending"
    TRANSMITTING = "transmitting"
    UNCERTAIN = "uncertain"
    OVERDUE = "overdue"
    SENT = "sent"
    REFUSED = "refused"
    GIVEN_UP = "given_up"
    CANCELLED = "cancelled"


class DeliveryState(StrEnum):
    """Where a letter is.

    `connecting` is an attempt under way before its mark; `overdue` is one that waited too long for its connection, so
    that its author is asked whether it is still needed.
    """

    QUEUED = "queued"
    CONNECTING = "connecting"
    TRANSMITTING = "transmitting"
    DEFERRED = "deferred"
    UNCERTAIN = "uncertain"
    OVERDUE = "overdue"
    SENT = "sent"
    PARTLY_SENT = "partly_sent"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_ended(self) -> bool:
        """Whether nothing more happens by itself or by an answer to a question."""
        return self in {
            DeliveryState.SENT,
            DeliveryState.PARTLY_SENT,
            DeliveryState.FAILED,
            DeliveryState.CANCELLED,
        }


OWN_COPY = "own"
"""The kind of a recipient that is the author, who wanted a copy: it goes along, and decides nothing."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address; `attempt` is the number of the attempt that last carried it past the mark."""

    id: int
    address: str
    name: str
    kind: str
    state: RecipientState
    cause: str | None = None
    reply: str | None = None
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """One e-mail on its way. The letter itself is loaded apart."""

    id: int
    run_id: int
    connection_id: int
    message_id: str
    sender: str
    subject: str
    smtputf8: bool
    state: DeliveryState
    recipients: tuple[Recipient, ...]
    attempts_made: int
    give_up_at: datetime
    created_at: datetime
    due_at: datetime | None
    ended_at: datetime | None = None
    cause: str | None = None
    reply: str | None = None
    told: bool = False
    restored: bool = False
    """It was open in a copy of the database: nobody knows what was tried after the copy, whatever came of it since."""

    @property
    def pending(self) -> tuple[Recipient, ...]:
        """Those whom the next attempt carries."""
        return tuple(item for item in self.recipients if item.state is RecipientState.PENDING)


def state_of(recipients: Iterable[Recipient], attempts_made: int) -> DeliveryState:
    """Derive a delivery's state between attempts from its recipients (design section 7).

    The author's own copy counts only where it is all there is: a letter that everybody else has got is sent.
    """
    everybody = tuple(recipients)
    states = {item.state for item in everybody if item.kind != OWN_COPY} or {item.state for item in everybody}
    if RecipientState.TRANSMITTING in states:
        return DeliveryState.TRANSMITTING
    if RecipientState.UNCERTAIN in states:
        return DeliveryState.UNCERTAIN
    if RecipientState.OVERDUE in states:
        return DeliveryState.OVERDUE
    if RecipientState.PENDING in states:
        return DeliveryState.DEFERRED if attempts_made else DeliveryState.QUEUED
    if states == {RecipientState.SENT}:
        return DeliveryState.SENT
    if RecipientState.SENT in states:
        return DeliveryState.PARTLY_SENT
    if states == {RecipientState.CANCELLED}:
        return DeliveryState.CANCELLED
    return DeliveryState.FAILED


def move(
    recipients: Iterable[Recipient],
    of: RecipientState,
    to: RecipientState,
    *,
    cause: str | None = None,
) -> tuple[Recipient, ...]:
    """Move every recipient in state `of` to state `to`."""
    return tuple(
        replace(item, state=to, cause=cause or item.cause) if item.state is of else item for item in recipients
    )


def question_number(letters: Iterable[Delivery]) -> int:
    """Return a number that tells one question about letters that may have gone from the next one.

    It counts the tries behind the mark that the question is about. Others go on meanwhile and change nothing in it.
    """
    return sum(_last_carried(letter) for letter in letters)


def _last_carried(letter: Delivery) -> int:
    asked = [item.attempt for item in letter.recipients if item.state is RecipientState.UNCERTAIN]
    return max(asked or [item.attempt for item in letter.recipients], default=0)


def let_copies_go(recipients: tuple[Recipient, ...]) -> tuple[Recipient, ...]:
    """Give up the author's own copy where nobody else is still to be sent to: it causes no attempt by itself."""
    if any(item.state is RecipientState.PENDING and item.kind != OWN_COPY for item in recipients):
        return recipients
    if all(item.kind == OWN_COPY for item in recipients):
        return recipients
    return move(recipients, RecipientState.PENDING, RecipientState.GIVEN_UP)


@dataclass(frozen=True, slots=True)
class NewRecipient:
    """An address that a letter is to go to; `kind` is to, cc, bcc or OWN_COPY."""

    address: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A letter that is ready to go, rendered once to bytes."""

    connection_id: int
    message_id: str
    sender: str
    subject: str
    smtputf8: bool
    content: bytes | LargeContent
    recipients: tuple[NewRecipient, ...]
    give_up_at: datetime
    author_id: int = 0

    @property
    def held(self) -> int:
        """How many bytes of it are in memory."""
        return len(self.content) if isinstance(self.content, bytes) else 0


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try, as it is told and kept."""

    number: int
    server: str
    phase: str
    outcome: str
    started_at: datetime
    ended_at: datetime | None = None
    peer: str | None = None
    cause: str | None = None
    code: int | None = None
    enhanced: str | None = None
    reply: str | None = None

    @property
    def is_open_question(self) -> bool:
        """Whether it was given to the server behind the mark, and nothing was heard of it."""
        return self.outcome == "uncertain" or (self.outcome == "interrupted" and self.phase == Phase.MARKED)


def may_have_gone(letter: Delivery, attempts: Iterable[Attempt]) -> bool:
    """Whether the server may have the letter from a try that the letter's state does not tell of.

    It was given the letter and never answered, or it took it so late that something else had been decided. Of a
    letter from a copy of the database nobody knows what was tried since.
    """
    if letter.restored:
        return True
    told = {item.attempt for item in letter.recipients if item.state is RecipientState.SENT}
    return any(
        attempt.is_open_question or (attempt.outcome == Verdict.ACCEPTED and attempt.number not in told)
        for attempt in attempts
    )


def reply_line(reply: Reply) -> str:
    """Return code, enhanced code and words as one line, as the server said it."""
    return " ".join(str(part) for part in (reply.code, reply.enhanced, reply.text) if part)
