"""Settling a run, as statements, inside the commit that changed one of its letters."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.deliveries.delivery import Delivery, DeliveryState
from domain.records.record import Status
from domain.runs.reports import News
from domain.runs.run import RunStatus, status_of_all
from domain.runs.settlement import Settlement, settlement
from storage.given import INSTANT, NUMBER, each
from storage.repositories.news import leave_report, leave_reports
from storage.repositories.runs import LEADS
from storage.statements import AMONG, Steps, hold, moment

_STATES = json.dumps([state.value for state in DeliveryState])
"""Each is looked for in an index: what a run has come to is known without going over its letters."""

_STATUSES = json.dumps([status.value for status in Status])

_HOW_IT_STANDS = (
    "status, CASE WHEN status IN (?, ?) THEN (SELECT letter.state FROM delivery letter "
    "WHERE letter.id = CAST(json_extract(run.state, '$.waiting_for') AS BIGINT) AND letter.run_id = run.id) END, "
    "status = ? AND json_array_length(state, '$.frames') > 0, "
    "(SELECT group_concat(value) FROM json_each(?) known WHERE EXISTS "
    "(SELECT 1 FROM delivery WHERE run_id = run.id AND delivery.state = known.value))"
)
_KNOWN = (RunStatus.WAITING.value, RunStatus.FAILED.value, RunStatus.ENDED.value, _STATES)

_LATER_PRESS = "later.record_id = run.record_id AND later.button >= 0 AND later.id > run.id"
"""Only a press has a button, and so they are found in an index, however many runs began apart."""

_APART = "SELECT 1 FROM scenario_run apart WHERE apart.record_id = run.record_id AND apart.parent_id IS NOT NULL"

BEGUN = frozenset({RunStatus.WAITING, RunStatus.DELIVERING})
"""How a run stands that has its first letters: with these its record is sent."""

_END_RUN = (
    f"UPDATE scenario_run SET status = '{RunStatus.ENDED}', ended_at = given.column2 FROM given "
    "WHERE scenario_run.id = given.column1"
)

_OTHERS = f"FROM delivery other WHERE other.run_id = run.id AND other.id NOT {AMONG}"
"""The letters of a run beside those that are named."""


def settle_run(
    run_id: int, now: datetime, changed: Delivery | None = None, *, held: bool = False, news: News | None = None
) -> Steps[None]:
    """Bring the run and its record up to date, and leave a report; `changed` is the letter as it is now.

    `news` is what the report is about where the caller knows better than its letters.
    """
    yield from hold("scenario_run", [run_id])  # so that of two letters the one that is settled later sees the other
    answer = yield (
        "SELECT record_id, parent_id, came_to, ended_at, "
        f"EXISTS (SELECT 1 FROM scenario_run later WHERE {_LATER_PRESS}), EXISTS ({_APART}), {_HOW_IT_STANDS} "
        "FROM scenario_run run WHERE id = ?",
        (*_KNOWN, run_id),
    )
    if not answer.rows:
        return
    record_id, parent_id, came_to, ended_at, overtaken, has_apart, *stands = answer.rows[0]
    follows = _follows(stands, changed, held=held)
    news = news or follows.news
    if follows.wakes:
        yield "UPDATE scenario_run SET due_at = ? WHERE id = ?", (moment(now), run_id)
    if follows.status != stands[0] or (follows.ended and ended_at is None):
        yield "UPDATE scenario_run SET status = ?, ended_at = ? WHERE id = ?", (follows.status, moment(now), run_id)
    if parent_id is not None and came_to != follows.came_to:
        yield "UPDATE scenario_run SET came_to = ? WHERE id = ?", (follows.came_to.value, run_id)
    if not overtaken and record_id is not None:
        if has_apart:
            yield from hold("record", [record_id])
        status = (yield from _of_record(record_id)) if has_apart else follows.record_status
        yield "UPDATE record SET status = ? WHERE id = ?", (status, record_id)
    if news is not None:
        letter = None if changed is None else changed.id
        yield from leave_report(run_id, news, now, letter)
        if letter is not None and news.is_told:
            yield "UPDATE delivery SET told = TRUE WHERE id = ?", (letter,)


@dataclass(frozen=True, slots=True)
class PlainRun:
    """A run of which `letters` have gone now, in this order, and nothing else is asked; `follows` is what it comes to.

    `record_id` is None where its record tells of something newer.
    """

    id: int
    record_id: int | None
    letters: Sequence[Delivery]
    follows: Settlement


def plain_runs(sent: Sequence[Delivery]) -> Steps[list[PlainRun]]:
    """Return the plain ones among the runs of these letters, which have gone in this order, by the last of each."""
    if not sent:
        return []
    letters: dict[int, list[Delivery]] = {}
    for letter in sent:
        letters.setdefault(letter.run_id, []).append(letter)
    yield from hold("scenario_run", letters)
    numbers = json.dumps([letter.id for letter in sent])
    answer = yield (
        f"SELECT id, record_id, EXISTS (SELECT 1 FROM scenario_run later WHERE {_LATER_PRESS}), status, "
        f"CASE WHEN EXISTS (SELECT 1 {_OTHERS}) THEN (SELECT group_concat(value) FROM json_each(?) known "
        f"WHERE EXISTS (SELECT 1 {_OTHERS} AND other.state = known.value)) END FROM scenario_run run "
        f"WHERE id {AMONG} AND status IN (?, ?) AND parent_id IS NULL AND NOT EXISTS ({_APART})",
        (
            *(numbers, _STATES, numbers, json.dumps(list(letters))),
            *(RunStatus.RUNNING.value, RunStatus.DELIVERING.value),
        ),
    )
    last = {letter.run_id: place for place, letter in enumerate(sent)}
    found = []
    for number, record_id, overtaken, *stands in sorted(answer.rows, key=lambda row: last[row[0]]):
        follows = _follows_gone(letters[number], *stands)
        found.append(PlainRun(number, None if overtaken else record_id, letters[number], follows))
    return found


def settle_plain(runs: Sequence[PlainRun], times: Mapping[int, datetime]) -> Steps[None]:
    """Bring them and their records up to date, and leave their reports; `times` are when their letters have ended."""
    ends = [(run.id, moment(times[run.letters[-1].id])) for run in runs if run.follows.ended]
    yield from each(_END_RUN, (NUMBER, INSTANT), ends)
    statuses = {run.record_id: run.follows.record_status for run in runs if run.record_id is not None}
    for status in set(statuses.values()):
        records = sorted(record_id for record_id, its in statuses.items() if its is status)
        yield f"UPDATE record SET status = ? WHERE id {AMONG}", (status.value, json.dumps(records))
    left = {run.id: [(times[letter.id], letter.id) for letter in run.letters] for run in runs}
    yield from leave_reports(News.SENT, left)


def _follows_gone(letters: Sequence[Delivery], status: str, others: str | None) -> Settlement:
    """Say what follows for a run when these letters have gone; `others` are the states of those that it has besides."""
    last = letters[-1]
    states = [last.state, *(DeliveryState(state) for state in (others or "").split(",") if state)]
    return settlement(RunStatus(status), states, None, last)


def plain_begins(run_ids: Collection[int]) -> Steps[dict[int, int | None]]:
    """Return those of the runs that have no letter yet, and which record follows each with its first ones, if any."""
    if not run_ids:
        return {}
    answer = yield (
        f"SELECT id, record_id, EXISTS (SELECT 1 FROM scenario_run later WHERE {_LATER_PRESS}) FROM scenario_run run "
        f"WHERE id {AMONG} AND parent_id IS NULL AND NOT EXISTS ({_APART}) "
        "AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.run_id = run.id)",
        (json.dumps(list(run_ids)),),
    )
    return {number: None if overtaken else record_id for number, record_id, overtaken in answer.rows}


def settle_begun(runs: Mapping[int, tuple[News | None, datetime]], records: Mapping[int, int | None]) -> Steps[None]:
    """Bring the records of runs up to date that have their first letters now, as `settle_run` does for each.

    Each run has what its report is about, and when; `records` are those of `plain_begins`.
    """
    following = {records[run_id] for run_id in runs} - {None}
    if following:
        yield f"UPDATE record SET status = ? WHERE id {AMONG}", (Status.SENDING.value, json.dumps(sorted(following)))
    for kind in {news for news, _ in runs.values() if news is not None}:
        left = {run_id: [(now, None)] for run_id, (news, now) in runs.items() if news is kind}
        yield from leave_reports(kind, left)


def _follows(stands: Sequence[Any], changed: Delivery | None, *, held: bool = False) -> Settlement:
    status, awaited, stopped, states = stands
    return settlement(
        RunStatus(status),
        [DeliveryState(state) for state in (states or "").split(",") if state],
        None if awaited is None else DeliveryState(awaited),
        changed,
        held=held,
        stopped=bool(stopped),
    )


def _of_record(record_id: int) -> Steps[Status]:
    """Return what the newest press and the runs apart since have come to; without a press the newest leads."""
    found = yield (
        f"SELECT id, parent_id IS NULL, {_HOW_IT_STANDS} FROM scenario_run run WHERE {LEADS}",
        (*_KNOWN, record_id, record_id),
    )
    number, is_press, *stands = found.rows[0]
    apart = yield (
        "SELECT value FROM json_each(?) known WHERE EXISTS (SELECT 1 FROM scenario_run WHERE record_id = ? "
        "AND parent_id IS NOT NULL AND came_to = known.value AND id > ? AND id <> ?)",
        (_STATUSES, record_id, number if is_press else 0, number),
    )
    return status_of_all(_follows(stands, None).record_status, [Status(value) for (value,) in apart.rows])
