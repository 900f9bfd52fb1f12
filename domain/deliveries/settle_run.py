"""Settling a run: what its letters have come to decides the run's status, the record's, and what is told."""

from domain.clock import Clock
from domain.deliveries.delivery import Delivery, DeliveryState
from domain.messages.answers import Verdict
from domain.records.record import Records
from domain.scenarios.run import Run, RunStatus, status_of
from domain.scenarios.runs import Deliveries, News, Reports, Runs

_NEWS = {
    DeliveryState.SENT: News.SENT,
    DeliveryState.PARTLY_SENT: News.PARTLY_SENT,
    DeliveryState.FAILED: News.FAILED,
    DeliveryState.UNCERTAIN: News.UNCERTAIN,
}


class SettleRun:
    """Runs inside the transaction that changed a delivery or a run, so that no restart can come between."""

    def __init__(self, runs: Runs, deliveries: Deliveries, records: Records, reports: Reports, clock: Clock) -> None:
        self._runs = runs
        self._deliveries = deliveries
        self._records = records
        self._reports = reports
        self._clock = clock

    async def __call__(self, run_id: int, changed: Delivery | None = None) -> None:
        """Bring the run and its record up to date, and leave a report; `changed` is the delivery as it is now."""
        run = await self._runs.get(run_id)
        if run is None:
            return
        letters = await self._deliveries.of_run(run_id)
        now = self._clock()
        run_status = run.status
        awaited = next((item for item in letters if item.id == run.state.waiting_for), None)
        if run.status is RunStatus.WAITING and awaited is not None and awaited.state.is_ended:
            await self._runs.make_due(run_id, now)
        if run.status is RunStatus.DELIVERING and all(item.state.is_ended for item in letters):
            run_status = RunStatus.ENDED
            await self._runs.set_status(run_id, run_status, now)
        if await self._runs.is_newest(run):
            await self._records.set_status(run.record_id, status_of(run_status, letters))
        if changed is not None or run_status in {RunStatus.ENDED, RunStatus.FAILED}:
            news = await self._news_of(run, changed)
            await self._reports.add(run_id, news, changed.id if changed else None, now)

    async def _news_of(self, run: Run, changed: Delivery | None) -> News:
        if changed is None:
            return News.FAILED if run.status is RunStatus.FAILED else News.CARD
        if changed.state is DeliveryState.DEFERRED:
            attempts = await self._deliveries.attempts(changed.id)
            answered = [item for item in attempts if item.outcome not in {"open", "interrupted", Verdict.UNCERTAIN}]
            return News.DEFERRED if len(answered) == 1 else News.CARD
        return _NEWS.get(changed.state, News.CARD)
