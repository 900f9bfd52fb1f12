"""A row of the table of runs, and the run that it keeps."""

import json
from functools import lru_cache
from typing import Any, NamedTuple

from domain.runs import run as domain
from domain.runs.cause import cause_of
from domain.scenarios.basis import Basis
from domain.scenarios.document import Scenario
from domain.scenarios.events import what_is_left
from domain.scenarios.state import RunState
from storage.statements import instant

NO_DOCUMENT = "{}"
"""What a run has for a document whose scenario is a kept version."""


@lru_cache(maxsize=64)
def _scenario(document: str) -> Scenario:
    """Read a scenario once: most runs are of the same few."""
    return Scenario.from_stored(document)


def _what_is_left(document: str) -> Scenario:
    """Return a scenario without actions, by what the document still says of itself."""
    found = json.loads(document)
    known: dict[str, Any] = found if isinstance(found, dict) else {}
    return Scenario.model_construct(
        system_name=str(known.get("system_name") or "unreadable"),
        title=str(known.get("title") or "?"),
        enabled=False,
        event=what_is_left(known.get("event")),
        actions=(),
    )


RUN_COLUMNS = (
    "id, cause, record_id, button, turn, parent_id, depth, moment_at, person_id, scenario, scenario_id, "
    'scenario_revision, began_with, "values", state, status, started_at, ended_at, error, due_at'
)


class RunRow(NamedTuple):
    """A row of RUN_COLUMNS as it is kept, its documents unread."""

    id: int
    cause: str
    record_id: int | None
    button: int | None
    turn: int | None
    parent_id: int | None
    depth: int
    moment_at: str | None
    person_id: int
    scenario: str
    scenario_id: int | None
    scenario_revision: int | None
    began_with: str | None
    values: str
    state: str
    status: str
    started_at: str
    ended_at: str | None
    error: str | None
    due_at: str | None

    @property
    def version(self) -> tuple[int, int] | None:
        """Which version of its scenario it is a run of; None where it has a document of its own."""
        if self.scenario != NO_DOCUMENT or self.scenario_id is None or self.scenario_revision is None:
            return None
        return self.scenario_id, self.scenario_revision


def run_of(row: RunRow, document: str) -> domain.Run:
    """Read a run; of one that cannot go on any more there is still to be told what it has come to."""
    unreadable = None
    try:
        scenario, state = _scenario(document), RunState.from_json(json.loads(row.state))
        basis = None if row.began_with is None else Basis.from_json(json.loads(row.began_with))
    except Exception as error:  # noqa: BLE001 - it is raised when the run is to go on
        unreadable, basis = error, None
        scenario, state = _what_is_left(document), RunState.at_start(row.record_id or 0)
    return domain.Run(
        id=row.id,
        cause=cause_of(
            row.cause,
            record_id=row.record_id,
            button=row.button,
            turn=row.turn,
            parent_id=row.parent_id,
            depth=row.depth,
            moment_at=instant(row.moment_at),
        ),
        person_id=row.person_id,
        scenario=scenario,
        values=json.loads(row.values),
        state=state,
        status=domain.RunStatus(row.status),
        started_at=instant(row.started_at),
        ended_at=instant(row.ended_at),
        error=None if row.error is None else json.loads(row.error),
        due_at=instant(row.due_at),
        basis=basis,
        unreadable=unreadable,
    )
