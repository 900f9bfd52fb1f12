"""Letters, their recipients and attempts as rows: reading and writing them, as statements."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from domain.deliveries.delivery import (
    Attempt,
    Delivery,
    DeliveryState,
    NewDelivery,
    NewRecipient,
    Recipient,
    RecipientState,
)
from domain.journal.journal import search_text
from domain.messages.causes import Cause
from domain.work import Claim
from storage.given import INSTANT, NUMBER, TEXT, TRUTH, given
from storage.repositories.letter_contents import write_contents
from storage.statements import Steps, instant, moment

COLUMNS = (
    "id, run_id, connection_id, message_id, sender, subject, smtputf8, state, attempts_made, give_up_at, created_at, "
    "due_at, ended_at, cause, reply, told, restored"
)
RECIPIENT_COLUMNS = "id, address, name, kind, state, cause, reply, attempt"

ROWS_AT_ONCE = 100

Row = TypeVar("Row")

STAGED = "staged"
"""The state of a letter whose segment goes on: no letter yet, whatever looks for letters leaves it out."""

UNSAID = "open", "interrupted"
"""Outcomes of a try of which its own worker has said nothing: it is at it, or somebody has found it left."""

_NEW = (
    "run_id, connection_id, message_id, sender, subject, smtputf8, state, give_up_at, created_at, due_at, author_id, "
    "search"
)
_NEW_KINDS = (NUMBER, NUMBER, TEXT, TEXT, TEXT, TRUTH, TEXT, INSTANT, INSTANT, INSTANT, NUMBER, TEXT)
_NEW_VALUES = ", ".join(f"column{place}" for place in range(1, len(_NEW_KINDS) + 1))


def _new_values(run_id: int, new: NewDelivery, now: datetime, state: str, due_at: datetime | None) -> tuple[Any, ...]:
    return (
        run_id,
        new.connection_id,
        new.message_id,
        new.sender,
        new.subject,
        new.smtputf8,
        state,
        moment(new.give_up_at),
        moment(now),
        moment(due_at),
        new.author_id,
        search_text(new.subject, new.recipients),
    )


def write_letters(
    letters: Sequence[tuple[int, NewDelivery, datetime]], *, state: str = DeliveryState.QUEUED.value
) -> Steps[list[int]]:
    """Write letters, each of its run, with their recipients; return their numbers. Those that are queued are due.

    No two of them have the same Message-ID.
    """
    is_due, numbers = state == DeliveryState.QUEUED, dict[str, int]()
    for some in _lots(letters):
        rows = [_new_values(run_id, new, now, state, now if is_due else None) for run_id, new, now in some]
        table, values = given(_NEW_KINDS, rows)
        answer = yield (
            f"INSERT INTO delivery (token, attempts_made, {_NEW}) SELECT 0, 0, {_NEW_VALUES} FROM {table} "
            "RETURNING message_id, id",
            values,
        )
        numbers.update((message_id, number) for message_id, number in answer.rows)
        yield from write_contents([(numbers[new.message_id], new.content, now) for _, new, now in some])
    yield from _write_recipients([(numbers[new.message_id], item) for _, new, _ in letters for item in new.recipients])
    return [numbers[new.message_id] for _, new, _ in letters]


def _write_recipients(recipients: Sequence[tuple[int, NewRecipient]]) -> Steps[None]:
    pending = RecipientState.PENDING.value
    for some in _lots(recipients):
        rows, values = given(
            (NUMBER, TEXT, TEXT, TEXT), [(number, item.name[:300], item.address, item.kind) for number, item in some]
        )
        yield (
            "INSERT INTO recipient (delivery_id, name, address, kind, state, attempt) "
            f"SELECT column1, column2, column3, column4, ?, 0 FROM {rows}",
            (pending, *values),
        )


def _lots(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[start : start + ROWS_AT_ONCE] for start in range(0, len(rows), ROWS_AT_ONCE))


def read_recipients(delivery_id: int) -> Steps[tuple[Recipient, ...]]:
    """Return a letter's recipients."""
    answer = yield f"SELECT {RECIPIENT_COLUMNS} FROM recipient WHERE delivery_id = ? ORDER BY id", (delivery_id,)
    return tuple(map(recipient_of, answer.rows))


