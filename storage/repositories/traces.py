"""Event chains as rows, as statements; those of version 0.1.0 are read from their run's column."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from domain.scenarios.tracing import Entry
from storage.given import FRACTION, INSTANT, NUMBER, TEXT, given
from storage.statements import Steps, moment

ROWS_AT_ONCE = 100
_COLUMNS = "run_id, number, place, iteration, kind, at, ms, did, error"
_KINDS = (NUMBER, NUMBER, TEXT, TEXT, TEXT, INSTANT, FRACTION, TEXT, TEXT)
_ROW = ", ".join(f"column{place}" for place in range(1, len(_KINDS) + 1))
_dump = json.JSONEncoder(separators=(",", ":")).encode

LIVE = "number < (SELECT traced FROM scenario_run WHERE id = ?)"
"""What stands behind belongs to a segment that is not committed."""


def write_steps(run_id: int, steps: Sequence[Entry], forgotten: Sequence[tuple[int, int]]) -> Steps[None]:
    """Write steps, and take away those in the spans of numbers."""
    for first, end in forgotten:
        yield "DELETE FROM trace_step WHERE run_id = ? AND number >= ? AND number < ?", (run_id, first, end)
    yield from write_steps_of([(run_id, entry) for entry in steps])


def write_steps_of(steps: Sequence[tuple[int, Entry]]) -> Steps[None]:
    """Write steps, each of its run."""
    for start in range(0, len(steps), ROWS_AT_ONCE):
        some = steps[start : start + ROWS_AT_ONCE]
        rows, values = given(_KINDS, [_values(run_id, entry) for run_id, entry in some])
        yield f"INSERT INTO trace_step ({_COLUMNS}) SELECT {_ROW} FROM {rows}", values


def count_steps(run_id: int) -> Steps[int]:
    """Return how many there are."""
    answer = yield (
        "SELECT (SELECT json_array_length(trace) FROM scenario_run WHERE id = ?) "
        f"+ (SELECT COUNT(*) FROM trace_step WHERE run_id = ? AND {LIVE})",
        (run_id, run_id, run_id),
    )
    return int(answer.rows[0][0] or 0)


def read_steps(run_id: int, first: int, most: int) -> Steps[list[Entry]]:
    """Return some in order: those of the column come before those in rows."""
    answer = yield "SELECT json_array_length(trace) FROM scenario_run WHERE id = ?", (run_id,)
    before = answer.rows[0][0] if answer.rows else 0
    entries: list[Entry] = []
    if first < before:
        answer = yield (
            "SELECT e.value FROM scenario_run r, json_each(r.trace) e WHERE r.id = ? ORDER BY e.key LIMIT ? OFFSET ?",
            (run_id, most, first),
        )
        entries = [json.loads(value) for (value,) in answer.rows]
    if len(entries) < most:
        answer = yield (
            f"SELECT {_COLUMNS} FROM trace_step WHERE run_id = ? AND {LIVE} ORDER BY number LIMIT ? OFFSET ?",
            (run_id, run_id, most - len(entries), max(0, first - before)),
        )
        entries += [_entry(row) for row in answer.rows]
    return entries


def read_noted(run_id: int, name: str) -> Steps[dict[str, Any] | None]:
    """Return what the first step did that has noted something under that name."""
    path = f'$."{name}"'
    answer = yield (
        f"SELECT did FROM trace_step WHERE run_id = ? AND {LIVE} AND json_type(did, ?) IS NOT NULL "
        "ORDER BY number LIMIT 1",
        (run_id, run_id, path),
    )
    if not answer.rows:
        answer = yield (
            "SELECT json_extract(e.value, '$.did') FROM scenario_run r, json_each(r.trace) e WHERE r.id = ? "
            "AND json_type(e.value, ?) IS NOT NULL ORDER BY e.key LIMIT 1",
            (run_id, f'$.did."{name}"'),
        )
    return json.loads(answer.rows[0][0]) if answer.rows else None


def read_noted_of(run_ids: Collection[int], name: str) -> Steps[dict[int, dict[str, Any] | None]]:
    """Return the same of many runs."""
    if not run_ids:
        return {}
    answer = yield (
        "SELECT asked.id, (SELECT did FROM trace_step WHERE run_id = asked.id AND number < (SELECT traced FROM "
        "scenario_run WHERE id = asked.id) AND json_type(did, ?) IS NOT NULL ORDER BY number LIMIT 1) "
        "FROM (SELECT CAST(value AS BIGINT) AS id FROM json_each(?)) AS asked",
        (f'$."{name}"', json.dumps(list(run_ids))),
    )
    noted = {}
    for run_id, did in answer.rows:
        noted[run_id] = (yield from read_noted(run_id, name)) if did is None else json.loads(did)
    return noted


def _values(run_id: int, entry: Entry) -> tuple[Any, ...]:
    did, error = entry.get("did"), entry.get("error")
    return (
        run_id,
        entry["number"],
        _dump(entry["place"]),
        _dump(entry["iteration"]),
        entry["kind"],
        entry["at"],
        entry.get("ms", 0),
        None if did is None else _dump(did),
        None if error is None else _dump(error),
    )


def _entry(row: Sequence[Any]) -> Entry:
    _, number, place, iteration, kind, at, ms, did, error = row
    entry: Entry = {
        "number": number,
        "place": json.loads(place),
        "iteration": json.loads(iteration),
        "kind": kind,
        "at": at if isinstance(at, str) else moment(at),
        "ms": ms,
    }
    if did is not None:
        entry["did"] = json.loads(did)
    if error is not None:
        entry["error"] = json.loads(error)
    return entry
