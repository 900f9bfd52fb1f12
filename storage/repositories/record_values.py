"""What queries compare records by, kept in step with them."""

from collections.abc import Mapping
from typing import Any

from domain.records.compared_by import comparables
from domain.records.types.attribute import Comparable
from storage import models
from storage.statements import Steps, placeholders

OLDER_VALUES = "record_values"
"""The name of the row that says how far older records were gone through."""


def write_values(record_id: int, values: Mapping[str, Any]) -> Steps[None]:
    """Write what the record is compared by, inside the transaction that writes the record."""
    kept = yield "SELECT id, attribute, text, number FROM record_value WHERE record_id = ?", (record_id,)
    wanted = comparables(values)
    gone = []
    for number, attribute, text, compared in kept.rows:
        if (attribute, Comparable(text, compared)) in wanted:
            del wanted[attribute, Comparable(text, compared)]
        else:
            gone.append(number)
    for start in range(0, len(gone), 500):
        some = gone[start : start + 500]
        yield f"DELETE FROM record_value WHERE id IN ({placeholders(some)})", some
    for attribute, found in wanted:
        yield (
            "INSERT INTO record_value (record_id, template_id, attribute, text, number) "
            "SELECT id, template_id, ?, ?, ? FROM record WHERE id = ?",
            (attribute, found.text, found.number, record_id),
        )


async def values_are_complete() -> bool:
    """Whether older records were gone through, so that a query finds by values all that there are."""
    return not await models.Indexing.filter(name=OLDER_VALUES).exists()
