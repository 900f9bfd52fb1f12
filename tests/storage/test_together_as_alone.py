"""Letters are taken, marked and settled together as each would be alone: whatever state their rows are in.

Two copies of a database get the same letters in the same odd states. In one each step is driven by itself, in the
other all of a moment are gathered as the writer gathers them; then every row must be equal.
"""

import asyncio
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import groupby
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.deliveries.attempt_delivery import AttemptDelivery
from domain.deliveries.outbox import Taken
from domain.messages.sending import Envelope, Failure, Phase, Receipt, Reply
from domain.runs.run import RunStatus
from domain.runs.runs import NewRun
from storage.repositories import outbox as module
from storage.repositories.met import Met
from storage.repositories.outbox import OutboxRepository
from storage.statements import Steps, drive
from storage.together import Among
from tests.domain.deliveries.conftest import (
    LEASE,
    MovedClock,
    ToldSender,
    accepted,
    answers,
    breaks,
    morning,
    new_letter,
    no_wait,
    open_office,
    refuses,
)
from tests.storage.both_ways import Copies, driven_alone, driven_together, kept_in_memory, rows_of

LETTERS = 5
WITHOUT_ORDER = ("attempt", "report", "notice", "announcement")
TABLES = ("delivery", "recipient", "scenario_run", "record", "connection_state", *WITHOUT_ORDER)

LATE = Reply(250, "2.0.0", "Ok: queued")
RECEIPTS: dict[str, Callable[[Envelope], Receipt]] = {
    "accepted": accepted,
    "accepted in other words": lambda envelope: replace(accepted(envelope), reply=LATE, peer="mail:25 [1.2.3.4]"),
    "not now": answers(451),
    "never": answers(554, "5.7.1"),
    "uncertain": breaks(Phase.MARKED, Failure.DROPPED, uncertain=True),
    "dropped": breaks(Phase.RCPT, Failure.DROPPED),
    "wrong password": lambda _: Receipt(Phase.LOGIN, reply=Reply(535, "5.7.8", "No"), failure=Failure.LOGIN_REFUSED),
    "one refused": refuses("second@firma.local"),
    "internal": lambda _: Receipt(Phase.MARKED, failure=Failure.INTERNAL, detail="fault 7", uncertain=True),
}

