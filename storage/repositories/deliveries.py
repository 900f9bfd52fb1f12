"""Letters, their recipients and attempts, as people see and steer them."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.deliveries import delivery as domain
from domain.deliveries.deliveries import Held, OfRuns
from domain.deliveries.lanes import Hold, hold_of
from domain.deliveries.tally import Tally
from domain.paging import NumberEdge, NumberedPage, numbered_page
from domain.runs.reports import News
from domain.work import LostClaim
from storage import models
from storage.repositories.holding import IS_HELD
from storage.repositories.lanes import KEPT_SECRETS, Documents, names_of
from storage.repositories.letter_rows import (
    COLUMNS,
    STAGED,
    delivery_of,
    read_recipients,
    read_recipients_of,
    take_away,
    write_delivery,
    write_letters,
)
from storage.repositories.news import leave_report
from storage.repositories.settling import settle_run
from storage.statements import AMONG, Steps, instant, moment, placeholders
from storage.transactions import execute, read

_STATES = json.dumps([state.value for state in domain.DeliveryState])
LETTERED = "UPDATE scenario_run SET lettered = TRUE WHERE id = ? AND lettered = FALSE"
LETTERED_ONES = f"UPDATE scenario_run SET lettered = TRUE WHERE id {AMONG} AND lettered = FALSE"
"""Written with a run's first letter: the journal lists it by its letters from then on."""

_NAMED = f"id {AMONG}"


