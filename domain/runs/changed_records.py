"""What a segment has done to records: kept in rows that nobody sees, and written as one with the segment."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.records.record import Record
from domain.records.staged import SpilledRecord, Staged, StagedRecord
from domain.records.types.asked import JsonValue
from domain.runs.run import Run
from domain.scenarios.at_hand import AllStaged
from domain.scenarios.world import World
from domain.work import Claim

Values = Mapping[str, JsonValue]


class RecordMoved(Exception):
    """A record is not as it was when the segment read it: somebody else has changed it, or its letter has gone."""


class ChangedRecords(Protocol):
    """Where records that segments change are written."""

    async def numbers(self, many: int) -> Sequence[int]:
        """Return numbers for new records, which no other records ever have."""
        ...

    async def put(self, claim: Claim, records: Sequence[StagedRecord]) -> list[int]:
        """Write them to hidden rows; return those rows' numbers. Raises LostClaim."""
        ...

    async def read(self, rows: Collection[int]) -> Mapping[int, tuple[Record, Values, Values]]:
        """Return by hidden rows each record as it will be, the values that its run sees, and what is changed of it."""
        ...

    async def is_held(self, run: Run, record_id: int) -> bool:
        """Whether the record is under way by others than the run and its family, all that go back to the same press.

        Of the run's own record this says whether letters of others are under way.
        """
        ...

    async def apply(self, run: Run, rows: Collection[int], now: datetime) -> None:
        """Let hidden rows be the records in the open transaction, with all that follows.

        That is what they are found by, copies of their files, the values of runs on them, the drawing of their cards,
        and notes in the audit trail. Raises RecordMoved, for the transaction to be rolled back.
        """
        ...


AT_ONCE = 64
"""How many numbers are taken together at most: those that are left over are never used."""


class NewNumbers:
    """Numbers for the new records of a segment: one by one for a few, many together for many."""

    def __init__(self, changed: ChangedRecords) -> None:
        self._changed = changed
        self._numbers: list[int] = []
        self._many = 1

    async def __call__(self) -> int:
        """Return one that no other record ever has."""
        if not self._numbers:
            self._numbers = sorted(await self._changed.numbers(self._many), reverse=True)
            self._many = min(2 * self._many, AT_ONCE)
        return self._numbers.pop()


class SpilledRecords:
    """Reads staged records that are not held. Implements `domain.scenarios.world.Spilled`."""

    def __init__(self, changed: ChangedRecords) -> None:
        self._changed = changed

    async def read(self, records: Mapping[int, SpilledRecord]) -> Mapping[int, StagedRecord]:
        """Return them by their numbers."""
        found = await self._changed.read([spilled.row for spilled in records.values()])
        return {number: spilled.restored(*found[spilled.row]) for number, spilled in records.items()}


async def spill_records(changed: ChangedRecords, claim: Claim, world: World) -> None:
    """Write the staged records that are held to hidden rows, and hold them no more."""
    held = {number: one for number, one in world.at_hand.staged.items() if isinstance(one, StagedRecord)}
    if held:
        rows = await changed.put(claim, list(held.values()))
        world.at_hand.spill({number: one.spilled(row) for (number, one), row in zip(held.items(), rows, strict=True)})


async def write_records(changed: ChangedRecords, claim: Claim, run: Run, records: AllStaged, now: datetime) -> None:
    """Write what a segment has done to records, in the segment's transaction; raises RecordMoved and LostClaim."""
    staged: Collection[Staged] = records.values()
    rows = [one.row for one in staged if isinstance(one, SpilledRecord)]
    rows += await changed.put(claim, [one for one in staged if isinstance(one, StagedRecord)])
    await changed.apply(run, rows, now)
