"""Runs of scenarios over the table."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from domain.documents import Stored
from domain.obstacles.what_is_wrong import RunFault
from domain.records.record import Status
from domain.runs import run as domain
from domain.runs.cause import Cause, CauseKind, cause_of
from domain.runs.runs import NewRun
from domain.scenarios.basis import Basis
from domain.scenarios.document import Scenario
from domain.scenarios.events import what_is_left
from domain.scenarios.state import LOT, RunState
from domain.scenarios.step import Apart
from domain.scenarios.tracing import Entry
from domain.scenarios.walking import action_at
from domain.sections import Section
from domain.work import Claim, LostClaim
from storage import models
from storage.repositories.letter_rows import STAGED
from storage.repositories.traces import count_steps, read_noted, read_steps, write_steps
from storage.statements import Steps, moment
from storage.transactions import execute, read

REVISIONS_KNOWN = 64


@lru_cache(maxsize=64)
def _scenario(document: str) -> Scenario:
    """Read a scenario once: most runs are of the same few."""
    return Scenario.from_stored(document)


def _what_is_left(document: Any) -> Scenario:
    """Return a scenario without actions, by what the document still says of itself."""
    known: dict[str, Any] = document if isinstance(document, dict) else {}
    return Scenario.model_construct(
        system_name=str(known.get("system_name") or "unreadable"),
        title=str(known.get("title") or "?"),
        enabled=False,
        event=what_is_left(known.get("event")),
        actions=(),
    )


def _cause(row: models.ScenarioRun) -> Cause:
    return cause_of(
        row.cause,
        record_id=row.record_id,  # type: ignore[attr-defined]
        button=row.button,
        turn=row.turn,
        parent_id=row.parent_id,
        depth=row.depth,
        moment_at=row.moment_at,
    )


def _run(row: models.ScenarioRun, document: Any) -> domain.Run:
    """Read a run; of one that cannot go on any more there is still to be told what it has come to."""
    unreadable = None
    try:
        scenario, state = _scenario(json.dumps(document)), RunState.from_json(row.state)
        basis = None if row.began_with is None else Basis.from_json(row.began_with)
    except Exception as error:  # noqa: BLE001 - it is raised when the run is to go on
        unreadable, basis = error, None
        scenario, state = _what_is_left(document), RunState.at_start(row.record_id or 0)  # type: ignore[attr-defined]
    return domain.Run(
        id=row.id,
        cause=_cause(row),
        person_id=row.person_id,  # type: ignore[attr-defined]
        scenario=scenario,
        values=row.values,
        state=state,
        status=domain.RunStatus(row.status),
        started_at=row.started_at,
        ended_at=row.ended_at,
        error=row.error,
        due_at=row.due_at,
        basis=basis,
        unreadable=unreadable,
    )


class RunRepository:
    """Implements `domain.runs.runs.Runs`.

    A run has the number of its scenario's revision, whose document is among the versions of configured objects. One
    of version 0.1.0 has a copy of the document instead.
    """

    def __init__(self) -> None:
        self._revisions: dict[tuple[int, int], dict[str, Any]] = {}

    async def _whole(self, row: models.ScenarioRun | None) -> domain.Run | None:
        return None if row is None else _run(row, await self._document(row))

    async def _document(self, row: models.ScenarioRun) -> dict[str, Any]:
        """Return the scenario as it was when the run began."""
        if row.scenario or row.scenario_id is None or row.scenario_revision is None:
            return row.scenario
        return await self._revision(row.scenario_id, row.scenario_revision) or {}

    async def _revision(self, scenario_id: int, revision: int) -> dict[str, Any] | None:
        known = self._revisions.get((scenario_id, revision))
        if known is None:
            section = Section.SCENARIOS
            row = await models.ObjectVersion.get_or_none(section=section, object_id=scenario_id, revision=revision)
            if row is None:
                return None
            if len(self._revisions) >= REVISIONS_KNOWN:
                self._revisions.clear()
            known = self._revisions[scenario_id, revision] = row.document
        return known

    async def get(self, run_id: int) -> domain.Run | None:
        """Return the run."""
        row = await models.ScenarioRun.get_or_none(id=run_id)
        return await self._whole(row)

    async def by_turn(self, record_id: int, button: int, turn: int) -> domain.Run | None:
        """Return the run that this very press began."""
        row = await models.ScenarioRun.get_or_none(record_id=record_id, button=button, turn=turn)
        return await self._whole(row)

    async def newest(self, record_id: int) -> domain.Run | None:
        """Return the record's latest run: of those that others gave rise to only where there is no other."""
        rows = models.ScenarioRun.filter(record_id=record_id)
        row = await rows.filter(parent_id=None).order_by("-id").first() or await rows.order_by("-id").first()
        return await self._whole(row)

    async def count(self, record_id: int, button: int) -> int:
        """Return how many runs this button has begun."""
        return await models.ScenarioRun.filter(record_id=record_id, button=button).count()

    async def alike_at(self, person_id: int, fingerprint: str, since: datetime, record_id: int) -> datetime | None:
        """Return when the person last pressed for another record with the same fingerprint, if it was since then."""
        alike = models.ScenarioRun.filter(person_id=person_id, fingerprint=fingerprint, started_at__gte=since)
        taken_back = [Status.DRAFT, Status.FAILED, Status.CANCELLED]
        rows = alike.exclude(record_id=record_id).exclude(record__status__in=taken_back)
        row = await rows.order_by("-started_at").first()
        return None if row is None else row.started_at

    async def add(self, new: NewRun) -> domain.Run:
        """Write the run; it is due at once, or when `due_at` says."""
        stored = new.scenario.document.stored()
        kept = await self._revision(new.scenario.id, new.scenario.revision) == stored
        row = await models.ScenarioRun.create(
            record_id=new.record_id,
            button=new.button,
            turn=new.turn,
            cause=CauseKind.PRESS,
            depth=0,
            person_id=new.person_id,
            scenario={} if kept else stored,
            scenario_id=new.scenario.id,
            scenario_revision=new.scenario.revision if kept else None,
            values=dict(new.values),
            state=RunState.at_start(new.record_id).to_json(),
            trace=[],
            status=domain.RunStatus.RUNNING,
            started_at=new.now,
            due_at=new.due_at or new.now,
            fingerprint=new.fingerprint,
            began_with=None if new.basis is None else new.basis.to_json(),
        )
        return _run(row, stored)

    async def keep_items(self, run_id: int, state: RunState) -> None:
        """Write the items that the loops of a state hold, in the open transaction; drop those of loops that it left."""
        await execute(lambda: _keep_items(run_id, state))

    async def items(self, run_id: int, loop: int, lot: int) -> Sequence[Any]:
        """Return a lot of a long loop's items."""
        return await read(lambda: _read_items(run_id, loop, lot))

    async def begin_apart(self, run: domain.Run, apart: Sequence[Apart], now: datetime) -> None:
        """Write runs that a segment of `run` gives rise to, in the open transaction; they are due at once."""
        await execute(lambda: _begin_apart(run, apart, now))

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
        await execute(lambda: _save(claim, state, steps, forgotten, status, error))

    async def count_steps(self, run_id: int) -> int:
        """Return how many steps of the run's event chain there are."""
        return await read(lambda: count_steps(run_id))

    async def steps(self, run_id: int, first: int, most: int) -> list[Entry]:
        """Return some steps of the run's event chain in order."""
        return await read(lambda: read_steps(run_id, first, most))

    async def noted(self, run_id: int, name: str) -> Mapping[str, Any] | None:
        """Return what the first step did that has noted something under that name."""
        return await read(lambda: read_noted(run_id, name))

    async def last_fault(self, scenario: Stored[Scenario]) -> RunFault | None:
        """Return what the newest failed run of a scenario, as it is now, has ended with."""
        rows = models.ScenarioRun.filter(scenario_id=scenario.id, status=domain.RunStatus.FAILED)
        run = await rows.order_by("-id").first()
        if run is None or run.error is None or await self._document(run) != scenario.document.stored():
            return None
        step = await models.TraceStep.filter(run_id=run.id).order_by("-number").first()
        numbers = None if step is None or step.error is None else tuple(step.place)
        return RunFault(run.error["key"], run.error["params"], numbers)

    async def fail(self, run_id: int, error: Mapping[str, Any]) -> None:
        """Write that the run has failed, whatever it was doing; how far its last segment came can be seen."""
        await execute(lambda: _fail(run_id, error))

    async def stopped(self, run_id: int, told: Mapping[str, Any]) -> None:
        """Write what is told of a run that somebody has stopped."""
        error = {"error": dict(told)}
        await models.ScenarioRun.filter(id=run_id).update(**error)

    async def set_status(self, run_id: int, status: domain.RunStatus, ended_at: datetime | None) -> None:
        """Write the status alone."""
        await models.ScenarioRun.filter(id=run_id).update(status=status, ended_at=ended_at)

    async def stop(self, run_id: int) -> None:
        """Take the run from whoever has it: nothing more will happen in it."""
        row = await models.ScenarioRun.get(id=run_id)
        await models.ScenarioRun.filter(id=run_id).update(token=row.token + 1, due_at=None, lease_until=None)


