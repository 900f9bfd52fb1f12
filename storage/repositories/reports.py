"""What is still to be told, over the table."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from domain.runs.reports import News, Report
from storage import models
from storage.statements import Steps
from storage.transactions import execute


def _report(row: models.Report) -> Report:
    return Report(row.id, row.run_id, News(row.news), row.delivery_id, row.tries, row.drawn)  # type: ignore[attr-defined]


class ReportRepository:
    """Implements `domain.runs.reports.Reports`."""

    async def get(self, report_id: int) -> Report | None:
        """Return the report."""
        row = await models.Report.get_or_none(id=report_id)
        if row is None:
            return None
        if row.record_id is None:
            return _report(row)
        record = await models.Record.get_or_none(id=row.record_id)
        creator: int | None = None if record is None else record.creator_id  # type: ignore[attr-defined]
        return replace(_report(row), record_id=row.record_id, creator_id=creator)

    async def undrawn(self, run_id: int) -> Mapping[int, int]:
        """Return the run's reports that its card does not show yet, each with its token of now."""
        rows = await models.Report.filter(run_id=run_id, drawn=False, record_id=None).order_by("id")
        return {row.id: row.token for row in rows}

    async def drawn(self, report_id: int) -> None:
        """There is no card to show it; what is left is its message."""
        await models.Report.filter(id=report_id).update(drawn=True)

    async def shown(self, tokens: Mapping[int, int]) -> None:
        """The card shows them: what makes no sound is told by that, of the others the message is left."""
        await execute(lambda: _shown(tokens))

    async def gather(self, person_id: int, now: datetime) -> list[Report]:
        """Return the person's reports whose cards are drawn and whose messages are due."""
        rows = await models.Report.filter(run__person_id=person_id, drawn=True, due_at__lte=now).order_by("id")
        return [_report(row) for row in rows]

    async def done(self, report_ids: Collection[int]) -> None:
        """They were told."""
        await models.Report.filter(id__in=list(report_ids)).delete()

    async def addressee(self, report_id: int) -> int | None:
        """Return whom it is to be told to, without reading the run."""
        found = await models.Report.filter(id=report_id).values_list("run__person_id", flat=True)
        return int(found[0]) if found else None  # type: ignore[call-overload]


def _shown(tokens: Mapping[int, int]) -> Steps[None]:
    silent = json.dumps([news.value for news in News if not news.is_told])
    for number, token in tokens.items():
        gone = yield (
            "DELETE FROM report WHERE id = ? AND token = ? AND news IN (SELECT value FROM json_each(?))",
            (number, token, silent),
        )
        if not gone.count:
            yield "UPDATE report SET drawn = TRUE WHERE id = ? AND token = ?", (number, token)
