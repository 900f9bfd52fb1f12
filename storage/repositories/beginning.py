"""Beginning attempts: letters whose turn it is are taken, those that are plain by few statements together."""

import json
from collections.abc import Sequence
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
from storage.given import INSTANT, NUMBER, TEXT, each
from storage.repositories.abandoned import interrupt
from storage.repositories.giving_up import or_give_up
from storage.repositories.letter_contents import IN_HAND, content_of
from storage.repositories.letter_rows import COLUMNS, delivery_of, read_recipients, read_recipients_of
from storage.repositories.met import Met
from storage.repositories.turns import DUE
from storage.repositories.work import FREE, free_at
from storage.statements import AMONG, HELD, Steps, moment

_OPEN, _INTERRUPTED = "open", "interrupted"
_TAKE = (
    f"UPDATE delivery SET token = token + 1, tries = tries + 1, state = '{DeliveryState.CONNECTING}', "
    "attempts_made = attempts_made + 1, lease_until = given.column2 FROM given WHERE delivery.id = given.column1"
)
_CHANGED = {"state": f"'{DeliveryState.CONNECTING}'", "attempts_made": "attempts_made + 1"}
_TAKEN = (
    f"{', '.join(_CHANGED.get(name, name) for name in COLUMNS.split(', '))}, token + 1, tries + 1, {IN_HAND}, "
    "EXISTS (SELECT 1 FROM attempt WHERE delivery_id = delivery.id AND number = attempts_made + 1)"
)
"""A letter as it is once it is taken, and whether it has an attempt of that number already."""
_BEGIN = (
    "INSERT INTO attempt (delivery_id, number, server, phase, outcome, started_at) SELECT given.column1, "
    "given.column2, given.column3, given.column4, given.column5, given.column6 FROM given"
)
_INTERRUPT = (
    f"UPDATE attempt SET outcome = '{_INTERRUPTED}', ended_at = given.column3 FROM given "
    f"WHERE attempt.delivery_id = given.column1 AND attempt.number = given.column2 AND attempt.outcome = '{_OPEN}'"
)


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
    which = (json.dumps(list(numbers)), RecipientState.PENDING.value)
    rows = yield from _take(pending, which, lane, now, lease)
    if not rows:
        return {}
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
        yield from _write_attempts({number: attempts[number] for number in letters if not rows[number][-1]}, now)
        for number, letter in letters.items():
            made = _taken(rows[number], letter, attempts[number], stored)
            begun[number] = yield from or_give_up(number, made, now, met)
    return begun


def _begin(
    number: int, stored: Stored[Any], lane: Lane, now: datetime, lease: timedelta, met: Met
) -> Steps[Taken | None]:
    """Take one letter and begin its attempt; None when it is not to be had, or has nobody left to be sent to."""
    rows = yield from _take("= ?", (number,), lane, now, lease)
    if not rows:
        return (yield from _take_up(number, stored, lane, now, lease, met))
    recipients = yield from read_recipients(number)
    letter = delivery_of(rows[number], recipients)
    if not letter.pending:
        yield (
            "UPDATE delivery SET lease_until = NULL, due_at = NULL, state = ? WHERE id = ?",
            (state_of(recipients, letter.attempts_made).value, number),
        )
        return None
    attempt = _attempt(letter, stored, now)
    if not rows[number][-1]:
        yield from _write_attempts({number: attempt}, now)
    return (yield from _taken(rows[number], letter, attempt, stored))


def _take(
    which: str, values: Sequence[Any], lane: Lane, now: datetime, lease: timedelta
) -> Steps[dict[int, Sequence[Any]]]:
    """Take letters that are due and that nobody has; return them as rows of _TAKEN, by their numbers."""
    answer = yield (
        f"SELECT {_TAKEN} FROM delivery WHERE id {which} AND state <> ? AND {DUE} AND {FREE} {HELD}",
        (*values, DeliveryState.TRANSMITTING.value, *_due(lane, now, lease)),
    )
    if answer.rows:
        until = moment(now + lease)
        yield from each(_TAKE, (NUMBER, INSTANT), [(row[0], until) for row in answer.rows])
    return {row[0]: row for row in answer.rows}


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


def _write_attempts(attempts: dict[int, Attempt], now: datetime) -> Steps[None]:
    """Write that these attempts have begun, by their letters; open ones of before were interrupted."""
    instant = moment(now)
    before = [(number, item.number - 1, instant) for number, item in attempts.items() if item.number > 1]
    yield from each(_INTERRUPT, (NUMBER, NUMBER, INSTANT), before)
    yield from each(
        _BEGIN,
        (NUMBER, NUMBER, TEXT, TEXT, TEXT, INSTANT),
        [(number, item.number, item.server, item.phase, item.outcome, instant) for number, item in attempts.items()],
    )


def _read(row: Sequence[Any], recipients: tuple[Recipient, ...]) -> Steps[Delivery]:
    yield from ()
    return delivery_of(row, recipients)


def _taken(row: Sequence[Any], letter: Delivery, attempt: Attempt, stored: Stored[Any]) -> Steps[Taken]:
    yield from ()
    token, tries, content, has_attempt = row[-4:]
    if has_attempt:
        raise LookupError(f"it has an attempt {attempt.number} already")
    if tries > MOST_CLAIMS:
        raise TakenUpInVain
    claim = Claim(WorkKind.DELIVERY, letter.id, token, tries)
    return Taken(claim, letter, attempt, stored, content_of(letter.id, content))