OFTEN = ["accepted"] * 8
REPORT = (
    "INSERT INTO report (token, due_at, lease_until, run_id, news, tries, drawn) "
    "VALUES (3, '2026-11-23 11:00:00+00:00',"
)
ODD = (
    "UPDATE delivery SET token = token + 1 WHERE id = {letter}",
    "UPDATE delivery SET attempts_made = attempts_made + 1 WHERE id = {letter}",
    "UPDATE delivery SET told = 1 WHERE id = {letter}",
    "UPDATE delivery SET restored = 1 WHERE id = {letter}",
    "UPDATE delivery SET due_at = NULL WHERE id = {letter}",
    "UPDATE delivery SET due_at = '2026-11-23 13:00:00+00:00' WHERE id = {letter}",
    "UPDATE delivery SET tries = 1000 WHERE id = {letter}",
    "UPDATE delivery SET attempts_made = 2 WHERE id = {letter}",
    "UPDATE delivery SET lease_until = '2026-11-23 12:01:00+00:00' WHERE id = {letter}",
    "UPDATE delivery SET lease_until = '2026-11-23 11:00:00+00:00' WHERE id = {letter}",
    "UPDATE delivery SET lease_until = '2026-11-23 11:00:00+00:00', state = 'transmitting' WHERE id = {letter}",
    "UPDATE delivery SET give_up_at = '2026-11-23 11:00:00+00:00' WHERE id = {letter}",
    "UPDATE delivery SET state = 'cancelled', due_at = NULL, token = token + 1 WHERE id = {letter}",
    "UPDATE delivery SET run_id = (SELECT MIN(run_id) FROM delivery) WHERE id = {letter}",
    "UPDATE delivery SET state = 'made up' WHERE id = {letter}",
    "DELETE FROM letter WHERE delivery_id = {letter}",
    "DELETE FROM recipient WHERE delivery_id = {letter}",
    "DELETE FROM delivery WHERE id = {letter}",
    (
        "INSERT INTO attempt (delivery_id, number, server, phase, outcome, started_at) "
        "SELECT id, attempts_made, 'x:25', 'connect', 'open', created_at FROM delivery WHERE id = {letter} "
        "AND NOT EXISTS (SELECT 1 FROM attempt WHERE delivery_id = {letter})"
    ),
    "UPDATE recipient SET state = 'sent', cause = 'accepted' WHERE delivery_id = {letter}",
    "UPDATE recipient SET state = 'cancelled' WHERE delivery_id = {letter}",
    "UPDATE recipient SET state = 'transmitting', attempt = 1 WHERE delivery_id = {letter}",
    "UPDATE recipient SET state = 'uncertain', attempt = 1 WHERE delivery_id = {letter}",
    "UPDATE recipient SET kind = 'own' WHERE delivery_id = {letter}",
    "UPDATE scenario_run SET status = 'waiting', state = '{{\"waiting_for\": {letter}}}' WHERE id = {run}",
    "UPDATE scenario_run SET status = 'running' WHERE id = {run}",
    "UPDATE scenario_run SET status = 'failed', ended_at = '2026-11-23 11:00:00+00:00' WHERE id = {run}",
    "UPDATE scenario_run SET status = 'ended', ended_at = '2026-11-23 11:00:00+00:00' WHERE id = {run}",
    "UPDATE scenario_run SET ended_at = '2026-11-23 11:00:00+00:00' WHERE id = {run}",
    "UPDATE scenario_run SET parent_id = (SELECT MIN(id) FROM scenario_run), button = -1 WHERE id = {run}",
    "UPDATE scenario_run SET turn = {run}, record_id = (SELECT MIN(record_id) FROM scenario_run) WHERE id = {run}",
    "UPDATE scenario_run SET record_id = NULL WHERE id = {run}",
    "UPDATE scenario_run SET parent_id = (SELECT MIN(id) FROM scenario_run), record_id = NULL WHERE id = {run}",
    (
        "UPDATE scenario_run SET turn = 99, record_id = (SELECT record_id FROM scenario_run WHERE id = {run}) "
        "WHERE id = (SELECT MAX(id) FROM scenario_run) AND id <> {run}"
    ),
    f"{REPORT} NULL, {{run}}, 'sent', 0, 0)",
    f"{REPORT} NULL, {{run}}, 'card', 0, 0)",
    f"{REPORT} NULL, {{run}}, 'sent', 0, 1)",
    f"{REPORT} '2026-11-23 12:01:00+00:00', {{run}}, 'sent', 0, 0)",
    "UPDATE connection_state SET proven_revision = NULL",
    "UPDATE connection_state SET last_success_at = '2026-11-23 10:00:00+00:00'",
    "UPDATE connection_state SET last_failure_at = '2026-11-23 12:00:00+00:00'",
    "UPDATE connection_state SET suspended_at = '2026-11-23 12:00:00+00:00', cause = 'authentication'",
)
"""What may have happened to a letter, its run or its connection since; nothing of it need be possible."""

Meddling = Sequence[tuple[str, int]]
meddling = st.lists(st.tuples(st.sampled_from(ODD), st.integers(0, LETTERS - 1)), max_size=4)


@dataclass
class Way:
    """One of the two copies, with the repository that works on it."""

    connection: sqlite3.Connection
    together: bool
    outbox: OutboxRepository = field(default_factory=OutboxRepository)
    asked: list[tuple[Callable[[], Steps[Any]], Among[Any, Any]]] = field(default_factory=list)

    async def execute(self, steps: Callable[[], Steps[Any]], among: Among[Any, Any] | None = None) -> Any:
        """Drive it at once, or with the others of its moment when `commit` comes."""
        if among is None:
            return drive(self.connection, steps())
        self.asked.append((steps, among))
        return None

    def commit(self, first: Sequence[int] = ()) -> tuple[list[Any], list[int]]:
        """Drive what was asked, as the writer does; return what each came to, and which were done together.

        Alone, those go `first` that the other way does together: who comes first in a commit nobody can tell.
        """
        asked, self.asked = self.asked, []
        if self.together and len(asked) > 1:
            return driven_together(self.connection, asked)
        return driven_alone(self.connection, asked, first), []

    def meddle(self, what: Meddling) -> None:
        runs = self.connection.execute("SELECT id, run_id FROM delivery ORDER BY id").fetchall()
        for statement, place in what:
            if place < len(runs):
                letter, run = runs[place]
                self.connection.execute(
                    statement.format(letter=letter, run=run).replace("UPDATE", "UPDATE OR IGNORE", 1)
                )

    def gather(self, runs: Sequence[int]) -> None:
        """Let each letter be of the run of that place."""
        found = self.connection.execute("SELECT id, run_id FROM delivery ORDER BY id").fetchall()
        for (letter, _), place in zip(found, runs, strict=True):
            self.connection.execute("UPDATE delivery SET run_id = ? WHERE id = ?", (found[place][1], letter))

    def rows(self) -> dict[str, list[str]]:
        """Return all rows that are written here, but for numbers that follow nothing but the order of writing."""
        return rows_of(self.connection, TABLES, WITHOUT_ORDER, without_order)


