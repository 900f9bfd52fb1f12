"""Records that segments change and make: hidden rows first, then all of a segment by a few statements."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from domain.audit import Act, Kind, Via
from domain.deliveries.delivery import DeliveryState
from domain.records.compared_by import comparables
from domain.records.found_by import accounts_of_values, words_of_values
from domain.records.record import Record, Status
from domain.records.staged import StagedRecord
from domain.runs.changed_records import RecordMoved, Values
from domain.runs.reports import News
from domain.runs.run import GOING, Run, RunStatus
from domain.work import Claim
from storage.dialects import dialect
from storage.repositories.file_copies import with_own_files
from storage.repositories.work import fence
from storage.statements import AMONG, Steps, instant, moment
from storage.transactions import execute, read

PUT_AT_ONCE = 50
_BUSY = ", ".join(f"'{status.value}'" for status in Status if status.is_busy)
_GOING = ", ".join(f"'{status.value}'" for status in sorted(GOING))
_LETTER_GOES = (
    "EXISTS (SELECT 1 FROM delivery letter WHERE letter.run_id = o.id AND letter.state IN ("
    + ", ".join(f"'{state.value}'" for state in DeliveryState if not state.is_ended)
    + "))"
)
_THEIRS = "EXISTS (SELECT 1 FROM scenario_run o WHERE o.record_id = r.id AND COALESCE(o.root_id, o.id)"
IS_HELD_BY_OTHERS = (
    f"(r.status IN ({_BUSY}) AND CASE WHEN r.id = ? THEN {_THEIRS} <> ? AND {_LETTER_GOES}) "
    f"ELSE NOT {_THEIRS} = ? AND (o.status IN ({_GOING}) OR {_LETTER_GOES})) "
    f"OR {_THEIRS} <> ? AND (o.status IN ({_GOING}) OR {_LETTER_GOES})) END)"
)
"""Whether a record is under way by others than a run and its family: all that go back to the same press.

A run's own record is under way anyway; there only letters of others count. `_held_by` gives its values.
"""

_OPEN = (RunStatus.RUNNING.value, RunStatus.WAITING.value)
_COLUMNS = (
    "run_id, record_id, template_id, creator_id, is_new, revision, status, changed, seen_values, new_values, complete, "
    "copies, words, created_at, modified_at"
)


class ChangedRecordRepository:
    """Implements `domain.runs.changed_records.ChangedRecords`."""

    async def numbers(self, many: int) -> Sequence[int]:
        """Return numbers for new records, which no other records ever have."""
        return await execute(lambda: dialect.get().numbers_ahead("record", many))

    async def put(self, claim: Claim, records: Sequence[StagedRecord]) -> list[int]:
        """Write them to hidden rows; return those rows' numbers."""
        rows: list[int] = []
        for start in range(0, len(records), PUT_AT_ONCE):
            rows += await execute(partial(_put, claim, records[start : start + PUT_AT_ONCE]))
        return rows

    async def read(self, rows: Collection[int]) -> Mapping[int, tuple[Record, Values, Values]]:
        """Return by hidden rows each record as it will be, the values that its run sees, and what is changed of it."""
        return await read(lambda: _read(rows))

    async def is_held(self, run: Run, record_id: int) -> bool:
        """Whether the record is under way by others than the run and its family."""
        return await read(lambda: _is_held(run, record_id))

    async def apply(self, run: Run, rows: Collection[int], now: datetime) -> None:
        """Let hidden rows be the records in the open transaction, with all that follows."""
        await execute(lambda: _apply(run, rows, now))


