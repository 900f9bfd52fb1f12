"""Marks and outcomes of letters as statements: of one letter, and of the plain ones among many together.

A letter is plain here when its server took it for all whom it was for, nothing else happens to its run, and nobody
else has had it meanwhile: nearly all are. Both ways leave equal rows (`tests/storage/test_together_as_alone.py`).
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.deliveries.delivery import Attempt, Delivery, DeliveryState, Recipient, RecipientState
from domain.deliveries.outbox import Outcome, StateChange, Taken
from domain.messages.answers import Verdict
from domain.work import Claim
from storage.given import INSTANT, NUMBER, TEXT, each
from storage.repositories.letter_rows import (
    COLUMNS,
    RECIPIENT_COLUMNS,
    delivery_of,
    recipient_of,
)
from storage.repositories.settling import plain_runs, settle_plain
from storage.statements import AMONG, Steps, moment

_BOTH = (
    ", ".join(f"d.{name}" for name in [*COLUMNS.split(", "), "token"])
    + ", "
    + ", ".join(f"r.{name}" for name in RECIPIENT_COLUMNS.split(", "))
)
_WIDTH = len(COLUMNS.split(", ")) + 1

_MARK = (
    f"UPDATE delivery SET state = '{DeliveryState.TRANSMITTING}' FROM given "
    "WHERE delivery.id = given.column1 AND delivery.token = given.column2"
)
_MARK_RECIPIENT = (
    f"UPDATE recipient SET state = '{RecipientState.TRANSMITTING}', attempt = given.column2, cause = NULL, "
    "reply = NULL FROM given WHERE recipient.delivery_id = given.column1 AND recipient.address = given.column3 "
    f"AND recipient.state = '{RecipientState.PENDING}'"
)
_TAKE_BACK = (
    f"UPDATE delivery SET state = '{DeliveryState.CONNECTING}' "
    f"WHERE id = ? AND token = ? AND state = '{DeliveryState.TRANSMITTING}'"
)
_TAKE_BACK_RECIPIENT = (
    f"UPDATE recipient SET state = '{RecipientState.PENDING}', attempt = given.column2, cause = given.column3, "
    "reply = given.column4 FROM given WHERE recipient.id = given.column1 "
    f"AND recipient.state = '{RecipientState.TRANSMITTING}'"
)
_END_ATTEMPT = (
    "UPDATE attempt SET phase = given.column3, outcome = given.column4, peer = given.column5, "
    "cause = given.column6, code = given.column7, enhanced = given.column8, reply = given.column9, "
    "ended_at = given.column10 FROM given "
    "WHERE attempt.delivery_id = given.column1 AND attempt.number = given.column2"
)
_END_RECIPIENT = (
    f"UPDATE recipient SET state = '{RecipientState.SENT}', cause = given.column2, reply = given.column3 FROM given "
    "WHERE recipient.id = given.column1"
)
_END_LETTER = (
    f"UPDATE delivery SET state = '{DeliveryState.SENT}', due_at = NULL, tries = 0, lease_until = NULL, "
    "cause = given.column3, reply = given.column4, ended_at = given.column5 FROM given "
    "WHERE delivery.id = given.column1 AND delivery.token = given.column2 "
    f"AND delivery.state = '{DeliveryState.TRANSMITTING}'"
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A letter whose content is with its server, for those `addresses`."""

    claim: Claim
    attempt: Attempt
    addresses: Collection[str]


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt that has ended, and what follows."""

    taken: Taken
    attempt: Attempt
    outcome: Outcome
    state: StateChange
    answered: bool


def read_letters(numbers: Collection[int]) -> Steps[dict[int, tuple[Delivery, int]]]:
    """Return letters with their tokens, by their numbers."""
    answer = yield (
        f"SELECT {_BOTH} FROM delivery d JOIN recipient r ON r.delivery_id = d.id WHERE d.id {AMONG} ORDER BY r.id",
        (json.dumps(list(numbers)),),
    )
    rows: dict[int, list[Sequence[Any]]] = {}
    for row in answer.rows:
        rows.setdefault(row[0], []).append(row)
    return {
        number: (delivery_of(of[0], tuple(recipient_of(row[_WIDTH:]) for row in of)), of[0][_WIDTH - 1])
        for number, of in rows.items()
    }


def mark(item: Marked) -> Steps[bool]:
    """Write that the server may have a letter from now on; False when it is somebody else's by now."""
    return (yield from mark_many([item]))[0]


