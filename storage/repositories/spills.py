"""Rows of segments that are not committed: written in small transactions, seen by nobody, made live or swept."""

from collections.abc import Sequence

from domain.scenarios.tracing import Entry
from domain.work import Claim
from storage.repositories.traces import LIVE, write_steps
from storage.repositories.work import fence
from storage.statements import Steps
from storage.transactions import execute

SWEPT_AT_ONCE = 100


class SpillRepository:
    """Implements `domain.scenarios.spills.Spills`."""

    async def sweep(self, run_id: int) -> int:
        """Take away what a segment of the run left that came to nothing."""
        swept = 0
        while count := await execute(lambda: _sweep(run_id)):
            swept += count
        return swept

    async def put(self, claim: Claim, steps: Sequence[Entry], forgotten: Sequence[tuple[int, int]]) -> None:
        """Write steps of the event chain of a segment that goes on, or broke off."""
        await execute(lambda: _put(claim, steps, forgotten))


def _sweep(run_id: int) -> Steps[int]:
    found = yield "SELECT 1 FROM spill WHERE run_id = ?", (run_id,)
    if not found.rows:
        return 0
    steps = yield (
        f"DELETE FROM trace_step WHERE id IN (SELECT id FROM trace_step WHERE run_id = ? AND NOT {LIVE} LIMIT ?)",
        (run_id, run_id, SWEPT_AT_ONCE),
    )
    if not steps.count:
        yield "DELETE FROM spill WHERE run_id = ?", (run_id,)
    return steps.count


def _put(claim: Claim, steps: Sequence[Entry], forgotten: Sequence[tuple[int, int]]) -> Steps[None]:
    yield from fence(claim)
    yield "INSERT INTO spill (run_id) VALUES (?) ON CONFLICT (run_id) DO NOTHING", (claim.id,)
    yield from write_steps(claim.id, steps, forgotten)