def _put(claim: Claim, records: Sequence[StagedRecord]) -> Steps[list[int]]:
    yield from fence(claim)
    yield "INSERT INTO spill (run_id) VALUES (?) ON CONFLICT (run_id) DO NOTHING", (claim.id,)
    rows = []
    for one in records:
        record, values = one.known.record, one.new_values
        written = yield (
            f"INSERT INTO staged_record ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
            (
                *(claim.id, record.id, record.template_id, record.creator_id, one.is_new, record.revision),
                *(record.status.value, json.dumps(dict(one.changed)), json.dumps(dict(one.known.values))),
                *(json.dumps(values), one.is_complete, one.has_files, words_of_values(values)),
                *(moment(record.created_at), moment(record.modified_at)),
            ),
        )
        (row,) = written.rows[0]
        yield (
            "INSERT INTO staged_value (staged_id, attribute, text, number) "
            "SELECT ?, json_extract(value, '$[0]'), json_extract(value, '$[1]'), "
            "CAST(json_extract(value, '$[2]') AS DOUBLE PRECISION) FROM json_each(?)",
            (row, json.dumps(list(_found_by(values)))),
        )
        rows.append(row)
    return rows


def _found_by(values: Values) -> Iterator[tuple[str | None, str | None, float | None]]:
    for attribute, found in comparables(values):
        yield attribute, found.text, found.number
    for number in sorted(accounts_of_values(values)):
        yield None, None, number


def _read(rows: Collection[int]) -> Steps[Mapping[int, tuple[Record, Values, Values]]]:
    answer = yield (
        "SELECT id, record_id, template_id, creator_id, revision, status, seen_values, new_values, changed, "
        f"created_at, modified_at FROM staged_record WHERE id {AMONG}",
        (json.dumps(list(rows)),),
    )
    found: dict[int, tuple[Record, Values, Values]] = {}
    for row, number, template, creator, revision, status, seen, new, changed, *times in answer.rows:
        made, modified = map(instant, times)
        record = Record(number, template, creator, json.loads(new), revision, Status(status), made, modified)
        found[row] = (record, json.loads(seen), json.loads(changed))
    return found


def _apply(run: Run, rows: Collection[int], now: datetime) -> Steps[None]:
    these = json.dumps(list(rows))
    yield from _check_unmoved(run, these, len(rows))
    yield (
        'INSERT INTO record (id, template_id, creator_id, "values", revision, status, disabled, created_at, '
        "modified_at, saved_at) SELECT record_id, template_id, creator_id, new_values, 2, status, FALSE, created_at, "
        f"modified_at, CASE WHEN complete THEN modified_at END FROM staged_record WHERE is_new AND id {AMONG} "
        "ORDER BY record_id",
        (these,),
    )
    yield (
        'UPDATE record SET "values" = s.new_values, revision = record.revision + 1, modified_at = s.modified_at, '
        "saved_at = CASE WHEN s.complete THEN COALESCE(record.saved_at, s.modified_at) END "
        f"FROM staged_record s WHERE s.record_id = record.id AND NOT s.is_new AND s.id {AMONG}",
        (these,),
    )
    yield from _find_by(these)
    yield from _copy_files(these)
    yield from _tell_runs(these)
    yield (
        "INSERT INTO report (token, due_at, run_id, news, record_id, tries) "
        "SELECT 0, ?, s.run_id, ?, s.record_id, 0 FROM staged_record s JOIN record r ON r.id = s.record_id "
        f"WHERE s.id {AMONG} AND r.card_message_id IS NOT NULL ORDER BY s.record_id",
        (moment(now), News.CARD.value, these),
    )
    names = "(SELECT group_concat(c.key, ', ') FROM json_each(changed) c)"
    yield (
        "INSERT INTO audit_entry (at, person_id, via, act, kind, object_id, name, changes) "
        "SELECT ?, ?, ?, CASE WHEN is_new THEN ? ELSE ? END, ?, record_id, ?, "
        "'{\"record\":[null,' || record_id || '],\"run\":[null,' || run_id || '],\"attributes\":[null,' || "
        f"json_quote({names}) || ']}}' FROM staged_record WHERE id {AMONG} ORDER BY record_id",
        (
            *(moment(now), run.person_id, Via.SCENARIO.value, Act.CREATED.value, Act.CHANGED.value),
            *(Kind.RECORD.value, run.scenario.title[:320], these),
        ),
    )
    yield "DELETE FROM staged_record WHERE run_id = ?", (run.id,)
    yield "DELETE FROM spill WHERE run_id = ?", (run.id,)


