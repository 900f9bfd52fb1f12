"""Beginning attempts: letters whose turn it is are taken, those that are plain by few statements together."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from domain.configured.connection import Connection
from domain.deliveries.delivery import Attempt, Delivery, DeliveryState, Recipient, RecipientState, state_of
from domain.deliveries.lanes import Lane
from domain.deliveries.outbox import Taken
from domain.documents import Stored
from domain.faults import MOST_CLAIMS, TakenUpInVain
from domain.messages.sending import Phase
from domain.work import Claim, WorkKind
from storage.given import NUMBER, TEXT, given
from storage.repositories.abandoned import interrupt
from storage.repositories.giving_up import or_give_up
from storage.repositories.letter_contents import IN_HAND, content_of
from storage.repositories.letter_rows import COLUMNS, delivery_of, read_recipients, read_recipients_of
from storage.repositories.met import Met
from storage.repositories.turns import DUE
from storage.repositories.work import FREE, free_at
from storage.statements import AMONG, Steps, moment

_TAKE = (
    "UPDATE delivery SET token = token + 1, tries = tries + 1, lease_until = ?, state = ?, "
    "attempts_made = attempts_made + 1 WHERE id {which} AND state <> ? AND {due} AND {free} RETURNING {columns}"
)
_TAKEN = f"{COLUMNS}, token, tries, {IN_HAND}"
_OPEN, _INTERRUPTED = "open", "interrupted"


def begin_some(
    numbers: Sequence[int],
    stored: Stored[Connection],
    lane: Lane,
    now: datetime,
    lease: timedelta,
    met: Met,
    *,
    plain: bool,
) -> Steps[list[Taken]]:
    """Take letters in this order and begin their attempts; of those that are not to be had `met` tells.

    With `plain` only what waits for nothing but its turn is taken: whose turn has come may be somebody else's by now.
    """
    begun = yield from _begin_together(numbers, stored, lane, now, lease, met)
    taken = []
    for number in numbers:
        if number in begun:
            letter = begun[number]
        elif plain:
            continue
        else:
            letter = yield from or_give_up(number, _begin(number, stored, lane, now, lease, met), now, met)
        if letter is None:
            met.is_told = True  # it may have become a question, or have been given up
        else:
            taken.append(letter)
    return taken


def _begin_together(
    numbers: Sequence[int],
    stored: Stored[Connection],
    lane: Lane,
    now: datetime,
    lease: timedelta,
    met: Met,
) -> Steps[dict[int, Taken | None]]:
    """Take those that wait for nothing but their turn; None is one that cannot even be read, and was given up."""
    pending = (
        f"{AMONG} AND EXISTS (SELECT 1 FROM recipient "
        "WHERE recipient.delivery_id = delivery.id AND recipient.state = ?)"
    )
    answer = yield (
        _TAKE.format(which=pending, due=DUE, free=FREE, columns=_TAKEN),
        (
            *(
                moment(now + lease),
                DeliveryState.CONNECTING.value,
                json.dumps(list(numbers)),
                RecipientState.PENDING.value,
            ),
            *(DeliveryState.TRANSMITTING.value, *_due(lane, now, lease)),
        ),
    )
    if not answer.rows:
        return {}
    rows = {row[0]: row for row in answer.rows}
    to = yield from read_recipients_of(f"delivery_id {AMONG}", (json.dumps(list(rows)),))
    begun: dict[int, Taken | None] = {}
    letters = {}
    for number, row in rows.items():
        letter = yield from or_give_up(number, _read(row, to.get(number, ())), now, met)
        if letter is None:
            begun[number] = None
        else:
            letters[number] = letter
    if letters:
        attempts = {number: _attempt(letter, stored, now) for number, letter in letters.items()}
        written = yield from _write_attempts(attempts, now)
        for number, letter in letters.items():
            made = _taken(rows[number], letter, attempts[number], stored, written)
            begun[number] = yield from or_give_up(number, made, now, met)
    return begun


def _begin(
    number: int, stored: Stored[Any], lane: Lane, now: datetime, lease: timedelta, met: Met
) -> Steps[Taken | None]:
    """Take one letter and begin its attempt; None when it is not to be had, or has nobody left to be sent to."""
    answer = yield (
        _TAKE.format(which="= ?", due=DUE, free=FREE, columns=_TAKEN),
        (
            *(moment(now + lease), DeliveryState.CONNECTING.value, number),
            *(DeliveryState.TRANSMITTING.value, *_due(lane, now, lease)),
        ),
    )
    if not answer.rows:
        return (yield from _take_up(number, stored, lane, now, lease, met))
    recipients = yield from read_recipients(number)
    letter = delivery_of(answer.rows[0], recipients)
    if not letter.pending:
        yield (
            "UPDATE delivery SET lease_until = NULL, due_at = NULL, state = ? WHERE id = ?",
            (state_of(recipients, letter.attempts_made).value, number),
        )
        return None
    attempt = _attempt(letter, stored, now)
    written = yield from _write_attempts({number: attempt}, now)
    return (yield from _taken(answer.rows[0], letter, attempt, stored, written))


def _take_up(
    number: int, stored: Stored[Any], lane: Lane, now: datetime, lease: timedelta, met: Met
) -> Steps[Taken | None]:
    """Take up what a worker left past its mark; those whom it did not carry still go."""
    answer = yield (
        f"SELECT {COLUMNS} FROM delivery WHERE id = ? AND state = ? AND {DUE} AND {FREE}",
        (number, DeliveryState.TRANSMITTING.value, *_due(lane, now, lease)),
    )
    if not answer.rows:
        return None
    left = yield from interrupt(answer.rows[0], stored.document, now, met)
    if left.due_at is None:
        return None
    return (yield from _begin(number, stored, lane, now, lease, met))


def _due(lane: Lane, now: datetime, lease: timedelta) -> tuple[str | None, ...]:
    return (moment(now), moment(lane.horizon(now)), *free_at(now, lease))


def _attempt(letter: Delivery, stored: Stored[Connection], now: datetime) -> Attempt:
    return Attempt(
        number=letter.attempts_made,
        server=f"{stored.document.host}:{stored.document.port}",
        phase=Phase.CONNECT,
        outcome=_OPEN,
        started_at=now,
    )


def _write_attempts(attempts: dict[int, Attempt], now: datetime) -> Steps[set[int]]:
    """Write that these attempts have begun, by their letters; open ones of before were interrupted.

    Return of which letters: one that has an attempt of that number holds up no other.
    """
    before = [(number, attempt.number - 1) for number, attempt in attempts.items() if attempt.number > 1]
    if before:
        table, values = given((NUMBER, NUMBER), before)
        yield (
            f"UPDATE attempt SET outcome = ?, ended_at = ? FROM {table} "
            "WHERE attempt.delivery_id = given.column1 AND attempt.number = given.column2 AND attempt.outcome = ?",
            (_INTERRUPTED, moment(now), *values, _OPEN),
        )
    rows, values = given(
        (NUMBER, NUMBER, TEXT, TEXT, TEXT),
        [(number, item.number, item.server, item.phase, item.outcome) for number, item in attempts.items()],
    )
    written = yield (
        "INSERT INTO attempt (delivery_id, number, server, phase, outcome, started_at) "
        f"SELECT column1, column2, column3, column4, column5, ? FROM {rows} WHERE TRUE "
        "ON CONFLICT (delivery_id, number) DO NOTHING RETURNING delivery_id",
        (moment(now), *values),
    )
    return {number for (number,) in written.rows}


def _read(row: Sequence[Any], recipients: tuple[Recipient, ...]) -> Steps[Delivery]:
    yield from ()
    return delivery_of(row, recipients)


def _taken(
    row: Sequence[Any], letter: Delivery, attempt: Attempt, stored: Stored[Any], written: Collection[int]
) -> Steps[Taken]:
    yield from ()
    if letter.id not in written:
        raise LookupError(f"it has an attempt {attempt.number} already")
    token, tries, content = row[-3:]
    if tries > MOST_CLAIMS:
        raise TakenUpInVain
    claim = Claim(WorkKind.DELIVERY, letter.id, token, tries)
    return Taken(claim, letter, attempt, stored, content_of(letter.id, content))
