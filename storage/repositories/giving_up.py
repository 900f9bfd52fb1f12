"""Giving up a letter on which nothing can be done: written with what its rows still say, so that nobody waits."""

import json
import logging
from datetime import datetime, timedelta
from typing import TypeVar

from domain.clock import Clock
from domain.deliveries.delivery import DeliveryState, RecipientState
from domain.errors import DatabaseTrouble
from domain.faults import TOPIC, Fault, note
from domain.messages.causes import Cause
from domain.people import Role
from domain.runs.reports import News
from domain.work import WorkKind
from storage.repositories.met import Met
from storage.repositories.news import leave_report
from storage.repositories.settling import settle_run
from storage.statements import Steps, moment
from storage.transactions import execute

log = logging.getLogger(__name__)

Result = TypeVar("Result")

TOLD_TOGETHER = timedelta(hours=1)
"""What is given up within so long is told in one message: a fault seldom hits one piece of work alone."""

MOST_NAMED = 5
"""How many of them that message names."""


class FaultRepository:
    """Implements `domain.faults.Faults`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def tell(self, fault: Fault, kind: str, about: int) -> None:
        """Leave a message for each administrator."""
        await execute(lambda: tell_admins(fault, kind, about, self._clock()))


def or_give_up(number: int, steps: Steps[Result], now: datetime, met: Met) -> Steps[Result | None]:
    """Do what is to be done with a letter; one that cannot even be read is given up and holds no other up."""
    try:
        return (yield from steps)
    except DatabaseTrouble:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this letter's alone
        met.is_told = True
        yield from give_up(number, note(error, f"letter {number} cannot be taken"), now, met)
        return None


def give_up(number: int, fault: Fault, now: datetime, met: Met) -> Steps[None]:
    """End a letter: what was behind its mark is its author's question, what was not has failed."""
    marked, pending = RecipientState.TRANSMITTING.value, RecipientState.PENDING.value
    yield (
        "UPDATE recipient SET state = CASE state WHEN ? THEN ? ELSE ? END, cause = ?, reply = NULL "
        "WHERE delivery_id = ? AND state IN (?, ?)",
        (
            marked,
            RecipientState.UNCERTAIN.value,
            RecipientState.GIVEN_UP.value,
            Cause.INTERNAL.value,
            number,
            marked,
            pending,
        ),
    )
    answer = yield "SELECT DISTINCT state FROM recipient WHERE delivery_id = ?", (number,)
    states = {state for (state,) in answer.rows}
    state, news = DeliveryState.FAILED, News.FAILED
    if RecipientState.UNCERTAIN.value in states:
        state, news = DeliveryState.UNCERTAIN, News.UNCERTAIN
    elif RecipientState.SENT.value in states:
        state, news = DeliveryState.PARTLY_SENT, News.PARTLY_SENT
    yield (
        "UPDATE delivery SET state = ?, cause = ?, reply = NULL, due_at = NULL, lease_until = NULL, tries = 0, "
        "told = TRUE, token = token + 1, ended_at = ? WHERE id = ?",
        (state.value, Cause.INTERNAL.value, moment(now) if state.is_ended else None, number),
    )
    yield (
        "UPDATE attempt SET outcome = ?, cause = ?, ended_at = ? WHERE delivery_id = ? AND outcome = ?",
        ("interrupted", Cause.INTERNAL.value, moment(now), number, "open"),
    )
    answer = yield "SELECT run_id FROM delivery WHERE id = ?", (number,)
    for (run_id,) in answer.rows:
        yield from settle_run(run_id, now)
        yield from leave_report(run_id, news, now, number)
        log.info("run %s letter %s: given up for fault %s, it is %s now", run_id, number, fault.number, state)
    met.came_to[state, Cause.INTERNAL] += 1
    yield from tell_admins(fault, WorkKind.DELIVERY, number, now)


def tell_admins(fault: Fault, kind: str, about: int, now: datetime) -> Steps[None]:
    """Leave a message for each administrator, or put it into the one of the last hour."""
    found = yield (
        "SELECT id, about FROM announcement WHERE topic = ? AND created_at > ? AND created_at <= ?",
        (TOPIC, moment(now - TOLD_TOGETHER), moment(now)),
    )
    here = [fault.number, str(kind), about]
    for number, text in found.rows:
        before = json.loads(text)
        more = {"count": before["count"] + 1, "named": [here, *before["named"]][:MOST_NAMED]}
        yield (
            "UPDATE announcement SET about = ?, due_at = ?, lease_until = NULL, token = token + 1, tries = 0 "
            "WHERE id = ?",
            (json.dumps(more), moment(now), number),
        )
    if not found.rows:
        yield (
            "INSERT INTO announcement (token, due_at, person_id, topic, subject, about, tries, created_at) "
            "SELECT 0, ?, telegram_id, ?, 0, ?, 0, ? FROM person WHERE role = ? AND active",
            (moment(now), TOPIC, json.dumps({"count": 1, "named": [here]}), moment(now), Role.ADMIN.value),
        )
