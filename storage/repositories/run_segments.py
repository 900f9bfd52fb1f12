"""What a segment leaves of its run: its place, the items of its loops, the runs that it gives rise to, its end."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.records.record import Status
from domain.runs import run as domain
from domain.runs.cause import CauseKind
from domain.runs.reports import News
from domain.scenarios.segment import Apart
from domain.scenarios.state import LOT, RunState
from domain.scenarios.tracing import Entry
from domain.scenarios.walking import action_at
from domain.work import Claim, LostClaim
from storage.given import NUMBER, TEXT, each
from storage.repositories.letter_rows import STAGED
from storage.repositories.traces import write_steps
from storage.statements import AMONG, Steps, moment, placeholders

_BUSY = tuple(status.value for status in Status if status.is_busy)
_GOING = tuple(sorted(status.value for status in domain.GOING))


def save_run(
    claim: Claim,
    state: RunState,
    steps: Sequence[Entry],
    forgotten: Sequence[tuple[int, int]],
    status: domain.RunStatus,
    error: Mapping[str, Any] | None,
) -> Steps[None]:
    """Write where a run stands after a segment, with what it did, and give it back; raises LostClaim."""
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


def save_runs(saved: Sequence[tuple[Claim, RunState, domain.RunStatus]]) -> Steps[None]:
    """Write for several runs, in which nothing went wrong, what `save_run` writes for one, but for their steps."""
    count = yield from each(
        "UPDATE scenario_run SET state = given.column3, traced = given.column4, status = given.column5, error = NULL, "
        "ended_at = NULL, due_at = NULL, lease_until = NULL, tries = 0 FROM given "
        "WHERE scenario_run.id = given.column1 AND scenario_run.token = given.column2",
        (NUMBER, NUMBER, TEXT, NUMBER, TEXT),
        [
            (claim.id, claim.token, json.dumps(state.to_json()), state.traced, str(status))
            for claim, state, status in saved
        ],
    )
    if count != len(saved):
        raise LostClaim


def keep_items(run_id: int, state: RunState) -> Steps[None]:
    """Write the items that the loops of a state hold; drop those of loops that it left."""
    loops = json.dumps([frame.loop for frame in state.frames if frame.loop is not None])
    yield (
        f"DELETE FROM loop_items WHERE run_id = ? AND loop NOT {AMONG}",
        (run_id, loops),
    )
    for frame in state.frames:
        for number, start in enumerate(range(0, len(frame.rest), LOT), frame.lot + 1):
            yield (
                "INSERT INTO loop_items (run_id, loop, lot, items) VALUES (?, ?, ?, ?)",
                (run_id, frame.loop, number, json.dumps(frame.rest[start : start + LOT])),
            )


def read_items(run_id: int, loop: int, lot: int) -> Steps[Sequence[Any]]:
    """Return a lot of a long loop's items."""
    answer = yield "SELECT items FROM loop_items WHERE run_id = ? AND loop = ? AND lot = ?", (run_id, loop, lot)
    found: list[Any] = json.loads(answer.rows[0][0])
    return found


def begin_apart(run: domain.Run, apart: Sequence[Apart], begun: int, now: datetime) -> Steps[None]:
    """Write runs that a segment of `run` gives rise to; they are due at once."""
    whole = run.scenario.stored()
    for one in apart:
        action = action_at(run.scenario.actions, one.numbers)
        inside = [] if action is None else [item.model_dump(mode="json", exclude_none=True) for item in
                                            action.blocks[0].actions]  # fmt: skip
        state = one.at_start()
        state.apart = begun
        yield (
            "INSERT INTO scenario_run (token, due_at, record_id, cause, parent_id, root_id, came_to, depth, person_id, "
            'scenario, scenario_id, began_with, "values", state, trace, traced, status, started_at, tries) '
            "SELECT 0, ?, r.id, ?, p.id, COALESCE(p.root_id, p.id), ?, ?, p.person_id, ?, p.scenario_id, "
            "CASE WHEN r.id = p.record_id THEN p.began_with ELSE json_set(p.began_with, '$.template', t.revision) END, "
            "r.\"values\", ?, '[]', 0, ?, ?, 0 "
            "FROM scenario_run p JOIN record r ON r.id = ? JOIN record_template t ON t.id = r.template_id "
            "WHERE p.id = ?",
            (
                *(moment(now), CauseKind.EVENT.value, Status.SENDING.value, run.depth + 1),
                json.dumps({**whole, "actions": inside}),
                *(json.dumps(state.to_json()), domain.RunStatus.RUNNING.value, moment(now), one.record, run.id),
            ),
        )
        yield (
            f"UPDATE record SET status = ? WHERE id = ? AND status NOT IN ({placeholders(_BUSY)})",
            (Status.SENDING.value, one.record, *_BUSY),
        )
    others = json.dumps(sorted({one.record for one in apart} - {run.record_id}))
    yield (
        "INSERT INTO report (token, due_at, run_id, news, record_id, tries) SELECT 0, ?, ?, ?, id, 0 FROM record "
        f"WHERE id {AMONG} AND card_message_id IS NOT NULL",
        (moment(now), run.id, News.CARD.value, others),
    )


def stop(run_ids: Collection[int], now: datetime) -> Steps[Sequence[int]]:
    """End those that have actions left, and take them from whoever has them; return which."""
    stopped = yield (
        "UPDATE scenario_run SET status = ?, ended_at = ?, token = scenario_run.token + 1, due_at = NULL, "
        f"lease_until = NULL WHERE id {AMONG} AND status IN (?, ?) "
        "RETURNING id",
        (domain.RunStatus.ENDED.value, moment(now), json.dumps(list(run_ids)), *_GOING),
    )
    return sorted(number for (number,) in stopped.rows)


def fail(run_id: int, error: Mapping[str, Any]) -> Steps[None]:
    """Write that the run has failed, whatever it was doing; how far its last segment came can be seen."""
    yield (
        "UPDATE scenario_run SET status = ?, error = ?, "
        "traced = COALESCE((SELECT MAX(number) + 1 FROM trace_step WHERE run_id = ? AND number >= traced), traced) "
        "WHERE id = ?",
        (domain.RunStatus.FAILED.value, json.dumps(error), run_id, run_id),
    )
    # Letters and records that it has spilled are swept a little at a time: the row says that there are some.
    yield (
        "DELETE FROM spill WHERE run_id = ? AND NOT EXISTS (SELECT 1 FROM delivery WHERE run_id = ? AND state = ?) "
        "AND NOT EXISTS (SELECT 1 FROM staged_record WHERE run_id = ?)",
        (run_id, run_id, STAGED, run_id),
    )