def read_recipients_of(letters: str, values: Sequence[Any]) -> Steps[dict[int, tuple[Recipient, ...]]]:
    """Return the recipients of the letters that a condition names, by their letters' numbers."""
    answer = yield (
        f"SELECT delivery_id, {RECIPIENT_COLUMNS} FROM recipient WHERE {letters} ORDER BY delivery_id, id",
        values,
    )
    found: dict[int, list[Recipient]] = {}
    for number, *row in answer.rows:
        found.setdefault(number, []).append(recipient_of(row))
    return {number: tuple(recipients) for number, recipients in found.items()}


def recipient_of(row: Sequence[Any]) -> Recipient:
    """Return the recipient of a row of RECIPIENT_COLUMNS."""
    number, address, name, kind, state, cause, reply, attempt = row
    return Recipient(number, address, name, kind, RecipientState(state), cause, reply, attempt)


def delivery_of(row: Sequence[Any], recipients: tuple[Recipient, ...]) -> Delivery:
    """Return the letter of a row of COLUMNS."""
    return Delivery(
        id=row[0],
        run_id=row[1],
        connection_id=row[2],
        message_id=row[3],
        sender=row[4],
        subject=row[5],
        smtputf8=bool(row[6]),
        state=DeliveryState(row[7]),
        attempts_made=row[8],
        give_up_at=instant(row[9]),
        created_at=instant(row[10]),
        due_at=instant(row[11]),
        ended_at=instant(row[12]),
        cause=row[13],
        reply=row[14],
        told=bool(row[15]),
        restored=bool(row[16]),
        recipients=recipients,
    )


def write_delivery(letter: Delivery, before: tuple[Recipient, ...], claim: Claim | None = None) -> Steps[None]:
    """Write where a letter stands, and those of its recipients that have changed; give back what was claimed."""
    for item, known in zip(letter.recipients, before, strict=True):
        if item != known:
            yield (
                "UPDATE recipient SET state = ?, cause = ?, reply = ?, attempt = ? WHERE id = ?",
                (item.state.value, item.cause, item.reply, item.attempt, item.id),
            )
    yield (
        "UPDATE delivery SET state = ?, due_at = ?, cause = ?, reply = ?, ended_at = ?, give_up_at = ?, restored = ?, "
        "tries = CASE WHEN ? THEN tries ELSE 0 END, "
        "lease_until = CASE WHEN token = ? THEN NULL ELSE lease_until END WHERE id = ?",
        (
            letter.state.value,
            moment(letter.due_at),
            letter.cause,
            letter.reply,
            moment(letter.ended_at),
            moment(letter.give_up_at),
            int(letter.restored),
            letter.cause == Cause.INTERNAL and letter.due_at is not None,
            -1 if claim is None else claim.token,
            letter.id,
        ),
    )


def write_attempt(delivery_id: int, attempt: Attempt) -> Steps[bool]:
    """Write what a try came to; False where that is written already: it was committed, and the answer was lost."""
    answer = yield (
        "UPDATE attempt SET phase = ?, outcome = ?, ended_at = ?, peer = ?, cause = ?, code = ?, enhanced = ?, "
        "reply = ? WHERE delivery_id = ? AND number = ? AND outcome IN (?, ?)",
        (
            attempt.phase,
            attempt.outcome,
            moment(attempt.ended_at),
            attempt.peer,
            attempt.cause,
            attempt.code,
            attempt.enhanced,
            attempt.reply,
            delivery_id,
            attempt.number,
            *UNSAID,
        ),
    )
    return bool(answer.count)


def take_away(delivery_id: int, now: datetime) -> Steps[None]:
    """Raise the token: whoever works on it now stops at the mark, and its attempt has ended."""
    yield "UPDATE delivery SET token = token + 1, lease_until = NULL WHERE id = ?", (delivery_id,)
    yield (
        "UPDATE attempt SET outcome = ?, ended_at = ? WHERE delivery_id = ? AND outcome = ?",
        ("interrupted", moment(now), delivery_id, "open"),
    )
