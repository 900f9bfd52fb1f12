"""Lanes and states of connections, as statements: what may go now, and how a connection fares."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import ValidationError

from domain.configured.connection import Connection
from domain.deliveries.lanes import RATE_WINDOW, Lane
from domain.deliveries.suspension import ConnectionState, NoticeKind
from domain.documents import Stored
from domain.faults import Fault, note
from domain.people import Role
from domain.work import Claim, WorkKind
from storage.repositories.holding import IS_HELD
from storage.repositories.work import FREE, free_at
from storage.statements import Steps, instant, moment

PROBE_LEASE = timedelta(minutes=2)

KEPT_SECRETS = "(SELECT group_concat(k.name) FROM connection_secret k WHERE k.connection_id = c.id)"
"""The names of a connection's secrets, as `names_of` reads them."""

_STATE = (
    "proven_revision",
    "suspended_at",
    "cause",
    "reply",
    "probes",
    "due_at",
    "resumed_at",
    "last_success_at",
    "last_failure_at",
    "remind_at",
    "warned",
)


class Documents:
    """Reads a connection's document from JSON once for each revision.

    `unreadable` holds those that could not be read any more, until administrators are told.
    """

    def __init__(self) -> None:
        self._read: dict[int, Stored[Connection]] = {}
        self.unreadable: dict[int, Fault] = {}

    def connection(self, number: int, revision: int, document: str) -> Stored[Connection]:
        """Return the document."""
        known = self._read.get(number)
        if known is None or known.revision != revision:
            known = self._read[number] = Stored(number, revision, self._document(number, document))
        return known

    def told(self, numbers: Iterable[int]) -> None:
        """Administrators are told of these."""
        for number in numbers:
            self.unreadable.pop(number, None)

    def _document(self, number: int, document: str) -> Connection:
        try:
            return Connection.from_stored(document)
        except ValidationError as error:
            self.unreadable[number] = note(error, f"connection {number} cannot be read, its letters wait")
            return Connection.switched_off(document)


def read_lanes(documents: Documents, now: datetime) -> Steps[list[tuple[Stored[Connection], Lane]]]:
    """Return every connection with how many letters it may carry."""
    busy = yield (
        "SELECT connection_id + 0, COUNT(*) FROM delivery WHERE lease_until > ? GROUP BY connection_id + 0",
        (moment(now),),
    )
    under_way = dict(map(tuple, busy.rows))
    found = yield (
        f"SELECT c.id, c.revision, c.document, {KEPT_SECRETS}, s.suspended_at IS NOT NULL, "
        f"s.proven_revision, {IS_HELD} FROM connection c LEFT JOIN connection_state s ON s.connection_id = c.id "
        "ORDER BY c.id",
        (),
    )
    lanes = []
    for number, revision, document, secrets, suspended, proven, held in found.rows:
        stored = documents.connection(number, revision, document)
        begun = 0
        if stored.document.messages_per_minute:
            begun = len((yield from begun_lately(number, now)))
        lane = Lane(
            connection=stored.document,
            revision=revision,
            secrets=names_of(secrets),
            suspended=bool(suspended),
            proven_revision=proven,
            under_way=under_way.get(number, 0),
            begun_lately=begun,
            everything_held=bool(held),
        )
        lanes.append((stored, lane))
    return lanes


def names_of(secrets: str | None) -> frozenset[str]:
    """Read names of secrets as KEPT_SECRETS gives them."""
    return frozenset(secrets.split(",")) if secrets else frozenset()


def begun_lately(connection_id: int, now: datetime) -> Steps[list[datetime]]:
    """Return when the attempts of the last minute began, the oldest first."""
    answer = yield (
        "SELECT a.started_at FROM attempt a JOIN delivery d ON d.id = a.delivery_id "
        "WHERE a.started_at > ? AND a.started_at <= ? AND d.connection_id = ? ORDER BY a.started_at",
        (moment(now - RATE_WINDOW), moment(now), connection_id),
    )
    return [time for (text,) in answer.rows if (time := instant(text)) is not None]


def read_state(connection_id: int) -> Steps[ConnectionState]:
    """Return how a connection fares; of one that has carried nothing yet, nothing is known."""
    answer = yield (
        f"SELECT {', '.join(_STATE)} FROM connection_state WHERE connection_id = ?",
        (connection_id,),
    )
    if not answer.rows:
        return ConnectionState(connection_id)
    proven, suspended, cause, reply, probes, due, resumed, success, failure, remind, warned = answer.rows[0]
    return ConnectionState(
        connection_id=connection_id,
        proven_revision=proven,
        suspended_at=instant(suspended),
        cause=cause,
        reply=reply,
        probes=probes,
        probe_at=instant(due),
        resumed_at=instant(resumed),
        last_success_at=instant(success),
        last_failure_at=instant(failure),
        remind_at=instant(remind),
        warned=bool(warned),
    )