def _keep_items(run_id: int, state: RunState) -> Steps[None]:
    loops = json.dumps([frame.loop for frame in state.frames if frame.loop is not None])
    yield (
        "DELETE FROM loop_items WHERE run_id = ? AND loop NOT IN (SELECT value FROM json_each(?))",
        (run_id, loops),
    )
    for frame in state.frames:
        for number, start in enumerate(range(0, len(frame.rest), LOT), frame.lot + 1):
            yield (
                "INSERT INTO loop_items (run_id, loop, lot, items) VALUES (?, ?, ?, ?)",
                (run_id, frame.loop, number, json.dumps(frame.rest[start : start + LOT])),
            )


def _read_items(run_id: int, loop: int, lot: int) -> Steps[Sequence[Any]]:
    answer = yield "SELECT items FROM loop_items WHERE run_id = ? AND loop = ? AND lot = ?", (run_id, loop, lot)
    found: list[Any] = json.loads(answer.rows[0][0])
    return found


def _begin_apart(run: domain.Run, apart: Sequence[Apart], now: datetime) -> Steps[None]:
    whole = run.scenario.stored()
    for one in apart:
        action = action_at(run.scenario.actions, one.numbers)
        inside = [] if action is None else [item.model_dump(mode="json", exclude_none=True) for item in
                                            action.blocks[0].actions]  # fmt: skip
        state = RunState.at_start(one.record)
        state.variables = dict(one.variables)
        yield (
            "INSERT INTO scenario_run (token, due_at, record_id, cause, parent_id, depth, person_id, scenario, "
            'scenario_id, began_with, "values", state, trace, traced, status, started_at, tries) '
            "SELECT 0, ?, r.id, ?, p.id, ?, p.person_id, ?, p.scenario_id, CASE WHEN r.id = p.record_id THEN "
            "p.began_with ELSE json_set(p.began_with, '$.template', t.revision) END, r.\"values\", ?, '[]', 0, ?, ?, 0 "
            "FROM scenario_run p JOIN record r ON r.id = ? JOIN record_template t ON t.id = r.template_id "
            "WHERE p.id = ?",
            (
                *(moment(now), CauseKind.EVENT.value, run.depth + 1, json.dumps({**whole, "actions": inside})),
                *(json.dumps(state.to_json()), domain.RunStatus.RUNNING.value, moment(now), one.record, run.id),
            ),
        )


