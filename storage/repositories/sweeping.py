"""Forgetting what was kept long enough, a little at a time, so that nobody waits for it."""

from datetime import datetime
from functools import partial

from domain.deliveries.delivery import DeliveryState
from domain.records.record import Status
from domain.runs.run import RunStatus
from domain.servers.passwords_end import TOPIC as TOLD_ONCE
from storage.partial_indexes import KEPT_OF_RUN
from storage.repositories.deleted_records import forget_deleted
from storage.repositories.large_contents import forget_of_nobody
from storage.repositories.spills import sweep_left
from storage.statements import Steps, moment, placeholders
from storage.transactions import execute

AT_ONCE = 100
STEPS_AT_ONCE = 1_000
_OVER = tuple(state.value for state in DeliveryState if state.is_ended)
_CLOSED = tuple(status.value for status in (Status.SENT, Status.PARTLY_SENT, Status.DONE))


class SweepRepository:
    """Implements `domain.operating.keeping.Retained`. Each call forgets at most AT_ONCE rows and says how many."""

    def __init__(self) -> None:
        self._looked_at = 0

    async def forget_letters(self, before: datetime) -> int:
        """Erase letters whose delivery ended before then; what became of them stays."""
        return await execute(lambda: _forget_letters(before))

    async def forget_files(self, before: datetime) -> int:
        """Erase the attachments of records that were sent before then; their names stay."""
        forgotten = 0
        while not forgotten:
            after = self._looked_at
            self._looked_at, forgotten = await execute(partial(_forget_files, before, after))
            if not self._looked_at:
                break
        return forgotten

    async def forget_traces(self, before: datetime) -> int:
        """Erase the event chains and variables of runs that ended before then."""
        return await execute(lambda: _forget_traces(before))

    async def forget_news(self, before: datetime) -> int:
        """Forget what was told outside records before then, requests for accounts that were decided before then, and
        what could not be told of runs that ended before then.
        """
        return await execute(lambda: _forget_news(before))

    async def forget_deleted(self, before: datetime) -> int:
        """Erase for good the records that were deleted before then."""
        return await execute(lambda: forget_deleted(before))

    async def forget_uploads(self, before: datetime) -> int:
        """Forget files that administrators sent before then, those that are being applied excepted."""
        return await execute(lambda: _forget_uploads(before))

    async def forget_kept(self, before: datetime) -> int:
        """Forget what people sent before then and never found a place for."""
        return await execute(lambda: _forget_kept(before))

    async def forget_contents(self, before: datetime) -> int:
        """Take away large contents that were begun before then and that nobody got."""
        return await execute(lambda: forget_of_nobody(before))

    async def forget_spills(self, now: datetime) -> int:
        """Take away what segments that came to nothing have left."""
        return await execute(lambda: sweep_left(now))


def _forget_letters(before: datetime) -> Steps[int]:
    old = yield (
        f"SELECT l.id FROM letter l JOIN delivery d ON d.id = l.delivery_id WHERE d.state IN ({placeholders(_OVER)}) "
        # A letter that ended before then was made before then: those that were made since are not looked at.
        "AND d.ended_at < ? AND l.delivery_id <= "
        "(SELECT id FROM delivery WHERE created_at < ? ORDER BY created_at DESC, id DESC LIMIT 1) LIMIT ?",
        (*_OVER, moment(before), moment(before), AT_ONCE),
    )
    for (number,) in old.rows:
        yield "DELETE FROM letter WHERE id = ?", (number,)
    return len(old.rows)


def _forget_files(before: datetime, after: int) -> Steps[tuple[int, int]]:
    """Forget those of the next files that are old; return the last that was looked at, 0 behind all, and how many."""
    some = yield "SELECT id FROM file WHERE id > ? ORDER BY id LIMIT ?", (after, AT_ONCE)
    if not some.rows:
        return 0, 0
    last = some.rows[-1][0]
    old = yield (
        "SELECT f.id FROM file f JOIN record r ON r.id = f.record_id WHERE f.id > ? AND f.id <= ? "
        f"AND r.status IN ({placeholders(_CLOSED)}) AND r.modified_at < ? AND NOT EXISTS (SELECT 1 FROM scenario_run s "
        "WHERE s.record_id = r.id AND (s.ended_at IS NULL OR s.ended_at >= ?))",
        (after, last, *_CLOSED, moment(before), moment(before)),
    )
    for (number,) in old.rows:
        yield "DELETE FROM file WHERE id = ?", (number,)
    return last, len(old.rows)


def _forget_traces(before: datetime) -> Steps[int]:
    old = yield (
        f"SELECT id FROM scenario_run WHERE ended_at < ? AND status IN (?, ?) AND {KEPT_OF_RUN} LIMIT ?",
        (moment(before), RunStatus.ENDED.value, RunStatus.FAILED.value, AT_ONCE),
    )
    forgotten = 0
    for (number,) in old.rows:
        steps = yield (
            "DELETE FROM trace_step WHERE id IN (SELECT id FROM trace_step WHERE run_id = ? LIMIT ?)",
            (number, STEPS_AT_ONCE),
        )
        if steps.count < STEPS_AT_ONCE:
            yield "UPDATE scenario_run SET trace = '[]', traced = 0, \"values\" = '{}' WHERE id = ?", (number,)
        forgotten += 1
        if steps.count == STEPS_AT_ONCE:
            break
    return forgotten


_RESTS_LONG = (
    "due_at IS NULL AND EXISTS "
    "(SELECT 1 FROM scenario_run WHERE scenario_run.id = report.run_id AND scenario_run.ended_at < ?)"
)
"""Outcomes that wait for somebody who has blocked the bot and has not come back."""


def _forget_news(before: datetime) -> Steps[int]:
    forgotten = 0
    # That passwords end is told once for all.
    told = f"created_at < ? AND due_at IS NULL AND topic <> '{TOLD_ONCE}'"
    for table, is_old in (("announcement", told), ("account_request", "decided_at < ?"), ("report", _RESTS_LONG)):
        old = yield f"SELECT id FROM {table} WHERE {is_old} LIMIT ?", (moment(before), AT_ONCE)
        for (number,) in old.rows:
            yield f"DELETE FROM {table} WHERE id = ?", (number,)
        forgotten += len(old.rows)
    return forgotten


def _forget_uploads(before: datetime) -> Steps[int]:
    old = yield (
        "SELECT id FROM upload WHERE created_at < ? AND due_at IS NULL LIMIT ?",
        (moment(before), AT_ONCE),
    )
    for (number,) in old.rows:
        yield "DELETE FROM upload WHERE id = ?", (number,)
    return len(old.rows)


def _forget_kept(before: datetime) -> Steps[int]:
    old = yield (
        "SELECT b.id FROM bundle b WHERE b.made_at < ? AND NOT EXISTS (SELECT 1 FROM kept_piece p "
        "WHERE p.bundle_id = b.id AND p.sent_at >= ?) LIMIT ?",
        (moment(before), moment(before), AT_ONCE),
    )
    for (number,) in old.rows:
        yield "DELETE FROM kept_piece WHERE bundle_id = ?", (number,)
        yield "DELETE FROM bundle WHERE id = ?", (number,)
    return len(old.rows)