def mark_many(items: Sequence[Marked]) -> Steps[dict[int, bool]]:
    """Write it of many; what each comes to by itself and together is the same."""
    count = yield from each(_MARK, (NUMBER, NUMBER), [(item.claim.id, item.claim.token) for item in items])
    held = {item.claim.id for item in items} if count == len(items) else (yield from _still_ours(items))
    carried = [
        (item.claim.id, item.attempt.number, address)
        for item in items
        if item.claim.id in held
        for address in item.addresses
    ]
    yield from each(_MARK_RECIPIENT, (NUMBER, NUMBER, TEXT), carried)
    return {place: item.claim.id in held for place, item in enumerate(items)}


def take_back_mark(taken: Taken) -> Steps[None]:
    """Let a letter be as it was before its mark, if that was written: its token is still its worker's then."""
    answer = yield _TAKE_BACK, (taken.claim.id, taken.claim.token)
    if answer.count:
        before = [(item.id, item.attempt, item.cause, item.reply) for item in taken.delivery.pending]
        yield from each(_TAKE_BACK_RECIPIENT, (NUMBER, NUMBER, TEXT, TEXT), before)


def _still_ours(items: Sequence[Marked]) -> Steps[set[int]]:
    tokens = {item.claim.id: item.claim.token for item in items}
    answer = yield f"SELECT id, token FROM delivery WHERE id {AMONG}", (json.dumps(list(tokens)),)
    return {number for number, token in answer.rows if tokens[number] == token}


@dataclass(frozen=True, slots=True)
class _Sent:
    """A letter that its server took, as it is now, and those of its recipients that have changed."""

    item: Ended
    letter: Delivery
    recipients: Sequence[Recipient]


def settle_many(items: Sequence[Ended], is_fine: Callable[[Ended], bool]) -> Steps[Mapping[int, Delivery | None]]:
    """Write what came of the plain ones; `is_fine` says of which nothing follows for their connections."""
    letters = yield from read_letters([item.taken.claim.id for item in items])
    sent: dict[int, _Sent] = {}
    for place, item in enumerate(items):
        if item.taken.claim.id not in letters:
            continue
        letter, token = letters[item.taken.claim.id]
        if token == item.taken.claim.token and is_fine(item) and (gone := _sent(letter, item)) is not None:
            sent[place] = gone
    runs = yield from plain_runs([gone.letter for gone in sent.values()])
    plain = {run.id for run in runs}
    sent = {place: gone for place, gone in sent.items() if gone.letter.run_id in plain}
    if sent:
        yield from _write(list(sent.values()))
        yield from settle_plain(runs, {gone.letter.id: _now(gone.item) for gone in sent.values()})
    return {place: gone.letter for place, gone in sent.items()}


def _sent(current: Delivery, item: Ended) -> _Sent | None:
    """Return the letter as it is now when that is the plain case: nothing is to be written that `_write` does not."""
    attempt = item.attempt
    if attempt.outcome != Verdict.ACCEPTED or not item.answered or attempt.code is None:
        return None
    if current.attempts_made != attempt.number or current.state is not DeliveryState.TRANSMITTING or current.told:
        return None
    letter = item.outcome(current, late=False)
    if letter.state is not DeliveryState.SENT or letter.due_at is not None:
        return None
    if (letter.give_up_at, letter.restored) != (current.give_up_at, current.restored):
        return None
    changed = [
        (before, after) for before, after in zip(current.recipients, letter.recipients, strict=True) if before != after
    ]
    if any(after.state is not RecipientState.SENT or after.attempt != before.attempt for before, after in changed):
        return None
    return _Sent(item, letter, [after for _, after in changed])


def _write(sent: Sequence[_Sent]) -> Steps[None]:
    """Write attempts, recipients and letters."""
    yield from each(
        _END_ATTEMPT,
        (NUMBER, NUMBER, TEXT, TEXT, TEXT, TEXT, NUMBER, TEXT, TEXT, INSTANT),
        [
            (
                gone.letter.id,
                gone.item.attempt.number,
                gone.item.attempt.phase,
                gone.item.attempt.outcome,
                gone.item.attempt.peer,
                gone.item.attempt.cause,
                gone.item.attempt.code,
                gone.item.attempt.enhanced,
                gone.item.attempt.reply,
                moment(gone.item.attempt.ended_at),
            )
            for gone in sent
        ],
    )
    changed = [(recipient.id, recipient.cause, recipient.reply) for gone in sent for recipient in gone.recipients]
    yield from each(_END_RECIPIENT, (NUMBER, TEXT, TEXT), changed)
    count = yield from each(
        _END_LETTER,
        (NUMBER, NUMBER, TEXT, TEXT, INSTANT),
        [
            (
                gone.letter.id,
                gone.item.taken.claim.token,
                gone.letter.cause,
                gone.letter.reply,
                moment(gone.letter.ended_at),
            )
            for gone in sent
        ],
    )
    if count != len(sent):
        raise LookupError("a letter was taken by somebody else within this transaction")


def _now(item: Ended) -> datetime:
    return item.attempt.ended_at or item.attempt.started_at
