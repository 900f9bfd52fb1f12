"""Reading what runs begin their next segments with: a statement for each table, however many runs begin."""

from collections.abc import Collection

from domain.runs.opening import Opening
from storage.gathered import Gathered
from storage.repositories.people import read_known
from storage.repositories.record_rows import read_named
from storage.repositories.rows_in_force import read_revisions
from storage.repositories.runs import RunRepository
from storage.repositories.spills import read_left
from storage.statements import Steps


class OpeningRepository:
    """Implements `domain.runs.opening.Openings`."""

    def __init__(self, runs: RunRepository) -> None:
        self._runs = runs
        self._gathered: Gathered[int, Opening] = Gathered(self._read)

    async def get(self, run_id: int) -> Opening | None:
        """Return what the run begins with."""
        return await self._gathered.one(run_id)

    def _read(self, run_ids: Collection[int]) -> Steps[dict[int, Opening]]:
        runs = yield from self._runs.read_named(run_ids)
        left = yield from read_left(run_ids)
        records = yield from read_named({run.record_id for run in runs.values() if run.record_id is not None})
        creators = {record.creator_id for record in records.values()}
        people = yield from read_known(creators | {run.person_id for run in runs.values()})
        revisions = yield from read_revisions()
        return {
            number: Opening(run, records.get(run.record_id or 0), people, number in left, revisions)
            for number, run in runs.items()
        }
