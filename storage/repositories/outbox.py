"""The outbox over the tables: few statements a step, so that many letters' steps share a commit."""

import logging
from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from domain.connections import Connection
from domain.deliveries.attempt_delivery import interrupted
from domain.deliveries.delivery import (
    Attempt,
    Delivery,
    DeliveryState,
    Recipient,
    RecipientState,
    move,
    state_of,
)
from domain.deliveries.lanes import RATE_WINDOW, Lane
from domain.deliveries.outbox import Outcome, Standing, StateChange, Taken
from domain.deliveries.suspension import ConnectionState, NoticeKind
from domain.documents import Stored
from domain.messages.sending import Phase
from domain.scenarios.runs import News
from domain.work import Claim, WorkKind
from storage.repositories.lanes import (
    Documents,
    add_notices,
    begun_lately,
    read_lanes,
    read_state,
    write_state,
)
from storage.repositories.settling import settle_run
from storage.repositories.work import FREE, free_at
from storage.statements import Steps, instant, moment, places
from storage.transactions import execute

log = logging.getLogger(__name__)

COLUMNS = (
    "id, run_id, connection_id, message_id, sender, subject, smtputf8, state, attempts_made, give_up_at, created_at, "
    "due_at, ended_at, cause, reply, told"
)
_RECIPIENT = "id, address, name, kind, state, cause, reply, attempt"
_BOTH = (
    ", ".join(f"d.{name}" for name in [*COLUMNS.split(", "), "token"])
    + ", "
    + ", ".join(f"r.{name}" for name in _RECIPIENT.split(", "))
)
_WIDTH = len(COLUMNS.split(", ")) + 1
_DUE = "due_at IS NOT NULL AND (due_at <= ? OR due_at > ?)"

SHORTLIST = 200
"""How many letters of a connection are put in order at once: ordering thousands for each place would cost most."""

SHORTLIST_LASTS = timedelta(milliseconds=200)
"""After how long the order is made anew: so long a newcomer may wait for its turn."""

OVERDUE_AT_ONCE = 50
PROBE_LEASE = timedelta(minutes=2)