def write_state(state: ConnectionState) -> Steps[None]:
    """Write how a connection fares; whoever probes it now has lost it."""
    values: tuple[Any, ...] = (
        state.proven_revision,
        moment(state.suspended_at),
        state.cause,
        state.reply,
        state.probes,
        moment(state.probe_at),
        moment(state.resumed_at),
        moment(state.last_success_at),
        moment(state.last_failure_at),
        moment(state.remind_at),
        state.warned,
    )
    sets = ", ".join(f"{name} = excluded.{name}" for name in _STATE)
    yield (
        f"INSERT INTO connection_state (connection_id, token, {', '.join(_STATE)}) "
        f"VALUES (?, 0, {', '.join('?' * len(_STATE))}) ON CONFLICT (connection_id) DO UPDATE SET {sets}, "
        "token = connection_state.token + 1, lease_until = NULL",
        (state.connection_id, *values),
    )


def add_notices(connection_id: int, kind: NoticeKind, now: datetime) -> Steps[None]:
    """Leave a notice for each administrator; an older one about the connection that nobody was told is overtaken."""
    yield "DELETE FROM notice WHERE connection_id = ? AND lease_until IS NULL", (connection_id,)
    yield (
        "INSERT INTO notice (token, due_at, person_id, connection_id, kind, tries) "
        "SELECT 0, ?, telegram_id, ?, ?, 0 FROM person WHERE role = ? AND active",
        (moment(now), connection_id, str(kind), str(Role.ADMIN)),
    )


def probed_connection(claim: Claim) -> Steps[int | None]:
    """Return the connection that a claimed probe is of."""
    answer = yield "SELECT connection_id FROM connection_state WHERE id = ?", (claim.id,)
    return answer.rows[0][0] if answer.rows else None


def claim_probe(connection_id: int, now: datetime) -> Steps[Claim | None]:
    """Take a suspended connection for a probe, unless somebody probes it."""
    answer = yield (
        "UPDATE connection_state SET token = token + 1, lease_until = ? "
        f"WHERE connection_id = ? AND suspended_at IS NOT NULL AND {FREE} RETURNING id, token",
        (moment(now + PROBE_LEASE), connection_id, *free_at(now, PROBE_LEASE)),
    )
    return Claim(WorkKind.PROBE, *answer.rows[0]) if answer.rows else None


def write_probe(claim: Claim, state: ConnectionState, notice: NoticeKind | None, now: datetime) -> Steps[bool]:
    """Write what a probe has found; False when it came too late."""
    held = yield "SELECT 1 FROM connection_state WHERE id = ? AND token = ?", (claim.id, claim.token)
    if not held.rows:
        return False
    yield from write_state(state)
    if notice is not None:
        yield from add_notices(state.connection_id, notice, now)
    return True


def next_look(lanes: Sequence[tuple[Stored[Any], Lane]], now: datetime) -> Steps[datetime | None]:
    """Return when there may be something to take: nothing is due now, or there is no room for it."""
    times = []
    for stored, lane in lanes:
        if not lane.rests and lane.room == 0:
            # What is under way wakes us when it ends; only a limit by the minute ends by itself.
            begun = (yield from begun_lately(stored.id, now)) if lane.connection.messages_per_minute else []
            times += [begun[0] + RATE_WINDOW] if begun else []
            continue
        held = yield (
            "SELECT MIN(lease_until) FROM delivery WHERE lease_until > ? AND +connection_id = ? AND due_at IS NOT NULL",
            (moment(now), stored.id),
        )
        firsts = [held]
        if lane.suspended:
            untold = yield (
                "SELECT 1 FROM delivery WHERE connection_id = ? AND due_at IS NOT NULL AND told = FALSE "
                "AND lease_until IS NULL ORDER BY give_up_at LIMIT 1",
                (stored.id,),
            )
            times += [now] if untold.rows else []
        wanted = (
            [("told = FALSE AND", "give_up_at"), ("told = TRUE AND", "give_up_at")] if lane.rests else [("", "due_at")]
        )
        for which, time in wanted:
            first = yield (
                f"SELECT {time} FROM delivery WHERE connection_id = ? AND due_at IS NOT NULL AND {which} "
                f"(lease_until IS NULL OR lease_until <= ?) ORDER BY {time} LIMIT 1",
                (stored.id, moment(now)),
            )
            firsts.append(first)
        times += [at for answer in firsts for (text,) in answer.rows if (at := instant(text)) is not None]
    return min(times, default=None)
