"""How many records there are of a template, and how many hold a value of one attribute."""

from domain.paging import MOST_COUNTED
from domain.records.types.attribute import Comparable
from storage.transactions import count_of

LOOKED_AT = 10_000
"""Among how many of a template's newest records is counted: older ones are seldom opened again."""

_NEWEST = """
SELECT record.id, record.revision, record.saved_at, record.deleted_at, record."values"
FROM record JOIN record_template ON record_template.id = record.template_id
WHERE record_template.system_name = ? ORDER BY record.id DESC LIMIT ?
"""
_LIVE = "NOT (newest.revision = 1 AND newest.saved_at IS NULL) AND newest.deleted_at IS NULL"


class RecordCounts:
    """Implements `domain.editing.guarding.RecordCounts`."""

    async def of_template(self, template: str) -> int:
        """Return how many records a template has; blank ones do not count."""
        return await _number(f"SELECT 1 FROM ({_NEWEST}) AS newest WHERE {_LIVE}", template, LOOKED_AT)

    async def with_value(self, template: str, attribute: str) -> int:
        """Return in how many records of a template an attribute has a value."""
        holds = 'EXISTS (SELECT 1 FROM json_each(newest."values") AS one WHERE one.key = ? AND one.value IS NOT NULL)'
        some = f"SELECT 1 FROM ({_NEWEST}) AS newest WHERE {_LIVE} AND {holds}"
        return await _number(some, template, LOOKED_AT, attribute)

    async def with_compared(self, template: str, attribute: str, value: Comparable) -> int:
        """Return in how many records of a template an attribute has this value; blank and deleted ones have none."""
        parts = {"v.text": value.text, "v.number": value.number}
        conditions = [f"{name} IS NULL" if part is None else f"{name} = ?" for name, part in parts.items()]
        some = (
            "SELECT DISTINCT v.record_id FROM record_value AS v "
            "JOIN record_template ON record_template.id = v.template_id "
            f"WHERE record_template.system_name = ? AND v.attribute = ? AND {' AND '.join(conditions)}"
        )
        given = [part for part in (value.text, value.number) if part is not None]
        return await _number(some, template, attribute, *given)


async def _number(some: str, *values: object) -> int:
    return await count_of(f"{some} LIMIT ?", [*values, MOST_COUNTED + 1])