class OutboxRepository:
    """Implements `domain.deliveries.outbox.Outbox`."""

    def __init__(self) -> None:
        self._documents = Documents()
        self._shortlists: dict[int, tuple[datetime, deque[int]]] = {}
        self._fine: dict[int, ConnectionState] = {}

    async def take(self, now: datetime, lease: timedelta, limit: int) -> tuple[list[Taken], datetime | None]:
        """Take letters that may go."""
        return await execute(lambda: self._take(now, lease, limit))

    async def mark(self, claim: Claim, attempt: Attempt, addresses: Collection[str]) -> bool:
        """Write that from now on the server may have the letter for those."""
        return await execute(lambda: _mark(claim, attempt, addresses))

    async def settle(
        self, taken: Taken, attempt: Attempt, outcome: Outcome, state: StateChange, *, past_mark: bool
    ) -> Delivery | None:
        """Write what an attempt came to, and what follows."""
        return await execute(lambda: self._settle(taken, attempt, outcome, state, past_mark=past_mark))

    async def note(self, used: Stored[Connection], change: StateChange, now: datetime) -> None:
        """Write how a connection fares."""
        await execute(lambda: self._change_state(used, change, now))

    async def standing(self, connection_id: int, now: datetime) -> Standing | None:
        """Return how a connection stands."""
        return await execute(lambda: self._standing(connection_id, now))

    async def probed(self, claim: Claim) -> int | None:
        """Return the connection that a claimed probe is of."""
        return await execute(lambda: _probed(claim))

    async def claim_probe(self, connection_id: int, now: datetime) -> Claim | None:
        """Take a suspended connection for a probe."""
        return await execute(lambda: _claim_probe(connection_id, now))

    async def write_state(self, claim: Claim, state: ConnectionState, notice: NoticeKind | None, now: datetime) -> bool:
        """Write what a probe has found."""
        return await execute(lambda: _write_probe(claim, state, notice, now))

    def _take(self, now: datetime, lease: timedelta, limit: int) -> Steps[tuple[list[Taken], datetime | None]]:
        lanes = yield from read_lanes(self._documents, now)
        taken: list[Taken] = []
        for stored, lane in lanes:
            if lane.hold is not None:
                yield from _overdue(stored.id, now, lease)
                continue
            room = min(lane.room, limit - len(taken))
            while room > 0:
                number = yield from self._next(stored.id, lane, now, lease)
                if number is None:
                    break
                letter = yield from _begin(number, stored, lane, now, lease)
                if letter is not None:
                    taken.append(letter)
                    room -= 1
        wake_at = None if taken else (yield from _wake_at(lanes, now))
        return taken, wake_at

    def _next(self, connection_id: int, lane: Lane, now: datetime, lease: timedelta) -> Steps[int | None]:
        """Return the letter whose turn it is: authors in turn, each author's letters in the order of their making."""
        made_at, shortlist = self._shortlists.get(connection_id, (now, deque()))
        if not shortlist or not timedelta(0) <= now - made_at < SHORTLIST_LASTS:
            answer = yield (
                "SELECT id FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY author_id ORDER BY id) AS place "
                f"FROM delivery WHERE connection_id = ? AND {_DUE} AND {FREE}) ORDER BY place, id LIMIT ?",
                (connection_id, moment(now), moment(lane.horizon(now)), *free_at(now, lease), SHORTLIST),
            )
            shortlist = deque(number for (number,) in answer.rows)
            self._shortlists[connection_id] = (now, shortlist)
        return shortlist.popleft() if shortlist else None

    def _settle(
        self, taken: Taken, attempt: Attempt, outcome: Outcome, state: StateChange, *, past_mark: bool
    ) -> Steps[Delivery | None]:
        claim = taken.claim
        now = attempt.ended_at or attempt.started_at
        yield from write_attempt(claim.id, attempt)
        answer = yield (
            f"SELECT {_BOTH} FROM delivery d JOIN recipient r ON r.delivery_id = d.id WHERE d.id = ? ORDER BY r.id",
            (claim.id,),
        )
        if not answer.rows:
            return None
        row = answer.rows[0]
        recipients = tuple(_recipient(item[_WIDTH:]) for item in answer.rows)
        current = delivery_of(row, recipients)
        ours = row[_WIDTH - 1] == claim.token
        if current.attempts_made != attempt.number or (not ours and not past_mark):
            return None
        changed = outcome(current)
        yield from write_delivery(changed, recipients, claim)
        held = yield from self._change_state(taken.connection, state, now)
        yield from settle_run(current.run_id, now, changed, held=held)
        if held:
            yield from _hold(taken.connection.id, now)
        return changed

    def _change_state(self, used: Stored[Connection], change: StateChange, now: datetime) -> Steps[bool]:
        """Write how the connection fares where that has changed; return whether its letters wait for it."""
        connection_id = used.id
        # A connection that is fine has nothing to be written but once a minute: what was read last will do until then.
        known = self._fine.get(connection_id)
        if known is not None and change(known) is known:
            return False
        self._fine.pop(connection_id, None)
        before = yield from read_state(connection_id)
        after = change(before)
        if after is before and not before.is_suspended:
            self._fine[connection_id] = before
        newly = after.is_suspended and not before.is_suspended
        if newly:
            answer = yield "SELECT 1 FROM connection WHERE id = ? AND revision = ?", (connection_id, used.revision)
            if not answer.rows:
                return False
        if after is not before:
            yield from write_state(after)
        if newly:
            yield from add_notices(connection_id, NoticeKind.SUSPENDED, now)
        return after.is_suspended

    def _standing(self, connection_id: int, now: datetime) -> Steps[Standing | None]:
        lanes = yield from read_lanes(self._documents, now)
        found = next(((stored, lane) for stored, lane in lanes if stored.id == connection_id), None)
        if found is None:
            return None
        state = yield from read_state(connection_id)
        waiting = yield (
            "SELECT COUNT(*), MIN(give_up_at) FROM delivery WHERE connection_id = ? AND due_at IS NOT NULL",
            (connection_id,),
        )
        overdue = yield (
            "SELECT COUNT(*) FROM delivery WHERE connection_id = ? AND state = ?",
            (connection_id, DeliveryState.OVERDUE.value),
        )
        count, first = waiting.rows[0]
        return Standing(found[0], state, found[1].hold, count, overdue.rows[0][0], instant(first))


