"""How many records there are of a template, and how many hold a value of one attribute."""

from domain.records.types.attribute import Comparable
from storage import models
from storage.repositories.records import BLANK, LIVE
from storage.transactions import query


class RecordCounts:
    """Implements `domain.editing.guarding.RecordCounts`."""

    async def of_template(self, template: str) -> int:
        """Return how many records a template has; blank ones do not count."""
        return await models.Record.filter(LIVE & ~BLANK, template__system_name=template).count()

    async def with_value(self, template: str, attribute: str) -> int:
        """Return in how many records of a template an attribute has a value."""
        sql = (
            "SELECT COUNT(*) AS count FROM record JOIN record_template ON record_template.id = record.template_id "
            "WHERE record_template.system_name = ? AND NOT (record.revision = 1 AND record.saved_at IS NULL) "
            "AND record.deleted_at IS NULL "
            'AND EXISTS (SELECT 1 FROM json_each(record."values") AS one WHERE one.key = ? AND one.value IS NOT NULL)'
        )
        (row,) = await query(sql, [template, attribute])
        return int(row["count"])

    async def with_compared(self, template: str, attribute: str, value: Comparable) -> int:
        """Return in how many records of a template an attribute has this value; blank and deleted ones have none."""
        parts = {"v.text": value.text, "v.number": value.number}
        conditions = [f"{name} IS NULL" if part is None else f"{name} = ?" for name, part in parts.items()]
        sql = (
            "SELECT COUNT(DISTINCT v.record_id) AS count FROM record_value AS v "
            "JOIN record_template ON record_template.id = v.template_id "
            f"WHERE record_template.system_name = ? AND v.attribute = ? AND {' AND '.join(conditions)}"
        )
        values = [template, attribute, *(part for part in (value.text, value.number) if part is not None)]
        (row,) = await query(sql, values)
        return int(row["count"])
