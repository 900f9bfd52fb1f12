"""The outbox over the tables: few statements a step, so that many letters' steps share a commit."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

from domain.configured.connection import Connection
from domain.deliveries.delivery import (
    Attempt,
    Delivery,
    DeliveryState,
    RecipientState,
    state_of,
)
from domain.deliveries.lanes import Lane
from domain.deliveries.outbox import Outcome, Standing, StateChange, Taken
from domain.deliveries.suspension import ConnectionState, NoticeKind
from domain.documents import Stored
from domain.faults import MOST_CLAIMS, Fault, TakenUpInVain
from domain.messages.sending import Phase
from domain.work import Claim, LostClaim, WorkKind
from storage.repositories.abandoned import ALL, interrupt, see_to_resting, take_up_all, tell_waiting
from storage.repositories.giving_up import give_up, or_give_up, tell_admins
from storage.repositories.lanes import (
    Documents,
    add_notices,
    claim_probe,
    next_look,
    probed_connection,
    read_lanes,
    read_state,
    write_probe,
    write_state,
)
from storage.repositories.letter_contents import IN_HAND, content_of
from storage.repositories.letter_rows import (
    COLUMNS,
    RECIPIENT_COLUMNS,
    delivery_of,
    read_recipients,
    recipient_of,
    write_attempt,
    write_delivery,
)
from storage.repositories.settling import settle_run
from storage.repositories.turns import DUE, Turns, strays
from storage.repositories.work import FREE, free_at
from storage.statements import Steps, instant, moment, placeholders
from storage.transactions import execute, read

_BOTH = (
    ", ".join(f"d.{name}" for name in [*COLUMNS.split(", "), "token"])
    + ", "
    + ", ".join(f"r.{name}" for name in RECIPIENT_COLUMNS.split(", "))
)
_WIDTH = len(COLUMNS.split(", ")) + 1


class OutboxRepository:
    """Implements `domain.deliveries.outbox.Outbox`."""

    def __init__(self, tell: Callable[[], None] = lambda: None) -> None:
        """`tell` is called when taking has left something to be told: a letter that could not even be taken."""
        self._tell = tell
        self._told: list[int] = []
        self._documents = Documents()
        self._turns = Turns()
        self._fine: dict[int, ConnectionState] = {}

    async def take(self, now: datetime, lease: timedelta, limit: int) -> tuple[list[Taken], datetime | None]:
        """Take letters that may go."""
        may, wake_at = await read(lambda: self._look(now, lease))
        if not may:
            return [], wake_at  # most looks find nothing: whoever writes is not kept waiting for them
        taken = await execute(lambda: self._take(now, lease, limit))
        self.tell_left()
        return taken

    def taking(self, now: datetime, lease: timedelta, limit: int) -> Steps[list[Taken]]:
        """Take letters that may go in the open transaction; once it is committed, `tell_left` follows."""
        taken, _ = yield from self._take(now, lease, limit)
        return taken

    def tell_left(self) -> None:
        """Say that there is something to be told, where taking has left any."""
        if self._told:
            self._told.clear()
            self._tell()

    async def mark(self, claim: Claim, attempt: Attempt, addresses: Collection[str]) -> bool:
        """Write that from now on the server may have the letter for those."""
        return await execute(lambda: _mark(claim, attempt, addresses))

    async def settle(
        self, taken: Taken, attempt: Attempt, outcome: Outcome, state: StateChange, *, answered: bool
    ) -> Delivery | None:
        """Write what an attempt came to, and what follows."""
        return await execute(lambda: self._settle(taken, attempt, outcome, state, answered=answered))

    async def note(self, used: Stored[Connection], change: StateChange, now: datetime) -> None:
        """Write how a connection fares."""
        await execute(lambda: self._change_state(used, change, now))

    async def standing(self, connection_id: int, now: datetime) -> Standing | None:
        """Return how a connection stands."""
        return await read(lambda: self._standing(connection_id, now))

    async def probed(self, claim: Claim) -> int | None:
        """Return the connection that a claimed probe is of."""
        return await read(lambda: probed_connection(claim))

    async def claim_probe(self, connection_id: int, now: datetime) -> Claim | None:
        """Take a suspended connection for a probe."""
        return await execute(lambda: claim_probe(connection_id, now))

    async def write_state(self, claim: Claim, state: ConnectionState, notice: NoticeKind | None, now: datetime) -> bool:
        """Write what a probe has found."""
        return await execute(lambda: write_probe(claim, state, notice, now))

    async def give_up(self, claim: Claim, fault: Fault, now: datetime) -> None:
        """End a letter on which nothing can be done, without reading more of it than must be; raises LostClaim."""
        await execute(lambda: _give_up(claim, fault, now))

    async def take_up(self, now: datetime) -> int:
        """Take up all that was left behind its mark."""
        return await execute(lambda: take_up_all(self._documents, now))

    def _look(self, now: datetime, lease: timedelta) -> Steps[tuple[bool, datetime | None]]:
        """Return whether there may be something to be done, else when to look again."""
        lanes = yield from read_lanes(self._documents, now)
        if self._documents.unreadable:
            return True, None
        for stored, lane in lanes:
            if (lane.rests or lane.room) and (yield from strays(stored.id, lane, now, lease)):
                return True, None
        wake_at = yield from next_look(lanes, now)
        return wake_at is not None and wake_at <= now, wake_at

    def _take(self, now: datetime, lease: timedelta, limit: int) -> Steps[tuple[list[Taken], datetime | None]]:
        lanes = yield from read_lanes(self._documents, now)
        taken: list[Taken] = []
        while self._documents.unreadable:
            connection_id, fault = self._documents.unreadable.popitem()
            yield from tell_waiting(connection_id, now, ALL)
            yield from tell_admins(fault, "connection", connection_id, now)
            self._told.append(connection_id)
        for stored, lane in lanes:
            if lane.rests:
                yield from see_to_resting(stored, lane, now, lease, self._told)
                continue
            room = min(lane.room, limit - len(taken))
            while room > 0:
                number = yield from self._turns.next(stored.id, lane, now, lease)
                if number is None:
                    break
                letter = yield from or_give_up(number, _begin(number, stored, lane, now, lease), now, self._told)
                if letter is None:
                    self._told.append(number)  # it may have become a question, or have been given up
                else:
                    taken.append(letter)
                    room -= 1
        wake_at = None if taken else (yield from next_look(lanes, now))
        return taken, wake_at

    def _settle(
        self, taken: Taken, attempt: Attempt, outcome: Outcome, state: StateChange, *, answered: bool
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
        recipients = tuple(recipient_of(item[_WIDTH:]) for item in answer.rows)
        current = delivery_of(row, recipients)
        ours = row[_WIDTH - 1] == claim.token
        if current.attempts_made != attempt.number or (not ours and not answered):
            return None
        changed = outcome(current, late=not ours)
        if not ours and _states(changed) == _states(current):
            # What was decided stays: a late answer does not tell as the server's what a person has said.
            return None
        yield from write_delivery(changed, recipients, claim)
        fault = Fault.in_words(attempt.reply)
        if fault is not None and attempt.code is None and changed.due_at is None:
            yield from tell_admins(fault, claim.kind, claim.id, now)
        held = yield from self._change_state(taken.connection, state, now)
        yield from settle_run(current.run_id, now, changed, held=held)
        if held:
            yield from tell_waiting(taken.connection.id, now)
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
            "SELECT COUNT(*) FROM delivery WHERE connection_id = ? AND state = 'overdue'",
            (connection_id,),
        )
        count, first = waiting.rows[0]
        return Standing(found[0], state, found[1].hold, count, overdue.rows[0][0], instant(first))


def _states(letter: Delivery) -> list[RecipientState]:
    return [item.state for item in letter.recipients]


def _begin(number: int, stored: Stored[Any], lane: Lane, now: datetime, lease: timedelta) -> Steps[Taken | None]:
    """Take one letter and begin its attempt; None when it is not to be had, or has nobody left to be sent to."""
    due = (moment(now), moment(lane.horizon(now)), *free_at(now, lease))
    answer = yield (
        "UPDATE delivery SET token = token + 1, tries = tries + 1, lease_until = ?, state = ?, "
        "attempts_made = attempts_made + 1 "
        f"WHERE id = ? AND state <> ? AND {DUE} AND {FREE} RETURNING {COLUMNS}, token, tries, {IN_HAND}",
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
    token, tries, content = answer.rows[0][-3:]
    if tries > MOST_CLAIMS:
        raise TakenUpInVain
    claim = Claim(WorkKind.DELIVERY, number, token, tries)
    return Taken(claim, letter, attempt, stored, content_of(number, content))


def _take_up(number: int, stored: Stored[Any], lane: Lane, now: datetime, lease: timedelta) -> Steps[Taken | None]:
    """Take up what a worker left past its mark; those whom it did not carry still go."""
    due = (moment(now), moment(lane.horizon(now)), *free_at(now, lease))
    answer = yield (
        f"SELECT {COLUMNS} FROM delivery WHERE id = ? AND state = ? AND {DUE} AND {FREE}",
        (number, DeliveryState.TRANSMITTING.value, *due),
    )
    if not answer.rows:
        return None
    left = yield from interrupt(answer.rows[0], stored.document, now)
    if left.due_at is None:
        return None
    return (yield from _begin(number, stored, lane, now, lease))


def _give_up(claim: Claim, fault: Fault, now: datetime) -> Steps[None]:
    held = yield "SELECT 1 FROM delivery WHERE id = ? AND token = ?", (claim.id, claim.token)
    if not held.rows:
        raise LostClaim
    yield from give_up(claim.id, fault, now)


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
        f"WHERE delivery_id = ? AND state = ? AND address IN ({placeholders(named)})",
        (RecipientState.TRANSMITTING.value, attempt.number, claim.id, RecipientState.PENDING.value, *named),
    )
    return True
