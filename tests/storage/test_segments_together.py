"""Segments that are ready at the same moment are written together as each would be alone, whatever their rows are.

Two copies of a database get the same odd rows and the same segments; one writes each by its own steps, the other all of
them as the writer gathers them. Then every row must be equal.
"""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.deliveries.delivery import NewDelivery
from domain.runs.keep_segment import Kept, PlainSegment
from domain.runs.reports import News
from domain.runs.run import RunStatus
from domain.runs.runs import NewRun
from domain.scenarios.state import RunState
from domain.work import Claim, WorkKind
from storage import models
from storage.repositories import segments as module
from storage.repositories.deliveries import DeliveryRepository
from storage.repositories.met import Met
from storage.repositories.outbox import OutboxRepository
from storage.repositories.segments import SegmentRepository
from storage.statements import Steps
from storage.together import Among
from storage.transactions import execute
from tests.domain.deliveries.conftest import LEASE, MovedClock, Office, ToldSender, new_letter, open_office
from tests.storage.both_ways import Copies, driven_alone, driven_together, kept_in_memory, rows_of

RUNS = 4
NOW = MovedClock()()
TABLES = ("scenario_run", "delivery", "letter", "recipient", "trace_step", "report", "record")
BY_ORDER = ("letter", "recipient", "trace_step", "report")
"""Tables whose own numbers follow nothing but the order of writing."""

ODD = (
    "UPDATE scenario_run SET token = token + 1 WHERE id = {run}",
    "UPDATE scenario_run SET lettered = TRUE WHERE id = {run}",
    "UPDATE scenario_run SET tries = 2 WHERE id = {run}",
    "UPDATE scenario_run SET ended_at = '2026-11-23 11:00:00+00:00' WHERE id = {run}",
    "UPDATE scenario_run SET due_at = '2026-11-23 13:00:00+00:00' WHERE id = {run}",
    "UPDATE scenario_run SET lease_until = NULL WHERE id = {run}",
    "UPDATE scenario_run SET status = 'waiting' WHERE id = {run}",
    'UPDATE scenario_run SET error = \'{{"key": "x", "params": {{}}}}\' WHERE id = {run}',
    "UPDATE scenario_run SET parent_id = (SELECT MIN(id) FROM scenario_run), button = -1 WHERE id = {run}",
    "UPDATE scenario_run SET record_id = NULL WHERE id = {run}",
    "DELETE FROM scenario_run WHERE id = {run}",
    "INSERT INTO report (token, due_at, run_id, news, tries) VALUES (0, '2026-11-23 11:00:00', {run}, 'card', 0)",
    "INSERT INTO report (token, due_at, run_id, news, tries) VALUES (0, '2026-11-23 11:00:00', {run}, 'held', 0)",
    "UPDATE connection_state SET suspended_at = '2026-11-23 11:00:00'",
    "INSERT INTO holding (id, revision, held_at) VALUES (1, 1, '2026-11-23 11:00:00') ON CONFLICT DO NOTHING",
)
"""What may have happened to a run, or to the connection, meanwhile; nothing of it need be possible."""


@dataclass(frozen=True)
class Came:
    """What a run's segment comes to: `letters` are how many recipients each has."""

    letters: tuple[int, ...]
    steps: int
    waits: bool
    error: bool
    forgets: bool
    undone: bool
    twin: bool

    def segment(self, run: int, connection: int) -> PlainSegment:
        """Return it as it waits for the writer, with a state of its own."""
        state = RunState.at_start(1)
        state.traced = self.steps
        letters = [] if self.error else [self._letter(run, place, connection) for place in range(len(self.letters))]
        return PlainSegment(
            claim=Claim(WorkKind.RUN, run, 1),
            letters=letters,
            state=state,
            waits=self.waits and bool(letters),
            steps=[self._step(number) for number in range(self.steps)],
            forgotten=[(0, 1)] if self.forgets else [],
            status=RunStatus.FAILED if self.error else RunStatus.DELIVERING,
            error={"key": "error-scenario-broken", "params": {}} if self.error else None,
            settles=self.undone or not letters,
            news=News.CARD if self.undone and letters else None,
            now=NOW + timedelta(seconds=run),
        )

    def _letter(self, run: int, place: int, connection: int) -> NewDelivery:
        """A letter; a twin has the Message-ID of another run's first one."""
        number = 0 if self.twin and not place else run * 10 + place
        to = [f"{item}@firma.local" for item in range(self.letters[place])]
        letter = new_letter(_Connection(connection), number, to, NOW)
        return replace(letter, smtputf8=bool(place), content=f"Subject: {run} {place}\r\n\r\n".encode())

    def _step(self, number: int) -> dict[str, Any]:
        step = {"number": number, "place": [number], "iteration": [], "kind": "send_message", "at": NOW.isoformat()}
        return {**step, "ms": 1.5, "did": {"to": ["Иванов"]}} if number else {**step, "error": {"key": "x"}}