def _held_by(run: Run) -> Steps[tuple[int | None, int, int, int]]:
    """Return the values of IS_HELD_BY_OTHERS."""
    answer = yield "SELECT COALESCE(root_id, id) FROM scenario_run WHERE id = ?", (run.id,)
    root: int = answer.rows[0][0]
    return run.record_id, root, root, root


def _is_held(run: Run, record_id: int) -> Steps[bool]:
    values = yield from _held_by(run)
    answer = yield f"SELECT 1 FROM record r WHERE r.id = ? AND {IS_HELD_BY_OTHERS}", (record_id, *values)
    return bool(answer.rows)


def _check_unmoved(run: Run, these: str, many: int) -> Steps[None]:
    """Raise RecordMoved where a record is not what was read: changed, deleted, put away, or with a letter under way."""
    values = yield from _held_by(run)
    unmoved = yield (
        "SELECT COUNT(*) FROM staged_record s JOIN record_template t ON t.id = s.template_id "
        f"LEFT JOIN record r ON r.id = s.record_id WHERE s.id {AMONG} AND CASE WHEN s.is_new THEN r.id IS NULL "
        "ELSE r.revision = s.revision AND r.deleted_at IS NULL AND NOT r.disabled "
        f"AND NOT {IS_HELD_BY_OTHERS} END",
        (these, *values),
    )
    if unmoved.rows[0][0] != many:
        raise RecordMoved


def _find_by(these: str) -> Steps[None]:
    yield (
        "INSERT INTO record_text (record_id, words) "
        f"SELECT record_id, words FROM staged_record WHERE id {AMONG} "
        "ON CONFLICT (record_id) DO UPDATE SET words = excluded.words",
        (these,),
    )
    for table in ("record_account", "record_value"):
        yield (
            f"DELETE FROM {table} WHERE record_id IN "
            f"(SELECT record_id FROM staged_record WHERE NOT is_new AND id {AMONG})",
            (these,),
        )
    yield (
        "INSERT INTO record_account (record_id, account_id) SELECT s.record_id, CAST(v.number AS BIGINT) "
        f"FROM staged_record s JOIN staged_value v ON v.staged_id = s.id WHERE s.id {AMONG} AND v.attribute IS NULL",
        (these,),
    )
    yield (
        "INSERT INTO record_value (record_id, template_id, attribute, text, number) "
        "SELECT s.record_id, s.template_id, v.attribute, v.text, v.number FROM staged_record s "
        f"JOIN staged_value v ON v.staged_id = s.id WHERE s.id {AMONG} AND v.attribute IS NOT NULL",
        (these,),
    )


def _copy_files(these: str) -> Steps[None]:
    """Give records copies of the files that they took from others, since each belongs to one record."""
    holding = yield (
        f"SELECT record_id, new_values, changed FROM staged_record WHERE copies AND id {AMONG}",
        (these,),
    )
    for number, kept, changed in holding.rows:
        values: dict[str, Any] = json.loads(kept)
        own = yield from with_own_files(number, {name: values.get(name) for name in json.loads(changed)})
        whole = json.dumps({**values, **{name: value for name, value in own.items() if name in values}})
        yield 'UPDATE record SET "values" = ? WHERE id = ?', (whole, number)
        yield (
            f"UPDATE staged_record SET changed = ? WHERE record_id = ? AND id {AMONG}",
            (json.dumps(own), number, these),
        )


def _tell_runs(these: str) -> Steps[None]:
    """Let runs that go on with a record see the changes: each has the values of its beginning otherwise."""
    going_on = yield (
        'SELECT r.id, r."values", s.changed FROM staged_record s JOIN scenario_run r ON r.record_id = s.record_id '
        f"WHERE s.id {AMONG} AND NOT s.is_new AND r.status IN (?, ?)",
        (these, *_OPEN),
    )
    for run_id, values, changed in going_on.rows:
        after = json.dumps({**json.loads(values), **json.loads(changed)})
        yield 'UPDATE scenario_run SET "values" = ? WHERE id = ?', (after, run_id)