def _save(
    claim: Claim,
    state: RunState,
    steps: Sequence[Entry],
    forgotten: Sequence[tuple[int, int]],
    status: domain.RunStatus,
    error: Mapping[str, Any] | None,
) -> Steps[None]:
    answer = yield (
        "UPDATE scenario_run SET state = ?, traced = ?, status = ?, error = ?, ended_at = NULL, due_at = NULL, "
        "lease_until = NULL, tries = 0 WHERE id = ? AND token = ?",
        (
            json.dumps(state.to_json()),
            state.traced,
            status.value,
            None if error is None else json.dumps(error),
            claim.id,
            claim.token,
        ),
    )
    if not answer.count:
        raise LostClaim
    yield from write_steps(claim.id, steps, forgotten)


def _fail(run_id: int, error: Mapping[str, Any]) -> Steps[None]:
    yield (
        "UPDATE scenario_run SET status = ?, error = ?, "
        "traced = MAX(traced, COALESCE((SELECT MAX(number) + 1 FROM trace_step WHERE run_id = ?), 0)) WHERE id = ?",
        (domain.RunStatus.FAILED.value, json.dumps(error), run_id, run_id),
    )
    # Letters and records that it has spilled are swept a little at a time: the row says that there are some.
    yield (
        "DELETE FROM spill WHERE run_id = ? AND NOT EXISTS (SELECT 1 FROM delivery WHERE run_id = ? AND state = ?) "
        "AND NOT EXISTS (SELECT 1 FROM staged_record WHERE run_id = ?)",
        (run_id, run_id, STAGED, run_id),
    )