class DeliveryRepository:
    """Implements `domain.deliveries.deliveries.Deliveries`."""

    def __init__(self) -> None:
        self._documents = Documents()

    async def get(self, delivery_id: int) -> domain.Delivery | None:
        """Return the delivery with its recipients."""
        found = await read(lambda: _read("id = ?", (delivery_id,)))
        return found[0] if found else None

    async def of_run(
        self,
        runs: OfRuns,
        *,
        states: Collection[domain.DeliveryState] = (),
        after: int = 0,
        most: int | None = None,
    ) -> list[domain.Delivery]:
        """Return the deliveries of runs in order: those in one of the `states`, if any are named, and above `after`."""
        where, values = _of(runs)
        if states:
            where += f" AND state IN ({placeholders(states)})"
            values += [state.value for state in states]
        if after:
            where += " AND id > ?"
            values.append(after)
        if most is not None:
            where, values = _first(where, values, most)
        return await read(lambda: _read(where, values))

    async def page_of_run(
        self, runs: OfRuns, states: Collection[domain.DeliveryState], limit: int, edge: NumberEdge | None
    ) -> NumberedPage[domain.Delivery]:
        """Return deliveries of runs in order, those next to the edge: in one of the `states`, if any are named."""
        upwards = edge is not None and edge.newer
        where, values = _of(runs)
        if states:
            where += f" AND state IN ({placeholders(states)})"
            values += [state.value for state in states]
        if edge is not None:
            where += f" AND id {'<' if upwards else '>'} ?"
            values.append(edge.number)
        where, values = _first(where, values, limit + 1, order="DESC" if upwards else "ASC")
        found = await read(lambda: _read(where, values))
        return numbered_page(found[:: -1 if upwards else 1], limit, edge, lambda letter: letter.id)

    async def few_of_each_state(self, runs: OfRuns, most: int) -> list[domain.Delivery]:
        """Return the first `most` deliveries of runs in each state, all of them in order."""
        return await read(lambda: read_few_of_all(runs, most))

    async def tally(self, runs: OfRuns) -> Tally:
        """Return how many of the runs' deliveries are in each state."""
        return await read(lambda: _tally(runs))

    async def question_number(self, runs: OfRuns) -> int:
        """Return what `domain.deliveries.delivery.question_number` says of all the runs' deliveries."""
        return await read(lambda: _question_number(runs))

    async def overdue(self, connection_id: int) -> list[domain.Delivery]:
        """Return the letters behind a connection that have become questions to their authors."""
        return await read(lambda: _read("connection_id = ? AND state = 'overdue'", (connection_id,)))

    async def add(self, run_id: int, new: domain.NewDelivery, now: datetime) -> int:
        """Write the delivery; it is due at once. Behind a connection that rests its author is told so."""
        return await execute(lambda: self.adding(run_id, new, now))

    async def make_live(self, run_id: int, numbers: Sequence[int], now: datetime) -> None:
        """Let letters that were spilled be due at once, all of them together."""
        await execute(lambda: self._make_live(run_id, numbers, now))

    async def attempts(self, delivery_id: int) -> list[domain.Attempt]:
        """Return every try, in order."""
        return list((await self.attempts_of([delivery_id])).get(delivery_id, ()))

    async def attempts_of(self, delivery_ids: Collection[int]) -> Mapping[int, tuple[domain.Attempt, ...]]:
        """Return every try of these letters, in order, by the letters' numbers."""
        return await read(lambda: read_attempts(delivery_ids))

    async def save(self, letter: domain.Delivery) -> None:
        """Write where the letter and each of its recipients stand."""
        await execute(lambda: _save(letter))

    async def is_kept(self, delivery_id: int) -> bool:
        """Whether the letter itself is still there."""
        return await models.Letter.filter(delivery_id=delivery_id).exists()

    async def take_away(self, delivery_id: int, now: datetime) -> None:
        """Raise the token: whoever works on it now stops at the mark, and its attempt has ended."""
        await execute(lambda: take_away(delivery_id, now))

    async def settle(
        self, run_id: int, now: datetime, changed: domain.Delivery | None = None, *, news: News | None = None
    ) -> None:
        """Bring the run and its record up to date in the open transaction, and leave a report."""
        await execute(lambda: settle_run(run_id, now, changed, news=news))

    async def holds(self, connection_ids: Collection[int]) -> Mapping[int, Held]:
        """Return which of the connections rest, and why."""
        return await read(lambda: self.read_holds(connection_ids))

    def adding(self, run_id: int, new: domain.NewDelivery, now: datetime) -> Steps[int]:
        """Write a delivery in the open transaction; return its number."""
        (number,) = yield from write_letters([(run_id, new, now)])
        yield LETTERED, (run_id,)
        held = yield from self.read_holds([new.connection_id])
        if held:
            yield "UPDATE delivery SET told = TRUE WHERE id = ?", (number,)
            yield from leave_report(run_id, News.HELD, now, number)
        return number

    def _make_live(self, run_id: int, numbers: Sequence[int], now: datetime) -> Steps[None]:
        if numbers:
            named, queued = json.dumps(list(numbers)), domain.DeliveryState.QUEUED.value
            live = yield (
                f"UPDATE delivery SET state = ?, due_at = ? WHERE {_NAMED} AND run_id = ? AND state = ?",
                (queued, moment(now), named, run_id, STAGED),
            )
            if live.count != len(numbers):
                raise LostClaim
            yield LETTERED, (run_id,)
            behind = yield f"SELECT DISTINCT connection_id FROM delivery WHERE {_NAMED}", (named,)
            for connection_id in (yield from self.read_holds([number for (number,) in behind.rows])):
                yield from leave_report(run_id, News.HELD, now, numbers[0])
                yield f"UPDATE delivery SET told = TRUE WHERE {_NAMED} AND connection_id = ?", (named, connection_id)
        yield "DELETE FROM spill WHERE run_id = ?", (run_id,)

    def read_holds(self, connection_ids: Collection[int]) -> Steps[dict[int, Held]]:
        """Return which of the connections rest, and why."""
        if not connection_ids:
            return {}
        answer = yield (
            f"SELECT c.id, c.revision, c.document, {KEPT_SECRETS}, s.suspended_at IS NOT NULL, "
            f"s.cause, s.reply, {IS_HELD} FROM connection c LEFT JOIN connection_state s ON s.connection_id = c.id "
            f"WHERE c.id IN ({placeholders(connection_ids)})",
            tuple(connection_ids),
        )
        held = {}
        for number, revision, document, secrets, suspended, cause, reply, everything in answer.rows:
            connection = self._documents.connection(number, revision, document).document
            hold = hold_of(connection, secrets=names_of(secrets), suspended=bool(suspended))
            if everything:
                held[number] = Held(Hold.EVERYTHING)
            elif hold is not None:
                held[number] = Held(hold, cause, reply) if hold is Hold.SUSPENDED else Held(hold)
        return held


def _of(runs: OfRuns) -> tuple[str, list[object]]:
    """Return the condition of letters of runs, with its values; of one run they are found in order."""
    numbers = [runs] if isinstance(runs, int) else list(runs)
    if len(numbers) == 1:
        return "run_id = ?", [*numbers]
    return f"run_id {AMONG}", [json.dumps(numbers)]


