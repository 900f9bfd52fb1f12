"""What a database from a copy must be told before it is used, as statements: nothing goes twice because of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from domain.configured.connection import Connection
from domain.deliveries.delivery import DeliveryState
from domain.deliveries.restoring import CutOff, restored
from domain.deliveries.suspension import NoticeKind
from domain.messages.causes import Cause
from domain.runs.run import RunStatus
from domain.uploads.uploads import UploadState
from storage.repositories.lanes import add_notices, read_state, write_state
from storage.repositories.letter_rows import COLUMNS, STAGED, delivery_of, read_recipients, write_delivery
from storage.repositories.settling import settle_run
from storage.secrets import SecretBox, SecretUnreadable, owner_of
from storage.statements import Steps, moment, placeholders

_ENDED = tuple(state.value for state in DeliveryState if state.is_ended)
_OPEN_UPLOADS = (UploadState.LOOKED_AT.value, UploadState.APPLYING.value)
_UNDER_WAY = (RunStatus.RUNNING.value, RunStatus.WAITING.value)


@dataclass(frozen=True, slots=True)
class ReadyAgain:
    """What cannot go on by itself: letters of which it is not known whether they went, presses that became none."""

    uncertain: int
    cut_off: int
    unreadable: tuple[Connection, ...]


def ready_again(
    box: SecretBox | None, now: datetime, morning: Callable[[datetime], datetime], newest: int | None
) -> Steps[ReadyAgain]:
    """Tell a database what it must be told; `newest` is the newest update that was seen since the copy was made."""
    unreadable = yield from suspend_unreadable(box, now, morning)
    uncertain, cut_off = yield from leave_to_authors(now)
    yield from close_inbox(newest, now)
    return ReadyAgain(uncertain, cut_off, unreadable)


def suspend_unreadable(
    box: SecretBox | None, now: datetime, morning: Callable[[datetime], datetime]
) -> Steps[tuple[Connection, ...]]:
    """Suspend the connections with a secret that the key at hand does not open, and return them."""
    found = yield "SELECT id, document FROM connection ORDER BY id", ()
    unreadable = []
    for number, document in found.rows:
        connection = Connection.from_stored(document)
        kept = yield "SELECT name, sealed FROM connection_secret WHERE connection_id = ?", (number,)
        means = connection.login_secrets.known
        if all(_opens(box, bytes(sealed), name, connection) for name, sealed in kept.rows if name in means):
            continue
        unreadable.append(connection)
        before = yield from read_state(number)
        after = before.faulted(now, Cause.SECRET_UNREADABLE, None, morning)
        if after is not before:
            yield from write_state(after)
            yield from add_notices(number, NoticeKind.SUSPENDED, now)
    return tuple(unreadable)


def _opens(box: SecretBox | None, sealed: bytes, name: str, connection: Connection) -> bool:
    try:
        return box is not None and bool(box.open(sealed, owner_of(connection.system_name, name)))
    except SecretUnreadable:
        return False


def leave_to_authors(now: datetime) -> Steps[tuple[int, int]]:
    """Make what was under way its author's question; return how many letters, and how many runs without one.

    Outcomes that were still to be told stay so: one that is told twice does less harm than one that never is.
    """
    yield "DELETE FROM delivery WHERE state = ?", (STAGED,)  # of segments that were not at their end
    open_letters = yield (
        f"SELECT {COLUMNS} FROM delivery WHERE state NOT IN ({placeholders(_ENDED)}) ORDER BY id",
        _ENDED,
    )
    runs = yield f"SELECT id FROM scenario_run WHERE status IN ({placeholders(_UNDER_WAY)}) ORDER BY id", _UNDER_WAY
    cut_off = [number for (number,) in runs.rows]
    asking = {row[1] for row in open_letters.rows}
    for number in sorted(asking.union(cut_off)):
        yield "DELETE FROM report WHERE run_id = ?", (number,)
    error = json.dumps({"key": CutOff.key, "params": {}})
    yield (
        "UPDATE scenario_run SET status = ?, error = ?, ended_at = ?, due_at = NULL, lease_until = NULL, "
        f"token = token + 1 WHERE status IN ({placeholders(_UNDER_WAY)})",
        (RunStatus.FAILED.value, error, moment(now), *_UNDER_WAY),
    )
    yield (
        f"UPDATE delivery SET token = token + 1, lease_until = NULL WHERE state NOT IN ({placeholders(_ENDED)})",
        _ENDED,
    )
    yield "UPDATE attempt SET outcome = ?, ended_at = ? WHERE outcome = ?", ("interrupted", moment(now), "open")
    for row in open_letters.rows:
        recipients = yield from read_recipients(row[0])
        letter = restored(delivery_of(row, recipients))
        yield from write_delivery(letter, recipients)
        yield from settle_run(letter.run_id, now, letter)
    alone = [number for number in cut_off if number not in asking]
    for number in alone:
        yield from settle_run(number, now)
    return len(open_letters.rows), len(alone)


def close_inbox(newest: int | None, now: datetime) -> Steps[None]:
    """Handle nothing of the copy's inbox again, and take nothing again that the old database has seen."""
    yield "UPDATE \"update\" SET done_at = ?, body = '{}', sealed = NULL WHERE done_at IS NULL", (moment(now),)
    if newest is not None:
        yield (
            "INSERT INTO \"update\" (id, person_id, body, received_at, done_at, tries) VALUES (?, 0, '{}', ?, ?, 0) "
            "ON CONFLICT (id) DO NOTHING",
            (newest, moment(now), moment(now)),
        )
    # A file that was about to be applied then is not what its sender wants now.
    yield (
        "UPDATE upload SET state = ?, content = NULL, due_at = NULL, lease_until = NULL, token = token + 1 "
        f"WHERE state IN ({placeholders(_OPEN_UPLOADS)})",
        (UploadState.CANCELLED.value, *_OPEN_UPLOADS),
    )
    # What a person was asked to confirm then is confirmed or over by now.
    yield "DELETE FROM device_wait", ()
    # A link of the copy may have been used since.
    yield "UPDATE invitation SET expires_at = ? WHERE used_by IS NULL", (moment(now),)