@dataclass(frozen=True)
class _Connection:
    """A connection, as far as a letter goes."""

    id: int

    @property
    def document(self) -> Any:
        return type("Document", (), {"give_up_after": timedelta(days=1)})


usual = st.builds(
    Came,
    letters=st.just((1,)),
    steps=st.integers(1, 2),
    waits=st.just(False),
    error=st.just(False),
    forgets=st.just(False),
    undone=st.booleans(),
    twin=st.just(False),
)
odd = st.builds(
    Came,
    letters=st.lists(st.integers(0, 3), max_size=3).map(tuple),
    steps=st.integers(0, 3),
    waits=st.booleans(),
    error=st.sampled_from([False, False, True]),
    forgets=st.sampled_from([False, False, True]),
    undone=st.sampled_from([False, False, True]),
    twin=st.sampled_from([False, False, True]),
)
came = st.lists(st.one_of(usual, odd), min_size=RUNS, max_size=RUNS)
meddling = st.lists(st.tuples(st.sampled_from(ODD), st.integers(1, RUNS)), max_size=3)


_Written = tuple[Kept, Met]


@dataclass
class Way:
    """One of the two copies. What is kept there waits in `asked`."""

    connection: sqlite3.Connection
    repository: SegmentRepository = field(
        default_factory=lambda: SegmentRepository(DeliveryRepository(), OutboxRepository())
    )
    asked: list[tuple[Callable[[], Steps[_Written]], Among[Any, _Written]]] = field(default_factory=list)

    async def execute(self, steps: Callable[[], Steps[_Written]], among: Among[Any, _Written]) -> _Written:
        self.asked.append((steps, among))
        return Kept([]), Met()

    def keep(self, segments: Sequence[PlainSegment], room: int = 0) -> None:
        """Ask for all of them at one moment."""

        async def ask() -> None:
            for segment in segments:
                await self.repository.keep(segment, lease=LEASE, room=room)

        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: asyncio.run(ask())).result()

    def rows(self) -> dict[str, list[str]]:
        """Return all rows that are written here."""
        return rows_of(self.connection, TABLES, BY_ORDER)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A database with runs that somebody has claimed, the first of which has come by a letter before."""
    path = tmp_path_factory.mktemp("filled") / "gonets.db"

    async def fill() -> None:
        async with open_office(path, ToldSender()) as office:
            (scenario,) = await office.configuration.scenarios()
            await office.letter()
            (connection,) = await office.configuration.connections()
            now = office.clock()
            await office.outbox.note(connection, lambda state: state.accepted(connection.revision, now), now)
            for number in range(RUNS - 1):
                record = await office.records.add(office.record.template_id, 7, {}, office.clock())
                await office.runs.begin(NewRun(record.id, 1, number, 7, scenario, {}, office.clock()), LEASE)
            await office.work.claim(WorkKind.RUN, office.clock(), LEASE)

    with kept_in_memory(path, fill) as kept:
        yield kept


@pytest.fixture
def ways(filled: sqlite3.Connection) -> Iterator[Callable[[], tuple[Way, Way]]]:
    copies = Copies(filled)

    def make() -> tuple[Way, Way]:
        one, other = copies.two()
        return Way(one), Way(other)

    yield make
    copies.close()


def keep(way: Way, segments: Sequence[PlainSegment], monkeypatch: pytest.MonkeyPatch, room: int = 0) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(module, "execute", way.execute)
        way.keep(segments, room)


@given(came=came, meddled=meddling)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_together_they_leave_the_rows_that_each_leaves_alone(
    ways: Callable[[], tuple[Way, Way]],
    monkeypatch: pytest.MonkeyPatch,
    came: list[Came],
    meddled: list[tuple[str, int]],
) -> None:
    alone, together = ways()
    (connection,) = alone.connection.execute("SELECT id FROM connection").fetchone()
    for way in (alone, together):
        for statement, run in meddled:
            way.connection.execute(statement.format(run=run))
        keep(way, [one.segment(run, connection) for run, one in enumerate(came, 1)], monkeypatch)
    results, done = driven_together(together.connection, together.asked)
    assert driven_alone(alone.connection, alone.asked, done) == results
    assert alone.rows() == together.rows()


@pytest.mark.parametrize("undone", [False, True], ids=["at once", "could be taken back until now"])
def test_usual_segments_go_together_and_their_letters_are_taken_with_them(
    ways: Callable[[], tuple[Way, Way]], monkeypatch: pytest.MonkeyPatch, undone: bool
) -> None:
    _, together = ways()
    (connection,) = together.connection.execute("SELECT id FROM connection").fetchone()
    plain = Came((1,), 2, waits=False, error=False, forgets=False, undone=undone, twin=False)
    runs = range(2, RUNS + 1)  # the first has a letter of before
    segments = [plain.segment(run, connection) for run in runs]
    together.connection.execute("UPDATE delivery SET due_at = NULL, state = 'sent'")
    keep(together, segments, monkeypatch, room=100)
    results, done = driven_together(together.connection, together.asked)
    assert done == list(range(len(runs)))
    taken = [claim.id for kept, _ in results for claim, _ in kept.taken]
    assert len(taken) == len(set(taken)) > 0
    for kept, _ in results:
        assert {claim.id for claim, _ in kept.taken} <= set(kept.numbers)
    states = together.connection.execute("SELECT id, state, token FROM delivery WHERE state <> 'sent'").fetchall()
    assert {number for number, state, token in states if (state, token) == ("connecting", 1)} == set(taken)


def test_of_two_claims_of_a_run_the_lost_one_writes_nothing(
    ways: Callable[[], tuple[Way, Way]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, together = ways()
    (connection,) = together.connection.execute("SELECT id FROM connection").fetchone()
    plain = Came((1,), 2, waits=False, error=False, forgets=False, undone=False, twin=False)
    segment = plain.segment(2, connection)
    late = replace(segment, claim=Claim(WorkKind.RUN, 2, 0))
    keep(together, [late, segment], monkeypatch)
    results, done = driven_together(together.connection, together.asked)
    assert results[0] == "LostClaim"
    assert done == [1]
    letters = json.loads(together.connection.execute("SELECT json_group_array(run_id) FROM delivery").fetchone()[0])
    assert letters.count(2) == 1


async def test_what_is_taken_with_a_segment_is_counted_by_the_try_that_was_written(office: Office) -> None:
    """Whoever spoils a commit has all that were in it done again."""
    bad = await office.letter()
    await models.Letter.filter(delivery_id=bad).delete()
    (scenario,), (connection,) = await office.configuration.scenarios(), await office.configuration.connections()
    run, _ = await office.runs.begin(NewRun(office.record.id, 1, 1, 7, scenario, {}, office.clock()), LEASE)
    plain = Came((1,), 1, waits=False, error=False, forgets=False, undone=False, twin=False)

    def spoils() -> Steps[None]:
        yield "UPDATE delivery SET tries = tries", ()
        raise ValueError("behind its first write")

    kept, spoiled = await asyncio.gather(
        SegmentRepository(office.deliveries, office.outbox).keep(
            plain.segment(run.id, connection.id), lease=LEASE, room=10
        ),
        execute(spoils),
        return_exceptions=True,
    )
    assert isinstance(kept, Kept)
    assert isinstance(spoiled, ValueError)
    assert await models.Delivery.filter(id=bad).values_list("cause", flat=True) == ["internal"]
    assert office.counters.letters == {("failed", "internal"): 1}
