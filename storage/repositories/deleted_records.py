"""Records that were deleted: whole for a while, so that they can be taken back, then gone."""

import json
from collections.abc import Sequence
from datetime import datetime

from domain.records.found_by import accounts_of_values
from storage.statements import Steps, moment

AT_ONCE = 100
_FOUND_BY = ("record_text", "record_account", "record_value")
_BELONGINGS = ("asking", "answer", "file", *_FOUND_BY)


def put_aside(record_id: int, now: datetime) -> Steps[bool]:
    """Let nobody see the record any more; False when it was deleted before."""
    deleted = yield (
        "UPDATE record SET deleted_at = ?, card_message_id = NULL WHERE id = ? AND deleted_at IS NULL",
        (moment(now), record_id),
    )
    if not deleted.count:
        return False
    for table in ("asking", *_FOUND_BY):
        yield f"DELETE FROM {table} WHERE record_id = ?", (record_id,)
    yield "INSERT INTO deleted_record (record_id, deleted_at) VALUES (?, ?)", (record_id, moment(now))
    return True


def take_back(record_id: int) -> Steps[bool]:
    """Put the record where it was; False when it is not there to be taken back."""
    kept = yield "DELETE FROM deleted_record WHERE record_id = ?", (record_id,)
    if kept.count:
        yield "UPDATE record SET deleted_at = NULL WHERE id = ?", (record_id,)
    return bool(kept.count)


def forget_deleted(before: datetime) -> Steps[int]:
    """Erase for good what was deleted before then."""
    old = yield (
        "SELECT record_id FROM deleted_record WHERE deleted_at < ? ORDER BY deleted_at LIMIT ?",
        (moment(before), AT_ONCE),
    )
    yield from erase([number for (number,) in old.rows])
    return len(old.rows)


def forget_deleted_of(account_id: int) -> Steps[None]:
    """Erase for good what was deleted and names an account, or was written by the person whose account it is."""
    deleted = yield (
        'SELECT d.record_id, r."values", p.account_id FROM deleted_record d JOIN record r ON r.id = d.record_id '
        "LEFT JOIN person p ON p.telegram_id = r.creator_id",
        (),
    )
    yield from erase(
        [
            number
            for number, values, author in deleted.rows
            if author == account_id or account_id in accounts_of_values(json.loads(values))
        ]
    )


def forget_deleted_of_template(template_id: int) -> Steps[None]:
    """Erase for good what was deleted and was filled in from a template that goes itself."""
    of_it = yield (
        "SELECT d.record_id FROM deleted_record d JOIN record r ON r.id = d.record_id WHERE r.template_id = ?",
        (template_id,),
    )
    yield from erase([number for (number,) in of_it.rows])


def erase(records: Sequence[int]) -> Steps[None]:
    """Remove records with all that belongs to them; of one with runs an empty row stays, for the journal."""
    for number in records:
        has_runs = yield "SELECT 1 FROM scenario_run WHERE record_id = ? LIMIT 1", (number,)
        if not has_runs.rows:
            yield "DELETE FROM record WHERE id = ?", (number,)
            continue
        for table in (*_BELONGINGS, "deleted_record"):
            yield f"DELETE FROM {table} WHERE record_id = ?", (number,)
        yield "UPDATE record SET \"values\" = '{}', card_message_id = NULL WHERE id = ?", (number,)


def needs_template(template_id: int) -> Steps[bool]:
    """Return whether a record needs its template: one that is deleted and was never sent does not."""
    answer = yield (
        "SELECT 1 FROM record r WHERE r.template_id = ? AND (r.deleted_at IS NULL "
        "OR EXISTS (SELECT 1 FROM scenario_run s WHERE s.record_id = r.id)) LIMIT 1",
        (template_id,),
    )
    return bool(answer.rows)
