"""Stopping a run that has gone wrong: an administrator ends it, whoever began it."""

import logging
from functools import partial

from domain.audit import Act, Actor, Audit, AuditEntry, Kind
from domain.clock import Atomically, Clock
from domain.errors import GonetsError, NotFound, NotYours
from domain.journal.show_texts import named
from domain.people import Person
from domain.runs.cancel_run import CancelRun
from domain.runs.reports import News
from domain.runs.run import RunStatus
from domain.runs.runs import Runs
from domain.runs.settling import SettledDeliveries
from domain.work import Hints, WorkKind

log = logging.getLogger(__name__)


class NothingToStop(GonetsError):
    """The run has ended, or was stopped, or the mail server has all that it made."""

    key = "error-nothing-to-stop"


class StoppedByAdministrator(GonetsError):
    """What is told of a run that an administrator has stopped; `name` says who."""

    key = "error-run-stopped"


class StopRun:
    """What it has done stays done, its letters that have not gone are cancelled, and its author is told."""

    def __init__(
        self,
        *,
        runs: Runs,
        deliveries: SettledDeliveries,
        audit: Audit,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._runs = runs
        self._deliveries = deliveries
        self._audit = audit
        self._hints = hints
        self._clock = clock
        self._atomically = atomically
        self._cancel = CancelRun(runs, deliveries, clock)

    async def __call__(self, person: Person, run_id: int) -> None:
        """Raises NotYours, NotFound, and NothingToStop, which a second press gets as well."""
        if not person.is_admin:
            raise NotYours(f"run {run_id}")
        seen = await self._atomically(lambda: self._stop(person, run_id))
        while seen is not None:
            seen = await self._atomically(partial(self._go_on, run_id, seen))
        log.info("run %s: stopped by %s", run_id, person.telegram_id)
        for kind in (WorkKind.REPORT, WorkKind.RUN, WorkKind.DELIVERY):
            self._hints.wake(kind)

    async def _stop(self, person: Person, run_id: int) -> int | None:
        """Stop the run with the first of its letters; return behind which there may be more."""
        run = await self._runs.get(run_id)
        if run is None:
            raise NotFound(f"run {run_id}")
        cancelled = await self._cancel([run_id])
        while cancelled.nothing and cancelled.seen is not None:
            cancelled = await self._cancel([run_id], cancelled.seen)
        if cancelled.nothing:
            raise NothingToStop(f"run {run_id} is {run.status}")
        now = self._clock()
        if run.status is not RunStatus.FAILED:
            told = {"key": StoppedByAdministrator.key, "params": {"name": person.name or str(person.telegram_id)}}
            await self._runs.stopped(run_id, told)
        actor = Actor(person.telegram_id)
        await self._audit.note(AuditEntry(now, actor, Act.STOPPED, Kind.RUN, run_id, named(run)))
        own = run.person_id == person.telegram_id
        await self._deliveries.settle(run_id, now, news=News.CARD if own else News.STOPPED)
        return cancelled.seen

    async def _go_on(self, run_id: int, after: int) -> int | None:
        cancelled = await self._cancel([run_id], after)
        await self._deliveries.settle(run_id, self._clock(), news=News.CARD)
        return cancelled.seen
