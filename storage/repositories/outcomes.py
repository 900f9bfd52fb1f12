"""Marks and outcomes of letters as statements: of one letter, and of the plain ones among many together.

A letter is plain here when its server took it, it has one recipient, is its run's only letter, and nobody else has
had it meanwhile: nearly all are. Both ways leave equal rows (`tests/storage/test_together_as_alone.py`).
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.deliveries.delivery import Attempt, Delivery, DeliveryState, RecipientState
from domain.deliveries.outbox import Outcome, StateChange, Taken
from domain.messages.answers import Verdict
from domain.work import Claim
from storage.given import INSTANT, NUMBER, TEXT, given
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
    claims, values = given((NUMBER, NUMBER), [(item.claim.id, item.claim.token) for item in items])
    answer = yield (
        f"UPDATE delivery SET state = ? FROM {claims} "
        "WHERE delivery.id = given.column1 AND delivery.token = given.column2 RETURNING delivery.id",
        (DeliveryState.TRANSMITTING.value, *values),
    )
    held = {number for (number,) in answer.rows}
    carried = [
        (item.claim.id, item.attempt.number, address)
        for item in items
        if item.claim.id in held
        for address in item.addresses
    ]
    if carried:
        recipients, values = given((NUMBER, NUMBER, TEXT), carried)
        yield (
            f"UPDATE recipient SET state = ?, attempt = given.column2, cause = NULL, reply = NULL FROM {recipients} "
            "WHERE recipient.delivery_id = given.column1 AND recipient.address = given.column3 AND recipient.state = ?",
            (RecipientState.TRANSMITTING.value, *values, RecipientState.PENDING.value),
        )
    return {place: item.claim.id in held for place, item in enumerate(items)}


def settle_many(items: Sequence[Ended], is_fine: Callable[[Ended], bool]) -> Steps[Mapping[int, Delivery | None]]:
    """Write what came of the plain ones; `is_fine` says of which nothing follows for their connections."""
    letters = yield from read_letters([item.taken.claim.id for item in items])
    changed: dict[int, Delivery] = {}
    for place, item in enumerate(items):
        if item.taken.claim.id not in letters:
            continue
        letter, token = letters[item.taken.claim.id]
        if token == item.taken.claim.token and is_fine(item):
            after = _sent(letter, item)
            if after is not None:
                changed[place] = after
    runs = yield from plain_runs({letter.run_id: letter for letter in changed.values()})
    plain = {place: letter for place, letter in changed.items() if letter.run_id in runs}
    if plain:
        yield from _write([(items[place], letter) for place, letter in plain.items()])
        times = {letter.run_id: _now(items[place]) for place, letter in plain.items()}
        yield from settle_plain([runs[letter.run_id] for letter in plain.values()], times)
    return plain


def _sent(current: Delivery, item: Ended) -> Delivery | None:
    """Return the letter as it is now when that is the plain case."""
    attempt = item.attempt
    if attempt.outcome != Verdict.ACCEPTED or not item.answered or attempt.code is None:
        return None
    if len(current.recipients) != 1 or current.attempts_made != attempt.number:
        return None
    changed = item.outcome(current, late=False)
    (before,), (after,) = current.recipients, changed.recipients
    is_plain = (
        changed.state is DeliveryState.SENT
        and after == replace(before, state=RecipientState.SENT, cause=after.cause, reply=after.reply)
        and changed
        == replace(
            current,
            recipients=changed.recipients,
            state=changed.state,
            due_at=None,
            cause=changed.cause,
            reply=changed.reply,
            ended_at=changed.ended_at,
        )
    )
    return changed if is_plain else None


def _write(sent: Sequence[tuple[Ended, Delivery]]) -> Steps[None]:
    """Write attempts, recipients and letters."""
    attempts, values = given(
        (NUMBER, NUMBER, TEXT, TEXT, TEXT, TEXT, NUMBER, TEXT, TEXT, INSTANT),
        [
            (
                letter.id,
                item.attempt.number,
                item.attempt.phase,
                item.attempt.outcome,
                item.attempt.peer,
                item.attempt.cause,
                item.attempt.code,
                item.attempt.enhanced,
                item.attempt.reply,
                moment(_now(item)),
            )
            for item, letter in sent
        ],
    )
    yield (
        "UPDATE attempt SET phase = given.column3, outcome = given.column4, peer = given.column5, "
        "cause = given.column6, code = given.column7, enhanced = given.column8, reply = given.column9, "
        f"ended_at = given.column10 FROM {attempts} "
        "WHERE attempt.delivery_id = given.column1 AND attempt.number = given.column2",
        values,
    )
    recipients, values = given(
        (NUMBER, TEXT, TEXT), [(item.id, item.cause, item.reply) for _, letter in sent for item in letter.recipients]
    )
    yield (
        f"UPDATE recipient SET state = ?, cause = given.column2, reply = given.column3 FROM {recipients} "
        "WHERE recipient.id = given.column1",
        (RecipientState.SENT.value, *values),
    )
    letters, values = given(
        (NUMBER, NUMBER, TEXT, TEXT, INSTANT),
        [(letter.id, item.taken.claim.token, letter.cause, letter.reply, moment(_now(item))) for item, letter in sent],
    )
    answer = yield (
        "UPDATE delivery SET state = ?, due_at = NULL, tries = 0, lease_until = NULL, cause = given.column3, "
        f"reply = given.column4, ended_at = given.column5 FROM {letters} "
        "WHERE delivery.id = given.column1 AND delivery.token = given.column2 RETURNING delivery.id",
        (DeliveryState.SENT.value, *values),
    )
    if len(answer.rows) != len(sent):
        raise LookupError("a letter was taken by somebody else within this transaction")


def _now(item: Ended) -> datetime:
    return item.attempt.ended_at or item.attempt.started_at
