"""Settling a run, as statements, inside the commit that changed one of its letters."""

import json
from datetime import datetime

from domain.deliveries.delivery import Delivery, DeliveryState
from domain.deliveries.settlement import settlement
from domain.scenarios.run import RunStatus
from storage.statements import Steps, moment


def settle_run(run_id: int, now: datetime, changed: Delivery | None = None, *, held: bool = False) -> Steps[None]:
    """Bring the run and its record up to date, and leave a report; `changed` is the letter as it is now."""
    answer = yield "SELECT record_id, status, state FROM scenario_run WHERE id = ?", (run_id,)
    if not answer.rows:
        return
    record_id, status, state = answer.rows[0]
    letters = yield "SELECT id, state FROM delivery WHERE run_id = ?", (run_id,)
    follows = settlement(
        RunStatus(status),
        [(number, DeliveryState(where)) for number, where in letters.rows],
        json.loads(state)["waiting_for"] if status == RunStatus.WAITING else None,
        changed,
        held=held,
    )
    if follows.wakes:
        yield "UPDATE scenario_run SET due_at = ? WHERE id = ?", (moment(now), run_id)
    if follows.status != status:
        yield "UPDATE scenario_run SET status = ?, ended_at = ? WHERE id = ?", (follows.status, moment(now), run_id)
    later = yield "SELECT 1 FROM scenario_run WHERE record_id = ? AND id > ? LIMIT 1", (record_id, run_id)
    if not later.rows:
        yield "UPDATE record SET status = ? WHERE id = ?", (follows.record_status, record_id)
    if follows.news is not None:
        letter = None if changed is None else changed.id
        yield (
            "INSERT INTO report (token, due_at, run_id, news, delivery_id, tries) VALUES (0, ?, ?, ?, ?, 0)",
            (moment(now), run_id, follows.news, letter),
        )
        if letter is not None and follows.news.is_told:
            yield "UPDATE delivery SET told = 1 WHERE id = ?", (letter,)