def _first(where: str, values: list[object], most: int, order: str = "ASC") -> tuple[str, list[object]]:
    """Return the condition of the first letters that fulfil a condition."""
    first = f"SELECT id FROM delivery WHERE {where} AND state <> '{STAGED}' ORDER BY id {order} LIMIT ?"
    return f"id IN (SELECT id FROM ({first}) AS first)", [*values, most]


def _tally(runs: OfRuns) -> Steps[Tally]:
    where, values = _of(runs)
    answer = yield (
        f"SELECT state, COUNT(*) FROM delivery WHERE {where} AND state <> ? GROUP BY state",
        (*values, STAGED),
    )
    return Tally({domain.DeliveryState(state): count for state, count in answer.rows})


def _question_number(runs: OfRuns) -> Steps[int]:
    where, values = _of(runs)
    answer = yield (
        "SELECT COALESCE(SUM(COALESCE(asked, carried)), 0) FROM (SELECT "
        "MAX(CASE WHEN item.state = ? THEN item.attempt END) AS asked, MAX(item.attempt) AS carried "
        "FROM delivery letter JOIN recipient item ON item.delivery_id = letter.id "
        f"WHERE letter.{where} AND letter.state <> ? GROUP BY letter.id) AS numbers",
        (domain.RecipientState.UNCERTAIN.value, *values, STAGED),
    )
    number: int = answer.rows[0][0]
    return number


def _read(where: str, values: Sequence[object]) -> Steps[list[domain.Delivery]]:
    where, values = f"({where}) AND state <> ?", (*values, STAGED)
    letters = yield f"SELECT {COLUMNS} FROM delivery WHERE {where} ORDER BY id", values
    recipients = yield from read_recipients_of(f"delivery_id IN (SELECT id FROM delivery WHERE {where})", values)
    return [delivery_of(row, recipients.get(row[0], ())) for row in letters.rows]


def read_few_of_all(runs: OfRuns, most: int) -> Steps[list[domain.Delivery]]:
    """Return the first `most` deliveries of all the runs together in each state, all of them in order."""
    where, values = _of(runs)
    few = (
        "id IN (SELECT letter.id FROM json_each(?) known JOIN delivery letter ON letter.id IN "
        f"(SELECT id FROM delivery WHERE {where} AND state = known.value ORDER BY id LIMIT ?))"
    )
    return (yield from _read(few, (_STATES, *values, most)))


def read_few_of_each_state(run_ids: Collection[int], most: int) -> Steps[list[domain.Delivery]]:
    """Return the first `most` deliveries of each of the runs in each state, all of them in order."""
    if not run_ids:
        return []
    answer = yield (
        f"SELECT {COLUMNS} FROM delivery WHERE id IN (SELECT letter.id FROM json_each(?) run "
        "CROSS JOIN json_each(?) known JOIN delivery letter ON letter.id IN "
        "(SELECT id FROM delivery WHERE run_id = CAST(run.value AS BIGINT) "
        "AND state = known.value ORDER BY id LIMIT ?)) ORDER BY id",
        (json.dumps(list(run_ids)), _STATES, most),
    )
    numbers = json.dumps([row[0] for row in answer.rows])
    recipients = yield from read_recipients_of(f"delivery_id {AMONG}", (numbers,))
    return [delivery_of(row, recipients.get(row[0], ())) for row in answer.rows]


_ATTEMPT = "number, server, phase, outcome, started_at, ended_at, peer, cause, code, enhanced, reply"


def read_attempts(delivery_ids: Collection[int]) -> Steps[dict[int, tuple[domain.Attempt, ...]]]:
    """Return every try of these letters, in order, by the letters' numbers."""
    if not delivery_ids:
        return {}
    answer = yield (
        f"SELECT delivery_id, {_ATTEMPT} FROM attempt WHERE delivery_id {AMONG} ORDER BY delivery_id, number",
        (json.dumps(list(delivery_ids)),),
    )
    found: dict[int, list[domain.Attempt]] = {}
    for number, *row in answer.rows:
        found.setdefault(number, []).append(_attempt(row))
    return {number: tuple(attempts) for number, attempts in found.items()}


def _attempt(row: Sequence[Any]) -> domain.Attempt:
    number, server, phase, outcome, started_at, ended_at, *answered = row
    return domain.Attempt(number, server, phase, outcome, instant(started_at), instant(ended_at), *answered)


def _save(letter: domain.Delivery) -> Steps[None]:
    before = yield from read_recipients(letter.id)
    yield from write_delivery(letter, before)