def _begin(number: int, stored: Stored[Any], lane: Lane, now: datetime, lease: timedelta) -> Steps[Taken | None]:
    """Take one letter and begin its attempt; None when it is not to be had, or has nobody left to be sent to."""
    due = (moment(now), moment(lane.horizon(now)), *free_at(now, lease))
    answer = yield (
        "UPDATE delivery SET token = token + 1, lease_until = ?, state = ?, attempts_made = attempts_made + 1 "
        f"WHERE id = ? AND state <> ? AND {_DUE} AND {FREE} RETURNING {COLUMNS}, token, "
        "(SELECT content FROM letter WHERE delivery_id = delivery.id)",
        (moment(now + lease), DeliveryState.CONNECTING.value, number, DeliveryState.TRANSMITTING.value, *due),
    )
    if not answer.rows:
        return (yield from _take_up(number, stored, lane, now, lease))
    recipients = yield from read_recipients(number)
    letter = delivery_of(answer.rows[0], recipients)
    if not letter.pending:
        yield (
            "UPDATE delivery SET lease_until = NULL, due_at = NULL, state = ? WHERE id = ?",
            (state_of(recipients, letter.attempts_made).value, number),
        )
        return None
    document = stored.document
    attempt = Attempt(
        number=letter.attempts_made,
        server=f"{document.host}:{document.port}",
        phase=Phase.CONNECT,
        outcome="open",
        started_at=now,
    )
    if attempt.number > 1:
        yield (
            "UPDATE attempt SET outcome = ?, ended_at = ? WHERE delivery_id = ? AND number = ? AND outcome = ?",
            ("interrupted", moment(now), number, attempt.number - 1, "open"),
        )
    yield (
        "INSERT INTO attempt (delivery_id, number, server, phase, outcome, started_at) VALUES (?, ?, ?, ?, ?, ?)",
        (number, attempt.number, attempt.server, attempt.phase, attempt.outcome, moment(now)),
    )
    token, content = answer.rows[0][-2:]
    return Taken(Claim(WorkKind.DELIVERY, number, token), letter, attempt, stored, bytes(content))


def _take_up(number: int, stored: Stored[Any], lane: Lane, now: datetime, lease: timedelta) -> Steps[Taken | None]:
    """Take up what a worker left past its mark; those whom it did not carry still go."""
    due = (moment(now), moment(lane.horizon(now)), *free_at(now, lease))
    answer = yield (
        f"SELECT {COLUMNS} FROM delivery WHERE id = ? AND state = ? AND {_DUE} AND {FREE}",
        (number, DeliveryState.TRANSMITTING.value, *due),
    )
    if not answer.rows:
        return None
    recipients = yield from read_recipients(number)
    left = interrupted(delivery_of(answer.rows[0], recipients), stored.document)
    yield (
        "UPDATE attempt SET phase = ?, outcome = ?, ended_at = ? WHERE delivery_id = ? AND number = ? AND outcome = ?",
        (Phase.MARKED.value, "interrupted", moment(now), number, left.attempts_made, "open"),
    )
    yield from write_delivery(left, recipients)
    yield "UPDATE delivery SET token = token + 1, lease_until = NULL WHERE id = ?", (number,)
    log.info("run %s letter %s: left behind its mark, it is %s now", left.run_id, number, left.state)
    if left.state is DeliveryState.UNCERTAIN:
        yield from settle_run(left.run_id, now, left)
    if left.due_at is None:
        return None
    return (yield from _begin(number, stored, lane, now, lease))


def _mark(claim: Claim, attempt: Attempt, addresses: Collection[str]) -> Steps[bool]:
    held = yield (
        "UPDATE delivery SET state = ? WHERE id = ? AND token = ?",
        (DeliveryState.TRANSMITTING.value, claim.id, claim.token),
    )
    if not held.count:
        return False
    named = list(addresses)
    yield (
        "UPDATE recipient SET state = ?, attempt = ?, cause = NULL, reply = NULL "
        f"WHERE delivery_id = ? AND state = ? AND address IN ({places(named)})",
        (RecipientState.TRANSMITTING.value, attempt.number, claim.id, RecipientState.PENDING.value, *named),
    )
    return True


def _hold(connection_id: int, now: datetime) -> Steps[None]:
    """Tell the authors of the letters behind it that they wait, each letter once."""
    answer = yield (
        "SELECT id, run_id FROM delivery WHERE connection_id = ? AND due_at IS NOT NULL AND lease_until IS NULL "
        "AND NOT told",
        (connection_id,),
    )
    for number, run_id in answer.rows:
        yield "UPDATE delivery SET told = 1 WHERE id = ?", (number,)
        yield (
            "INSERT INTO report (token, due_at, run_id, news, delivery_id, tries) VALUES (0, ?, ?, ?, ?, 0)",
            (moment(now), run_id, News.HELD.value, number),
        )


def _overdue(connection_id: int, now: datetime, lease: timedelta) -> Steps[None]:
    """Make what has waited too long behind a connection that rests its author's question."""
    answer = yield (
        f"SELECT {COLUMNS} FROM delivery WHERE connection_id = ? AND due_at IS NOT NULL AND give_up_at <= ? "
        f"AND {FREE} LIMIT ?",
        (connection_id, moment(now), *free_at(now, lease), OVERDUE_AT_ONCE),
    )
    for row in answer.rows:
        recipients = yield from read_recipients(row[0])
        letter = delivery_of(row, recipients)
        if letter.state is DeliveryState.TRANSMITTING:
            continue
        moved = move(recipients, RecipientState.PENDING, RecipientState.OVERDUE)
        changed = replace(letter, recipients=moved, state=state_of(moved, letter.attempts_made), due_at=None)
        yield from write_delivery(changed, recipients)
        yield from settle_run(letter.run_id, now, changed)


