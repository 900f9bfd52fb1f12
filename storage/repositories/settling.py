"""Settling a run, as statements, inside the commit that changed one of its letters."""

import json
from datetime import datetime

from domain.deliveries.delivery import Delivery, DeliveryState
from domain.runs.reports import News
from domain.runs.run import RunStatus
from domain.runs.settlement import settlement
from storage.repositories.news import leave_report
from storage.statements import Steps, moment

_STATES = json.dumps([state.value for state in DeliveryState])
"""Each is looked for in an index: what a run has come to is known without going over its letters."""


def settle_run(
    run_id: int, now: datetime, changed: Delivery | None = None, *, held: bool = False, news: News | None = None
) -> Steps[None]:
    """Bring the run and its record up to date, and leave a report; `changed` is the letter as it is now.

    `news` is what the report is about where the caller knows better than its letters.
    """
    answer = yield (
        "SELECT record_id, status, ended_at, CASE WHEN status IN (?, ?) THEN (SELECT letter.state FROM delivery letter "
        "WHERE letter.id = json_extract(run.state, '$.waiting_for') AND letter.run_id = run.id) END, "
        "status = ? AND json_array_length(state, '$.frames') > 0, EXISTS (SELECT 1 FROM "
        "scenario_run later WHERE later.record_id = run.record_id "
        "AND (later.parent_id IS NULL, later.id) > (run.parent_id IS NULL, run.id)), "
        "(SELECT json_group_array(value) FROM json_each(?) known WHERE EXISTS "
        "(SELECT 1 FROM delivery WHERE run_id = run.id AND delivery.state = known.value)) "
        "FROM scenario_run run WHERE id = ?",
        (RunStatus.WAITING.value, RunStatus.FAILED.value, RunStatus.ENDED.value, _STATES, run_id),
    )
    if not answer.rows:
        return
    record_id, status, ended_at, awaited, stopped, overtaken, states = answer.rows[0]
    follows = settlement(
        RunStatus(status),
        [DeliveryState(state) for state in json.loads(states)],
        None if awaited is None else DeliveryState(awaited),
        changed,
        held=held,
        stopped=bool(stopped),
    )
    news = news or follows.news
    if follows.wakes:
        yield "UPDATE scenario_run SET due_at = ? WHERE id = ?", (moment(now), run_id)
    if follows.status != status or (follows.ended and ended_at is None):
        yield "UPDATE scenario_run SET status = ?, ended_at = ? WHERE id = ?", (follows.status, moment(now), run_id)
    if not overtaken:
        yield "UPDATE record SET status = ? WHERE id = ?", (follows.record_status, record_id)
    if news is not None:
        letter = None if changed is None else changed.id
        yield from leave_report(run_id, news, now, letter)
        if letter is not None and news.is_told:
            yield "UPDATE delivery SET told = 1 WHERE id = ?", (letter,)
