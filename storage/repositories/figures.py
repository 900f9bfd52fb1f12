"""How things stand in the rows, for whoever watches the product: a look at the ends of indexes, never at a history."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from domain.deliveries.delivery import DeliveryState
from domain.operating.figures import Figures
from domain.work import WorkKind
from storage.partial_indexes import TROUBLED
from storage.repositories.holding import is_held
from storage.repositories.work import HELD_BACK, TABLES
from storage.statements import Steps, instant, moment
from storage.transactions import execute, read

WRITTEN = "readiness"
"""The name of the setting that is written to see whether anything can be written."""

_FREE = "(lease_until IS NULL OR lease_until < ?)"


class FiguresRepository:
    """Implements `domain.operating.figures.ReadsFigures`."""

    async def figures(self, now: datetime) -> Figures:
        """Return how things stand."""
        return await read(lambda: _figures(now))

    async def migrations(self) -> frozenset[str]:
        """Return the names of the migrations that the database has seen."""
        return await read(_migrations)

    async def write(self, now: datetime) -> None:
        """Write a row."""
        await execute(lambda: _write(now))


def _figures(now: datetime) -> Steps[Figures]:
    held_back = yield from is_held()
    oldest: dict[WorkKind, datetime] = {}
    for kind in WorkKind:
        if kind is WorkKind.DELIVERY or (held_back and kind in HELD_BACK):
            continue
        answer = yield (
            f"SELECT due_at FROM {TABLES[kind]} WHERE due_at <= ? AND {_FREE} ORDER BY due_at LIMIT 1",
            (moment(now), moment(now)),
        )
        _note(oldest, kind, answer.rows)
    connections = yield (
        "SELECT c.id, c.system_name, c.document, s.suspended_at, s.cause FROM connection c "
        "LEFT JOIN connection_state s ON s.connection_id = c.id",
        (),
    )
    waiting: dict[str, int] = {}
    suspended: dict[str, int] = {}
    for number, name, document, suspended_at, cause in connections.rows:
        count = yield "SELECT COUNT(*) FROM delivery WHERE connection_id = ? AND due_at IS NOT NULL", (number,)
        waiting[name] = count.rows[0][0]
        if suspended_at is not None:
            suspended[cause or ""] = suspended.get(cause or "", 0) + 1
        elif not held_back and json.loads(document).get("enabled", True):
            answer = yield (
                f"SELECT due_at FROM delivery WHERE connection_id = ? AND due_at <= ? AND {_FREE} "
                "ORDER BY due_at LIMIT 1",
                (number, moment(now), moment(now)),
            )
            _note(oldest, WorkKind.DELIVERY, answer.rows)
    in_hand = yield "SELECT COUNT(*) FROM delivery WHERE lease_until > ?", (moment(now),)
    asking: dict[str, int] = {}
    for state in (DeliveryState.UNCERTAIN.value, DeliveryState.OVERDUE.value):
        count = yield f"SELECT COUNT(*) FROM delivery WHERE {TROUBLED} AND state = ?", (state,)
        asking[state] = count.rows[0][0]
    inbox = yield 'SELECT COUNT(*), MIN(received_at) FROM "update" WHERE done_at IS NULL', ()
    count, since = inbox.rows[0]
    return Figures(
        oldest_due=oldest,
        waiting=waiting,
        in_hand=in_hand.rows[0][0],
        asking=asking,
        suspended=suspended,
        held_back=held_back,
        inbox=count,
        inbox_oldest=instant(since),
    )


def _note(oldest: dict[WorkKind, datetime], kind: WorkKind, rows: Iterable[Sequence[Any]]) -> None:
    """Keep the earlier of what is known and what was found."""
    for (text,) in rows:
        due = instant(text)
        if due is not None and (kind not in oldest or due < oldest[kind]):
            oldest[kind] = due


def _migrations() -> Steps[frozenset[str]]:
    answer = yield "SELECT name FROM tortoise_migrations", ()
    return frozenset(name for (name,) in answer.rows)


def _write(now: datetime) -> Steps[None]:
    yield (
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (WRITTEN, json.dumps({"value": int(now.timestamp())})),
    )