def _wake_at(lanes: Sequence[tuple[Stored[Any], Lane]], now: datetime) -> Steps[datetime | None]:
    """Return when there may be something to take: nothing is due now, or there is no room for it."""
    times = []
    for stored, lane in lanes:
        if lane.hold is not None:
            answer = yield (
                "SELECT MIN(give_up_at) FROM delivery WHERE connection_id = ? AND due_at IS NOT NULL",
                (stored.id,),
            )
        elif lane.room == 0:
            # What is under way wakes us when it ends; only a limit by the minute ends by itself.
            begun = (yield from begun_lately(stored.id, now)) if lane.connection.messages_per_minute else []
            times += [begun[0] + RATE_WINDOW] if begun else []
            continue
        else:
            answer = yield (
                "SELECT MIN(CASE WHEN lease_until IS NULL OR lease_until <= ? THEN due_at ELSE lease_until END) "
                "FROM delivery WHERE connection_id = ? AND due_at IS NOT NULL",
                (moment(now), stored.id),
            )
        time = instant(answer.rows[0][0])
        if time is not None:
            times.append(time)
    return min(times, default=None)


def _probed(claim: Claim) -> Steps[int | None]:
    answer = yield "SELECT connection_id FROM connection_state WHERE id = ?", (claim.id,)
    return answer.rows[0][0] if answer.rows else None


def _claim_probe(connection_id: int, now: datetime) -> Steps[Claim | None]:
    answer = yield (
        "UPDATE connection_state SET token = token + 1, lease_until = ? "
        f"WHERE connection_id = ? AND suspended_at IS NOT NULL AND {FREE} RETURNING id, token",
        (moment(now + PROBE_LEASE), connection_id, *free_at(now, PROBE_LEASE)),
    )
    return Claim(WorkKind.PROBE, *answer.rows[0]) if answer.rows else None


def _write_probe(claim: Claim, state: ConnectionState, notice: NoticeKind | None, now: datetime) -> Steps[bool]:
    held = yield "SELECT 1 FROM connection_state WHERE id = ? AND token = ?", (claim.id, claim.token)
    if not held.rows:
        return False
    yield from write_state(state)
    if notice is not None:
        yield from add_notices(state.connection_id, notice, now)
    return True


def read_recipients(delivery_id: int) -> Steps[tuple[Recipient, ...]]:
    """Return a letter's recipients."""
    answer = yield f"SELECT {_RECIPIENT} FROM recipient WHERE delivery_id = ? ORDER BY id", (delivery_id,)
    return tuple(map(_recipient, answer.rows))


def _recipient(row: Sequence[Any]) -> Recipient:
    number, address, name, kind, state, cause, reply, attempt = row
    return Recipient(number, address, name, kind, RecipientState(state), cause, reply, attempt)


def delivery_of(row: Sequence[Any], recipients: tuple[Recipient, ...]) -> Delivery:
    """Return the letter of a row of COLUMNS."""
    give_up_at, created_at = instant(row[9]), instant(row[10])
    if give_up_at is None or created_at is None:
        raise ValueError("a letter without its times")
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
        give_up_at=give_up_at,
        created_at=created_at,
        due_at=instant(row[11]),
        ended_at=instant(row[12]),
        cause=row[13],
        reply=row[14],
        told=bool(row[15]),
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
        "UPDATE delivery SET state = ?, due_at = ?, cause = ?, reply = ?, ended_at = ?, give_up_at = ?, "
        "lease_until = CASE WHEN token = ? THEN NULL ELSE lease_until END WHERE id = ?",
        (
            letter.state.value,
            moment(letter.due_at),
            letter.cause,
            letter.reply,
            moment(letter.ended_at),
            moment(letter.give_up_at),
            -1 if claim is None else claim.token,
            letter.id,
        ),
    )


def write_attempt(delivery_id: int, attempt: Attempt) -> Steps[None]:
    """Write what a try came to."""
    yield (
        "UPDATE attempt SET phase = ?, outcome = ?, ended_at = ?, peer = ?, cause = ?, code = ?, enhanced = ?, "
        "reply = ? WHERE delivery_id = ? AND number = ?",
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
        ),
    )
