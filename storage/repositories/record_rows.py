"""Records as rows, as statements."""

import json
from collections.abc import Collection, Sequence
from typing import Any

from domain.records.record import Record, Status
from storage.statements import AMONG, Steps, instant

RECORD_COLUMNS = (
    'id, template_id, creator_id, "values", revision, status, created_at, modified_at, saved_at, disabled, '
    "card_message_id"
)
NAMED = f"id {AMONG}"


def read_named(record_ids: Collection[int]) -> Steps[dict[int, Record]]:
    """Return the records of those numbers, deleted ones not."""
    answer = yield (
        f"SELECT {RECORD_COLUMNS} FROM record WHERE deleted_at IS NULL AND {NAMED}",
        (json.dumps(list(record_ids)),),
    )
    return {row[0]: _record(row) for row in answer.rows}


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
