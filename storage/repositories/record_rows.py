"""Records as rows, as statements."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from domain.records.record import Record, Status
from storage.statements import AMONG, Answer, Steps, instant

RECORD_COLUMNS = (
    'id, template_id, creator_id, "values", revision, status, created_at, modified_at, saved_at, disabled, '
    "card_message_id"
)
NAMED = f"id {AMONG}"
IS_BLANK = "(revision = 1 AND saved_at IS NULL)"
"""A draft in which the person has answered nothing: the first answer raises the revision."""

_DRAFT_OF = f"SELECT {RECORD_COLUMNS} FROM record WHERE deleted_at IS NULL AND status = 'draft' AND creator_id = ?"
_LATEST = "ORDER BY modified_at DESC, id DESC LIMIT 1"


def read_named(record_ids: Collection[int]) -> Steps[dict[int, Record]]:
    """Return the records of those numbers, deleted ones not."""
    answer = yield (
        f"SELECT {RECORD_COLUMNS} FROM record WHERE deleted_at IS NULL AND {NAMED}",
        (json.dumps(list(record_ids)),),
    )
    return {row[0]: _record(row) for row in answer.rows}


def read_origins(record_ids: Collection[int]) -> Steps[dict[int, tuple[int, int]]]:
    """Return the template and the creator of each record of those numbers, deleted ones not."""
    answer = yield (
        f"SELECT id, template_id, creator_id FROM record WHERE deleted_at IS NULL AND {NAMED}",
        (json.dumps(list(record_ids)),),
    )
    return {number: (template, creator) for number, template, creator in answer.rows}


def read_blank(creator_id: int, template_id: int) -> Steps[Record | None]:
    """Return the person's latest draft of a template in which they have answered nothing."""
    return _one((yield f"{_DRAFT_OF} AND template_id = ? AND {IS_BLANK} {_LATEST}", (creator_id, template_id)))


def read_open_draft(creator_id: int) -> Steps[Record | None]:
    """Return the person's latest draft that is not complete and has an answer."""
    return _one((yield f"{_DRAFT_OF} AND NOT disabled AND saved_at IS NULL AND revision <> 1 {_LATEST}", (creator_id,)))


def read_finished_draft(creator_id: int, templates: Collection[int]) -> Steps[Record | None]:
    """Return the person's latest draft of one of these templates that is complete and was not sent."""
    sql = f"{_DRAFT_OF} AND NOT disabled AND saved_at IS NOT NULL AND template_id {AMONG} {_LATEST}"
    return _one((yield sql, (creator_id, json.dumps(list(templates)))))


def read_latest_values(creator_id: int, template_id: int, most: int) -> Steps[list[Any]]:
    """Return what the person's latest records of a template hold, the newest first."""
    answer = yield (
        'SELECT "values" FROM record WHERE creator_id = ? AND template_id = ? AND deleted_at IS NULL '
        f"AND NOT {IS_BLANK} ORDER BY id DESC LIMIT ?",
        (creator_id, template_id, most),
    )
    return [json.loads(values) for (values,) in answer.rows]


def _one(answer: Answer) -> Record | None:
    return _record(answer.rows[0]) if answer.rows else None


def _record(row: Sequence[Any]) -> Record:
    return Record(
        id=row[0],
        template_id=row[1],
        creator_id=row[2],
        values=json.loads(row[3]),
        revision=row[4],
        status=Status(row[5]),
        created_at=instant(row[6]),
        modified_at=instant(row[7]),
        saved_at=instant(row[8]),
        disabled=bool(row[9]),
        card_message_id=row[10],
    )
