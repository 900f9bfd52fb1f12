"""Copies of files for another record: each file belongs to one record alone."""

from collections.abc import Mapping
from typing import Any

from domain.records.file_ref import FileRef
from domain.records.types.asked import JsonValue
from domain.records.types.attribute import items_of
from storage.repositories.large_contents import Owner, copy
from storage.statements import Steps


def with_own_files(record_id: int, values: Mapping[str, JsonValue]) -> Steps[dict[str, Any]]:
    """Return the values with copies of the files that belong to other records; those that are erased are left out."""
    after: dict[str, Any] = {}
    for name, value in values.items():
        if not any(_is_file(item) for item in items_of(value)):
            after[name] = value
            continue
        kept = []
        for item in items_of(value):
            own = (yield from _own(record_id, item)) if _is_file(item) else item
            kept += [] if own is None else [own]
        after[name] = kept or None
    return after


def _is_file(item: Any) -> bool:
    return isinstance(item, dict) and "file" in item


def _own(record_id: int, item: dict[str, Any]) -> Steps[dict[str, Any] | None]:
    file = FileRef.from_json(item)
    whose = yield "SELECT record_id FROM file WHERE id = ?", (file.id,)
    if not whose.rows:
        return None
    if whose.rows[0][0] == record_id:
        return item
    copied = yield from copy_file(file.id, record_id)
    return {**item, "file": copied}


def copy_file(file_id: int, record_id: int) -> Steps[int | None]:
    """Write the same file for another record; return its number, None where the file is kept no more."""
    copied = yield (
        "INSERT INTO file (record_id, name, content_type, size, content) "
        "SELECT CAST(? AS BIGINT), name, content_type, size, content FROM file WHERE id = ? RETURNING id",
        (record_id, file_id),
    )
    if not copied.rows:
        return None
    number: int = copied.rows[0][0]
    yield from copy(Owner.FILE, file_id, number)
    return number
