"""Giving up a run that ends in exceptions nobody expected: its author hears that it has failed, and so do others."""

from domain.clock import Atomically, Clock
from domain.faults import Fault, Faults, InternalFault
from domain.runs.runs import Runs
from domain.runs.settling import Settles
from domain.work import Claim, Hints, Work, WorkKind


class GiveUpRun:
    """Writes that a run has failed, without reading it: it may be what cannot be read. Its letters go on."""

    def __init__(
        self,
        *,
        runs: Runs,
        deliveries: Settles,
        work: Work,
        faults: Faults,
        hints: Hints,
        clock: Clock,
        atomically: Atomically,
    ) -> None:
        self._runs = runs
        self._deliveries = deliveries
        self._work = work
        self._faults = faults
        self._hints = hints
        self._clock = clock
        self._atomically = atomically

    async def __call__(self, claim: Claim, fault: Fault) -> None:
        """Raises LostClaim when the run is somebody else's by now."""

        async def work() -> None:
            await self._work.fence(claim)
            error = {"key": InternalFault.key, "params": {"number": fault.number}}
            await self._runs.fail(claim.id, error)
            await self._work.release(claim, None)
            await self._deliveries.settle(claim.id, self._clock())
            await self._faults.tell(fault, claim.kind, claim.id)

        await self._atomically(work)
        self._hints.wake(WorkKind.REPORT)
        self._hints.wake(WorkKind.ANNOUNCEMENT)
