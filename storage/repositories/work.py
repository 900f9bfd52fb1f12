"""Claiming rows: one conditional update that raises the token, which fences every later write."""

from datetime import datetime, timedelta

from tortoise.expressions import Q

from domain.work import Claim, LostClaim, WorkKind
from storage import models
from storage.models.runs import Work

_TABLES: dict[WorkKind, type[Work]] = {
    WorkKind.RUN: models.ScenarioRun,
    WorkKind.DELIVERY: models.Delivery,
    WorkKind.REPORT: models.Report,
}
_CANDIDATES = 5
"""How many of the oldest rows are tried: the first may be taken by another worker between look and claim."""


class WorkRepository:
    """Implements `domain.work.Work`."""

    async def claim(self, kind: WorkKind, now: datetime, lease: timedelta) -> Claim | None:
        """Take the row that has been due longest and that nobody holds."""
        table = _TABLES[kind]
        free = Q(lease_until=None) | Q(lease_until__lt=now)
        rows = (
            await table.filter(free, due_at__lte=now).order_by("due_at", "id").limit(_CANDIDATES).values("id", "token")
        )
        for row in rows:
            token = row["token"] + 1
            taken = await table.filter(free, id=row["id"], token=row["token"], due_at__lte=now).update(
                token=token, lease_until=now + lease
            )
            if taken:
                return Claim(kind, row["id"], token)
        return None

    async def renew(self, claim: Claim, now: datetime, lease: timedelta) -> bool:
        """Hold the row longer."""
        held = _TABLES[claim.kind].filter(id=claim.id, token=claim.token)
        return bool(await held.update(lease_until=now + lease))

    async def release(self, claim: Claim, due_at: datetime | None) -> bool:
        """Give the row back."""
        held = _TABLES[claim.kind].filter(id=claim.id, token=claim.token)
        return bool(await held.update(lease_until=None, due_at=due_at))

    async def fence(self, claim: Claim) -> None:
        """Make sure, inside a transaction that writes, that the row is still ours."""
        if not await _TABLES[claim.kind].filter(id=claim.id, token=claim.token).exists():
            raise LostClaim

    async def next_due(self, kind: WorkKind) -> datetime | None:
        """Return when the next row becomes due or its lease ends."""
        open_rows = _TABLES[kind].filter(due_at__isnull=False)
        free = await open_rows.filter(lease_until=None).order_by("due_at").first().values("due_at")
        held = await open_rows.filter(lease_until__isnull=False).order_by("lease_until").first().values("lease_until")
        times = [*(free or {}).values(), *(held or {}).values()]
        return min(times, default=None)

    async def release_all(self) -> int:
        """End every lease: for the only worker of a database, at its start."""
        released = 0
        for table in _TABLES.values():
            released += await table.filter(lease_until__isnull=False).update(lease_until=None)
        return released
