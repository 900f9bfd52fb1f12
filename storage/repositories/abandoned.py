"""Letters that nobody works on any more and that do not go by themselves: each becomes its author's question.

Of one that a worker has left behind its mark nobody knows whether it went; one behind a connection that rests may
outlive its time there.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from domain.configured.connection import Connection
from domain.deliveries.attempt_delivery import interrupted
from domain.deliveries.delivery import Delivery, DeliveryState, RecipientState, move, state_of
from domain.deliveries.lanes import Lane
from domain.documents import Stored
from domain.messages.causes import Cause
from domain.messages.sending import Phase
from domain.runs.reports import News
from storage.partial_indexes import LEFT
from storage.repositories.giving_up import or_give_up
from storage.repositories.lanes import Documents, read_lanes
from storage.repositories.letter_rows import COLUMNS, delivery_of, read_recipients, take_away, write_delivery
from storage.repositories.met import Met
from storage.repositories.news import leave_report
from storage.repositories.settling import settle_run
from storage.repositories.work import FREE, free_at
from storage.statements import EVER, Steps, moment

log = logging.getLogger(__name__)

AT_ONCE = 50
TOLD_AT_ONCE = 200
ALL = -1


def take_up_all(documents: Documents, now: datetime, met: Met) -> Steps[int]:
    """Take up all that has a lease and is behind its mark: for the only worker of a database, when it has none in hand.

    It is done whatever the connection does: one that rests, or has sent enough for this minute, holds no question up.
    """
    connections = {stored.id: stored for stored, _ in (yield from read_lanes(documents, now))}
    answer = yield (
        # As a range, not as IS NOT NULL: that would look at every letter that ever was.
        f"SELECT {COLUMNS} FROM delivery WHERE lease_until > {EVER} AND state = ?",
        (DeliveryState.TRANSMITTING.value,),
    )
    for row in answer.rows:
        yield from or_give_up(row[0], interrupt(row, connections[row[2]].document, now, met), now, met)
    return len(answer.rows)


def interrupt(row: Sequence[Any], connection: Connection, now: datetime, met: Met) -> Steps[Delivery]:
    """Say what became of a letter that was left past its mark; `row` is of COLUMNS."""
    recipients = yield from read_recipients(row[0])
    left = interrupted(delivery_of(row, recipients), connection)
    yield (
        "UPDATE attempt SET phase = ?, outcome = ?, ended_at = ? WHERE delivery_id = ? AND number = ? AND outcome = ?",
        (Phase.MARKED.value, "interrupted", moment(now), left.id, left.attempts_made, "open"),
    )
    yield from write_delivery(left, recipients)
    yield "UPDATE delivery SET token = token + 1, lease_until = NULL WHERE id = ?", (left.id,)
    log.info("run %s letter %s: left behind its mark, it is %s now", left.run_id, left.id, left.state)
    if left.state is DeliveryState.UNCERTAIN:
        met.is_told = True
        yield from settle_run(left.run_id, now, left)
    met.interrupted += 1
    met.came_to[left.state, Cause.INTERRUPTED] += 1
    return left


def tell_waiting(connection_id: int, now: datetime, most: int = TOLD_AT_ONCE) -> Steps[int]:
    """Tell the authors of the letters behind a connection that they wait, once each; return how many are told."""
    untold = yield (
        "SELECT id, run_id FROM delivery WHERE connection_id = ? AND due_at IS NOT NULL AND told = FALSE "
        "AND lease_until IS NULL ORDER BY give_up_at LIMIT ?",
        (connection_id, most),
    )
    for number, run_id in untold.rows:
        yield "UPDATE delivery SET told = TRUE WHERE id = ?", (number,)
        yield from leave_report(run_id, News.HELD, now, number)
    return len(untold.rows)


def see_to_resting(stored: Stored[Connection], lane: Lane, now: datetime, lease: timedelta, met: Met) -> Steps[None]:
    """Ask or tell the authors of what waits behind a connection that rests: too long, or left in the middle.

    Thousands may wait when it is suspended: they are told a lot at a time, others' writing goes between.
    """
    found: dict[int, Sequence[Any]] = {}
    for which, values in (
        # Told or not, so that an index finds those whose time is over first; the plus leads to those that were in hand.
        (
            f"connection_id = ? AND told IN (FALSE, TRUE) AND give_up_at <= ? AND {FREE}",
            (moment(now), *free_at(now, lease)),
        ),
        (f"+connection_id = ? AND lease_until IS NULL AND {LEFT}", ()),
        (f"+connection_id = ? AND (lease_until < ? OR lease_until > ?) AND {LEFT}", free_at(now, lease)),
    ):
        answer = yield (
            f"SELECT {COLUMNS} FROM delivery WHERE {which} AND due_at IS NOT NULL LIMIT ?",
            (stored.id, *values, AT_ONCE),
        )
        found |= {row[0]: row for row in answer.rows}
    for row in found.values():
        left = row[7] == DeliveryState.TRANSMITTING.value
        steps: Steps[Any] = interrupt(row, stored.document, now, met) if left else _wait_or_ask(row, now, met)
        yield from or_give_up(row[0], steps, now, met)
    if lane.suspended and (yield from tell_waiting(stored.id, now)):
        met.is_told = True


def _wait_or_ask(row: Sequence[Any], now: datetime, met: Met) -> Steps[None]:
    """Say that a letter waits, or ask whether it is still needed: nothing is under way, whatever was before."""
    recipients = yield from read_recipients(row[0])
    letter = delivery_of(row, recipients)
    changed = replace(letter, state=state_of(recipients, letter.attempts_made))
    if now >= letter.give_up_at:
        moved = move(recipients, RecipientState.PENDING, RecipientState.OVERDUE)
        changed = replace(letter, recipients=moved, state=state_of(moved, letter.attempts_made), due_at=None)
        met.is_told = True
        met.came_to[changed.state, letter.cause or ""] += 1
    yield from write_delivery(changed, recipients)
    # Its worker may only be late: without a new token it would go, and go again by its author's answer.
    yield from take_away(letter.id, now)
    yield from settle_run(letter.run_id, now, changed, held=True)
