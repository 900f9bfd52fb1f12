"""Runs of scenarios over the table."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from domain.documents import Stored
from domain.obstacles.what_is_wrong import RunFault
from domain.records.record import Status
from domain.runs import run as domain
from domain.runs.awaited_letter import LetterNotAccepted
from domain.runs.cause import CauseKind
from domain.runs.runs import CardRuns, NewRun
from domain.scenarios.document import Scenario
from domain.scenarios.segment import Apart
from domain.scenarios.state import RunState
from domain.scenarios.tracing import Entry
from domain.sections import Section
from domain.work import Claim, WorkKind
from storage import models
from storage.gathered import Gathered
from storage.repositories.holding import is_held
from storage.repositories.run_rows import NO_DOCUMENT, RUN_COLUMNS, RunRow, run_of
from storage.repositories.run_segments import begin_apart, fail, keep_items, read_items, save_run, stop
from storage.repositories.traces import count_steps, read_steps
from storage.statements import AMONG, Steps, instant, moment, placeholders
from storage.transactions import execute, read

REVISIONS_KNOWN = 64

LEADING = (
    "COALESCE((SELECT MAX(id) FROM scenario_run WHERE record_id = {record} AND button >= 0), "
    "(SELECT MAX(id) FROM scenario_run WHERE record_id = {record}))"
)
"""The newest press of a record, else the newest run on it. Only a press has a button, by which it is found."""

LEADS = f"id = {LEADING.format(record='?')}"


class RunRepository:
    """Implements `domain.runs.runs.Runs`.

    A run has the number of its scenario's revision, whose document is among the versions of configured objects. One
    of version 0.1.0 has a copy of the document instead.
    """

    def __init__(self) -> None:
        self._revisions: dict[tuple[int, int], str] = {}
        self._gathered: Gathered[int, domain.Run] = Gathered(self.read_named)

    def read_runs(self, where: str, values: Sequence[Any]) -> Steps[list[domain.Run]]:
        """Return the runs that a condition names, which may say in which order, and how many."""
        rows = yield from self._rows(where, values)
        return [run_of(row, document) for row, document in rows]

    def _rows(self, where: str, values: Sequence[Any]) -> Steps[list[tuple[RunRow, str]]]:
        """Return rows, each with the document of its scenario as it was when the run began."""
        answer = yield f"SELECT {RUN_COLUMNS} FROM scenario_run WHERE {where}", values
        rows = []
        for row in map(RunRow._make, answer.rows):
            document = row.scenario
            if row.version is not None:
                document = (yield from self._revision(*row.version)) or NO_DOCUMENT
            rows.append((row, document))
        return rows

    def _revision(self, scenario_id: int, revision: int) -> Steps[str | None]:
        known = self._revisions.get((scenario_id, revision))
        if known is None:
            answer = yield (
                "SELECT document FROM object_version WHERE section = ? AND object_id = ? AND revision = ?",
                (Section.SCENARIOS.value, scenario_id, revision),
            )
            if not answer.rows:
                return None
            if len(self._revisions) >= REVISIONS_KNOWN:
                self._revisions.clear()
            known = self._revisions[scenario_id, revision] = answer.rows[0][0]
        return known

    def read_named(self, run_ids: Collection[int]) -> Steps[dict[int, domain.Run]]:
        """Return runs by their numbers."""
        if not run_ids:
            return {}
        return {run.id: run for run in (yield from self.read_runs(f"id {AMONG}", (json.dumps(list(run_ids)),)))}

    async def get(self, run_id: int) -> domain.Run | None:
        """Return the run."""
        return await self._gathered.one(run_id)

    async def by_turn(self, record_id: int, button: int, turn: int) -> domain.Run | None:
        """Return the run that this very press began."""
        where = "record_id = ? AND button = ? AND turn = ?"
        found = await read(lambda: self.read_runs(where, (record_id, button, turn)))
        return found[0] if found else None

    async def of_card(self, record_id: int) -> CardRuns | None:
        """Return the runs that a record's card is about; None where nothing has begun."""
        return await read(lambda: self.read_card_runs(record_id))

    def read_card_runs(self, record_id: int) -> Steps[CardRuns | None]:
        """Return the runs that a record's card is about."""
        leads = yield from self.read_runs(LEADS, (record_id, record_id))
        found = yield from self.read_runs_of_cards(leads)
        return found.get(record_id)

    def read_runs_of_cards(self, leads: Sequence[domain.Run]) -> Steps[dict[int, CardRuns]]:
        """Return the runs that cards are about, by their records, of those that lead."""
        if not leads:
            return {}
        led = {lead.record_id: lead for lead in leads if lead.record_id is not None}
        answer = yield (
            "SELECT record_id, id, status, json_extract(error, '$.key') FROM scenario_run WHERE parent_id IS NOT NULL "
            f"AND record_id {AMONG} ORDER BY id",
            (json.dumps(list(led)),),
        )
        apart: dict[int, dict[int, tuple[str, str | None]]] = {record_id: {} for record_id in led}
        for record_id, number, status, key in answer.rows:
            lead = led[record_id]
            if number != lead.id and (lead.is_apart or number > lead.id):
                apart[record_id][number] = status, key
        alone = {record_id: _failed_alone(runs) for record_id, runs in apart.items()}
        last = [numbers[-1] for numbers in alone.values() if numbers]
        failures = (yield from self.read_runs(f"id {AMONG}", (json.dumps(last),))) if last else []
        failure = {run.record_id: run for run in failures}
        found = {}
        for record_id, runs in apart.items():
            lead = led[record_id]
            failed = {number for number, (status, _) in runs.items() if status == domain.RunStatus.FAILED}
            failed |= {lead.id} if lead.status is domain.RunStatus.FAILED else set()
            going = any(status in domain.GOING for status, _ in runs.values())
            found[record_id] = CardRuns(
                lead, tuple(runs), frozenset(failed), len(alone[record_id]), failure.get(record_id), going
            )
        return found

    async def count(self, record_id: int, button: int) -> int:
        """Return how many runs this button has begun."""
        return await read(lambda: _count(record_id, button))

    async def alike_at(self, person_id: int, fingerprint: str, since: datetime, record_id: int) -> datetime | None:
        """Return when the person last pressed for another record with the same fingerprint, if it was since then."""
        return await read(lambda: _alike_at(person_id, fingerprint, since, record_id))

    async def begin(self, new: NewRun, lease: timedelta | None = None) -> tuple[domain.Run, Claim | None]:
        """Write the run, which is due at once or when `due_at` says.

        With a lease, and due at once, it is born claimed, unless everything is held back.
        """
        return await execute(lambda: self._begin(new, lease))

    def _begin(self, new: NewRun, lease: timedelta | None) -> Steps[tuple[domain.Run, Claim | None]]:
        stored = new.scenario.document.stored()
        kept = yield from self._revision(new.scenario.id, new.scenario.revision)
        if kept is not None and json.loads(kept) != stored:
            kept = None
        due_at = new.due_at or new.now
        is_free = lease is None or due_at > new.now or (yield from is_held())
        answer = yield (
            "INSERT INTO scenario_run (token, tries, lease_until, due_at, record_id, button, turn, cause, depth, "
            'person_id, scenario, scenario_id, scenario_revision, began_with, "values", state, trace, traced, status, '
            f"started_at, fingerprint, lettered) VALUES ({placeholders(range(21))}, FALSE) RETURNING {RUN_COLUMNS}",
            (
                *((0, 0, None) if is_free or lease is None else (1, 1, moment(new.now + lease))),
                *(moment(due_at), new.record_id, new.button, new.turn, CauseKind.PRESS.value, 0, new.person_id),
                *(json.dumps(stored) if kept is None else NO_DOCUMENT, new.scenario.id),
                None if kept is None else new.scenario.revision,
                None if new.basis is None else json.dumps(new.basis.to_json()),
                *(json.dumps(dict(new.values)), json.dumps(RunState.at_start(new.record_id).to_json()), "[]", 0),
                *(domain.RunStatus.RUNNING.value, moment(new.now), new.fingerprint),
            ),
        )
        row = RunRow._make(answer.rows[0])
        run = run_of(row, row.scenario if kept is None else kept)
        return run, None if is_free else Claim(WorkKind.RUN, row.id, 1)

    async def keep_items(self, run_id: int, state: RunState) -> None:
        """Write the items that the loops of a state hold, in the open transaction; drop those of loops that it left."""
        await execute(lambda: keep_items(run_id, state))

    async def items(self, run_id: int, loop: int, lot: int) -> Sequence[Any]:
        """Return a lot of a long loop's items."""
        return await read(lambda: read_items(run_id, loop, lot))

    async def begin_apart(self, run: domain.Run, apart: Sequence[Apart], begun: int, now: datetime) -> None:
        """Write runs that a segment of `run` gives rise to, in the open transaction; they are due at once."""
        await execute(lambda: begin_apart(run, apart, begun, now))

    async def save(
        self,
        claim: Claim,
        *,
        state: RunState,
        steps: Sequence[Entry],
        forgotten: Sequence[tuple[int, int]],
        status: domain.RunStatus,
        error: Mapping[str, Any] | None,
    ) -> None:
        """Write where the run stands after a segment, with what it did, and give it back."""
        await execute(lambda: save_run(claim, state, steps, forgotten, status, error))

    async def count_steps(self, run_id: int) -> int:
        """Return how many steps of the run's event chain there are."""
        return await read(lambda: count_steps(run_id))

    async def steps(self, run_id: int, first: int, most: int) -> list[Entry]:
        """Return some steps of the run's event chain in order."""
        return await read(lambda: read_steps(run_id, first, most))

    async def last_fault(self, scenario: Stored[Scenario]) -> RunFault | None:
        """Return what the newest failed run of a scenario, as it is now, has ended with."""
        return await read(lambda: self._last_fault(scenario))

    def _last_fault(self, scenario: Stored[Scenario]) -> Steps[RunFault | None]:
        failed = domain.RunStatus.FAILED.value
        newest = "scenario_id = ? AND status = ? ORDER BY id DESC LIMIT 1"
        found = yield from self._rows(newest, (scenario.id, failed))
        if not found or found[0][0].error is None or json.loads(found[0][1]) != scenario.document.stored():
            return None
        error = json.loads(found[0][0].error)
        last = "SELECT place, error FROM trace_step WHERE run_id = ? ORDER BY number DESC LIMIT 1"
        step = yield last, (found[0][0].id,)
        numbers = None if not step.rows or step.rows[0][1] is None else tuple(json.loads(step.rows[0][0]))
        return RunFault(error["key"], error["params"], numbers)

    async def fail(self, run_id: int, error: Mapping[str, Any]) -> None:
        """Write that the run has failed, whatever it was doing; how far its last segment came can be seen."""
        await execute(lambda: fail(run_id, error))

    async def stopped(self, run_id: int, told: Mapping[str, Any]) -> None:
        """Write what is told of a run that somebody has stopped."""
        await models.ScenarioRun.filter(id=run_id).update(error=dict(told))

    async def set_status(self, run_id: int, status: domain.RunStatus, ended_at: datetime | None) -> None:
        """Write the status alone."""
        await models.ScenarioRun.filter(id=run_id).update(status=status, ended_at=ended_at)

    async def stop(self, run_ids: Collection[int], now: datetime) -> Sequence[int]:
        """End those that have actions left, and take them from whoever has them; return which."""
        return await execute(lambda: stop(run_ids, now))


def _count(record_id: int, button: int) -> Steps[int]:
    answer = yield "SELECT COUNT(*) FROM scenario_run WHERE record_id = ? AND button = ?", (record_id, button)
    number: int = answer.rows[0][0]
    return number


def _alike_at(person_id: int, fingerprint: str, since: datetime, record_id: int) -> Steps[datetime | None]:
    taken_back = [Status.DRAFT.value, Status.FAILED.value, Status.CANCELLED.value]
    answer = yield (
        "SELECT MAX(run.started_at) FROM scenario_run run JOIN record ON record.id = run.record_id "
        "WHERE run.person_id = ? AND run.fingerprint = ? AND run.started_at >= ? AND run.record_id <> ? "
        f"AND record.status NOT IN ({placeholders(taken_back)})",
        (person_id, fingerprint, moment(since), record_id, *taken_back),
    )
    latest: datetime | None = instant(answer.rows[0][0])
    return latest


def _failed_alone(runs: Mapping[int, tuple[str, str | None]]) -> list[int]:
    """Return which have failed or were stopped by themselves: of a letter that was not accepted the letter tells."""
    return [number for number, (_, key) in runs.items() if key not in {None, LetterNotAccepted.key}]
