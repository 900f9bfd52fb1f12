"""Rows of segments that are not committed: written in small transactions, seen by nobody, made live or swept."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from domain.deliveries.delivery import NewDelivery
from domain.scenarios.tracing import Entry
from domain.work import Claim, LostClaim
from storage.gathered import Gathered
from storage.repositories.letter_rows import STAGED, write_letters
from storage.repositories.traces import LIVE, write_steps
from storage.repositories.work import fence
from storage.statements import AMONG, Steps, moment, placeholders
from storage.transactions import execute

SWEPT_AT_ONCE = 100


class SpillRepository:
    """Implements `domain.runs.spills.Spills`."""

    def __init__(self) -> None:
        self._left: Gathered[int, int] = Gathered(read_left)

    async def sweep(self, claim: Claim) -> int:
        """Take away what a segment of the run left that came to nothing."""
        swept = 0
        if await self._left.one(claim.id) is None:
            return swept  # nearly always; nobody is kept from writing for it
        while count := await execute(lambda: _sweep(claim)):
            swept += count
        return swept

    async def put(
        self,
        claim: Claim,
        steps: Sequence[Entry],
        forgotten: Sequence[tuple[int, int]],
        letters: Sequence[NewDelivery],
        now: datetime,
    ) -> list[int]:
        """Write letters, and steps of the event chain, of a segment that goes on, or broke off."""
        return await execute(lambda: _put(claim, steps, forgotten, letters, now))

    async def drop(self, claim: Claim, numbers: Sequence[int]) -> None:
        """Take away letters of these numbers that were put and are not live."""
        await execute(lambda: _drop(claim, numbers))


def sweep_left(now: datetime) -> Steps[int]:
    """Take away a little of what was spilled for runs that nobody has; return 0 when there is no more.

    The token is raised: who had the run, and comes back late, must not make live what is left of its letters.
    """
    found = yield (
        "SELECT s.run_id FROM spill s LEFT JOIN scenario_run r ON r.id = s.run_id "
        "WHERE r.lease_until IS NULL OR r.lease_until < ? LIMIT 1",
        (moment(now),),
    )
    if not found.rows:
        return 0
    (number,) = found.rows[0]
    yield "UPDATE scenario_run SET token = token + 1 WHERE id = ?", (number,)
    swept = yield from _sweep_some(number)
    return max(swept, 1)


def read_left(run_ids: Collection[int]) -> Steps[dict[int, int]]:
    """Return those of the runs of which something is left."""
    answer = yield f"SELECT run_id, id FROM spill WHERE run_id {AMONG}", (json.dumps(list(run_ids)),)
    return {row[0]: row[1] for row in answer.rows}


def _sweep(claim: Claim) -> Steps[int]:
    found = yield (
        "SELECT (SELECT token FROM scenario_run WHERE id = spill.run_id) FROM spill WHERE run_id = ?",
        (claim.id,),
    )
    if not found.rows:
        return 0
    if found.rows[0][0] != claim.token:
        raise LostClaim
    return (yield from _sweep_some(claim.id))


def _sweep_some(run_id: int) -> Steps[int]:
    letters = yield (
        "DELETE FROM delivery WHERE id IN (SELECT id FROM delivery WHERE run_id = ? AND state = ? LIMIT ?)",
        (run_id, STAGED, SWEPT_AT_ONCE),
    )
    steps = yield (
        f"DELETE FROM trace_step WHERE id IN (SELECT id FROM trace_step WHERE run_id = ? AND NOT {LIVE} LIMIT ?)",
        (run_id, run_id, SWEPT_AT_ONCE),
    )
    records = yield (
        "DELETE FROM staged_record WHERE id IN (SELECT id FROM staged_record WHERE run_id = ? LIMIT ?)",
        (run_id, SWEPT_AT_ONCE),
    )
    swept = letters.count + steps.count + records.count
    if not swept:
        yield "DELETE FROM spill WHERE run_id = ?", (run_id,)
    return swept


def _put(
    claim: Claim,
    steps: Sequence[Entry],
    forgotten: Sequence[tuple[int, int]],
    letters: Sequence[NewDelivery],
    now: datetime,
) -> Steps[list[int]]:
    yield from fence(claim)
    yield "INSERT INTO spill (run_id) VALUES (?) ON CONFLICT (run_id) DO NOTHING", (claim.id,)
    numbers = yield from write_letters([(claim.id, letter, now) for letter in letters], state=STAGED)
    yield from write_steps(claim.id, steps, forgotten)
    return numbers


def _drop(claim: Claim, numbers: Sequence[int]) -> Steps[None]:
    yield from fence(claim)
    yield (
        f"DELETE FROM delivery WHERE id IN ({placeholders(numbers)}) AND run_id = ? AND state = ?",
        (*numbers, claim.id, STAGED),
    )
