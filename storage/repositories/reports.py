"""What is still to be told, over the table."""

from collections.abc import Collection
from datetime import datetime

from tortoise.expressions import F

from domain.scenarios.runs import News, Report
from storage import models


def _report(row: models.Report) -> Report:
    return Report(row.id, row.run_id, News(row.news), row.delivery_id, row.tries, row.drawn)  # type: ignore[attr-defined]


class ReportRepository:
    """Implements `domain.scenarios.runs.Reports`."""

    async def get(self, report_id: int) -> Report | None:
        """Return the report."""
        row = await models.Report.get_or_none(id=report_id)
        return None if row is None else _report(row)

    async def add(self, run_id: int, news: News, delivery_id: int | None, now: datetime) -> None:
        """Write that there is something to tell; it is due at once."""
        await models.Report.create(run_id=run_id, news=news, delivery_id=delivery_id, due_at=now)

    async def is_overtaken(self, report: Report) -> bool:
        """Whether a later outcome of the same run is still to be told."""
        told = [news for news in News if news.is_told]
        return await models.Report.filter(run_id=report.run_id, id__gt=report.id, news__in=told).exists()

    async def drawn(self, report_id: int) -> None:
        """The card shows it."""
        await models.Report.filter(id=report_id).update(drawn=True)

    async def gather(self, person_id: int, now: datetime) -> list[Report]:
        """Return the person's reports whose cards are drawn and whose messages are due."""
        rows = await models.Report.filter(run__person_id=person_id, drawn=True, due_at__lte=now).order_by("id")
        return [_report(row) for row in rows]

    async def done(self, report_ids: Collection[int]) -> None:
        """They were told."""
        await models.Report.filter(id__in=list(report_ids)).delete()

    async def count_try(self, report_id: int) -> None:
        """It could not be told now."""
        await models.Report.filter(id=report_id).update(tries=F("tries") + 1)