def without_order(table: str, row: dict[str, Any]) -> None:
    """Whom an announcement names follows the order of writing, too."""
    if table == "announcement":
        about = json.loads(row["about"])
        row["about"] = [about["count"], sorted(named[1:] for named in about["named"])]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A database with runs of a letter each, the last letter to two people, over a connection that has carried some."""
    path = tmp_path_factory.mktemp("filled") / "gonets.db"

    async def fill() -> None:
        async with open_office(path, ToldSender()) as office:
            (connection,), (scenario,) = (
                await office.configuration.connections(),
                await office.configuration.scenarios(),
            )
            now = office.clock()
            await office.outbox.note(connection, lambda state: state.accepted(connection.revision, now), now)
            for number in range(LETTERS):
                record = await office.records.add(office.record.template_id, 7, {}, now)
                run, _ = await office.runs.begin(NewRun(record.id, 1, 0, 7, scenario, {}, now))
                await office.runs.set_status(run.id, RunStatus.DELIVERING, None)
                to = ("first@firma.local", "second@firma.local")[: 1 + (number == LETTERS - 1)]
                new = new_letter(connection, number, to, now, author=number % 2)
                await office.deliveries.add(run.id, new, now)
            await office.runs.begin(NewRun(office.record.id, 1, 7, 7, scenario, {}, now))

    with kept_in_memory(path, fill) as kept:
        yield kept


@pytest.fixture
def ways(filled: sqlite3.Connection) -> Iterator[Callable[[], tuple[Way, Way]]]:
    copies = Copies(filled)

    def make() -> tuple[Way, Way]:
        one, other = copies.two()
        return Way(one, together=False), Way(other, together=True)

    yield make
    copies.close()


async def take(way: Way, clock: MovedClock, limit: int) -> list[Taken]:
    if way.together:
        return drive(way.connection, way.outbox._take(clock(), LEASE, limit, Met(), plain=False))[0]
    taken: list[Taken] = []
    while len(taken) < limit:
        some = drive(way.connection, way.outbox._take(clock(), LEASE, 1, Met(), plain=False))[0]
        if not some:
            break
        taken += some
    return taken


def seen(letters: Sequence[Taken]) -> list[Any]:
    """Return what was taken, but for what reads a large letter."""
    return [(item.claim, item.delivery, item.attempt, item.connection.id) for item in letters]


def quick(examples: int) -> Callable[[Any], Any]:
    return settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def take_both_ways(ways: tuple[Way, Way], before: Meddling, limit: int) -> None:
    async def both() -> None:
        letters = []
        for way in ways:
            way.meddle(before)
            letters.append(seen(await take(way, MovedClock(), limit)))
        assert letters[0] == letters[1]

    asyncio.run(both())
    assert ways[0].rows() == ways[1].rows()


def settle_both_ways(
    ways: tuple[Way, Way],
    monkeypatch: pytest.MonkeyPatch,
    *,
    before: Meddling = (),
    after: Meddling = (),
    receipts: Sequence[str] = ("accepted",) * LETTERS,
    known: bool = True,
    runs: Sequence[int] = range(LETTERS),
) -> int:
    """Mark and settle both ways, each letter as one of its run; return how many were settled together."""

    async def go(way: Way, first: Sequence[int]) -> tuple[list[Any], list[Any], list[int]]:
        clock = MovedClock()
        monkeypatch.setattr(module, "execute", way.execute)
        way.gather(runs)
        letters = await take(way, clock, LETTERS)
        if known and letters:
            await way.outbox.note(letters[0].connection, lambda state: state, clock())
        way.meddle(before)
        carried = [RECEIPTS[name](envelope_of(item)) for name, item in zip(receipts, letters, strict=False)]
        for item, receipt in zip(letters, carried, strict=True):
            await way.outbox.mark(item.claim, item.attempt, receipt.accepted)
        marked, _ = way.commit()
        way.meddle(after)
        for item, receipt in zip(letters, carried, strict=True):
            clock.now += timedelta(milliseconds=3)
            await settle(way.outbox, clock, item, receipt)
        settled, done = way.commit(first)
        return marked, settled, done

    alone, together = ways
    marked, settled, done = asyncio.run(go(together, ()))
    assert asyncio.run(go(alone, done))[:2] == (marked, settled)
    assert alone.rows() == together.rows()
    return len(done)


@quick(40)
@given(before=meddling, limit=st.integers(2, LETTERS))
def test_letters_are_taken_together_as_one_by_one(
    ways: Callable[[], tuple[Way, Way]], before: Meddling, limit: int
) -> None:
    take_both_ways(ways(), before, limit)


@quick(50)
@given(
    before=meddling,
    after=meddling,
    receipts=st.lists(st.sampled_from(OFTEN + sorted(RECEIPTS)), min_size=LETTERS, max_size=LETTERS),
    known=st.sampled_from([True, True, False]),
    runs=st.just(range(LETTERS)) | st.lists(st.integers(0, LETTERS - 1), min_size=LETTERS, max_size=LETTERS),
)
def test_letters_are_marked_and_settled_together_as_one_by_one(
    ways: Callable[[], tuple[Way, Way]],
    monkeypatch: pytest.MonkeyPatch,
    before: Meddling,
    after: Meddling,
    receipts: list[str],
    known: bool,
    runs: Sequence[int],
) -> None:
    settle_both_ways(ways(), monkeypatch, before=before, after=after, receipts=receipts, known=known, runs=runs)


def test_whatever_has_happened_to_one_letter_the_others_go_together(
    ways: Callable[[], tuple[Way, Way]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for statement in ODD:
        take_both_ways(ways(), [(statement, 1)], LETTERS)
        for when in ("before", "after") if "token" in statement else ("after",):
            done = settle_both_ways(ways(), monkeypatch, **{when: [(statement, 1)]})
            about_all = "connection_state" in statement or "made up" in statement
            assert about_all or done >= LETTERS - 3, statement


@pytest.mark.parametrize("name", sorted(RECEIPTS))
def test_whatever_a_server_says_of_one_letter_the_others_go_together(
    ways: Callable[[], tuple[Way, Way]], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    of_all = {"accepted", "accepted in other words", "one refused"}  # the second letter has nobody to be refused
    others = LETTERS - (name not in of_all)
    for runs in (range(LETTERS), [0] * LETTERS, [0, 0, 1, 1, 0]):
        receipts = ["accepted", name, *["accepted"] * 3]
        assert settle_both_ways(ways(), monkeypatch, receipts=receipts, runs=runs) == others


def envelope_of(item: Taken) -> Envelope:
    return Envelope(item.delivery.sender, tuple(to.address for to in item.delivery.pending))


async def settle(outbox: OutboxRepository, clock: MovedClock, item: Taken, receipt: Receipt) -> None:
    """Settle as the domain does."""
    attempt = AttemptDelivery(
        outbox=outbox,
        settings=None,
        sender=None,
        hints=None,
        clock=clock,
        morning=morning,
        wait=no_wait,
        jitter=NoJitter(),
    )
    await attempt._settle(item, receipt)


class NoJitter:
    """Pauses are what the schedule says."""

    def uniform(self, *_: float) -> float:
        return 1.0


@pytest.mark.parametrize("runs", [range(LETTERS), [0] * LETTERS], ids=["a run each", "one run"])
def test_plain_letters_are_written_by_few_statements(
    ways: Callable[[], tuple[Way, Way]], monkeypatch: pytest.MonkeyPatch, runs: Sequence[int]
) -> None:
    """Else equal rows would prove nothing."""
    _, way = ways()
    clock = MovedClock()
    monkeypatch.setattr(module, "execute", way.execute)
    statements: list[str] = []

    def counted() -> int:
        texts = [re.sub(r"'[^']*'|\d+|NULL", "?", sql) for sql in statements if "one" not in sql.split()[:3]]
        statements.clear()
        return len(list(groupby(texts)))  # one that is executed for each of many rows is one

    async def go() -> None:
        way.gather(runs)
        way.connection.set_trace_callback(statements.append)
        letters = drive(way.connection, way.outbox._take(clock(), LEASE, LETTERS, Met(), plain=True))[0]
        assert counted() <= 15
        await way.outbox.note(letters[0].connection, lambda state: state, clock())
        for item in letters:
            await way.outbox.mark(item.claim, item.attempt, [to.address for to in item.delivery.recipients])
        counted()
        assert way.commit() == ([True] * LETTERS, list(range(LETTERS)))
        assert counted() == 2
        for item in letters:
            await settle(way.outbox, clock, item, accepted(envelope_of(item)))
        assert way.commit()[1] == list(range(LETTERS))
        assert counted() <= 10

    asyncio.run(go())
    assert way.connection.execute("SELECT COUNT(*) FROM delivery WHERE state = 'sent'").fetchone() == (LETTERS,)
