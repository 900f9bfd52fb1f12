"""What begins a run: the tables and the model hold each kind of cause, and nothing that belongs to none."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.runs.cause import Moment, Press, RecordEvent, cause_of
from domain.runs.run import RunState
from storage import models
from storage.repositories.runs import RunRepository
from tests.domain.scenarios.conftest import AUTHOR, NOW, Stored

NOTHING: dict[str, Any] = {
    "record_id": None,
    "button": None,
    "turn": None,
    "parent_id": None,
    "depth": 0,
    "moment_at": None,
}
NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "kept", "cause"),
    [
        ("press", {"record_id": 1, "button": 2, "turn": 0}, Press(1, 2, 0)),
        ("event", {"record_id": 1, "parent_id": 5, "depth": 2}, RecordEvent(1, 5, 2)),
        ("moment", {"moment_at": NINE}, Moment(NINE)),
    ],
)
async def test_a_run_is_read_with_what_began_it(stored: Stored, filled: int, kind: str, kept: Any, cause: Any) -> None:
    assert cause_of(kind, **{**NOTHING, **kept}) == cause
    (scenario,) = await stored.configuration.scenarios()
    for _ in range(2 if kind != "press" else 1):
        row = await models.ScenarioRun.create(
            cause=kind,
            **{"depth": 0, **kept},
            person_id=AUTHOR,
            scenario=scenario.document.stored(),
            values={},
            state=RunState.at_start(kept.get("record_id", 0)).to_json(),
            trace=[],
            status="delivering",
            started_at=NOW,
        )
    run = await RunRepository().get(row.id)
    assert run is not None
    assert run.cause == cause
    assert run.record_id == kept.get("record_id")


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ("press", {"record_id": 1, "button": 2}),
        ("press", {"button": 2, "turn": 0}),
        ("event", {"record_id": 1, "depth": 1}),
        ("event", {"parent_id": 1, "depth": 1}),
        ("event", {"record_id": 1, "parent_id": 5, "depth": 0}),
        ("moment", {}),
        ("moment", {"moment_at": NINE, "record_id": 1}),
        ("storm", {}),
    ],
)
def test_what_belongs_to_no_cause_is_refused(kind: str, kept: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        cause_of(kind, **{**NOTHING, **kept})
