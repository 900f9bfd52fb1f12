"""Claiming rows: one conditional update that raises the token, which fences every later write."""

import json
from collections.abc import Collection
from datetime import datetime, timedelta

from domain.work import Claim, LostClaim, WorkKind
from storage.repositories.holding import IS_HELD, is_held
from storage.statements import AMONG, UNLESS_HELD, Steps, instant, moment
from storage.transactions import execute, read

TABLES = {
    WorkKind.RUN: "scenario_run",
    WorkKind.DELIVERY: "delivery",
    WorkKind.REPORT: "report",
    WorkKind.PROBE: "connection_state",
    WorkKind.NOTICE: "notice",
    WorkKind.ANNOUNCEMENT: "announcement",
    WorkKind.UPLOAD: "upload",
}

HELD_BACK = {WorkKind.RUN, WorkKind.DELIVERY}
"""What is not begun while everything is held back; the rest sends no letters."""

FREE = "(lease_until IS NULL OR lease_until < ? OR lease_until > ?)"
"""Nobody has the row: a lease that ends much later than any lease can was written by a clock that was wrong."""

FURTHEST = timedelta(hours=2)
"""Nothing but a letter, which has a schedule of its own, is put off for so long; what is, counts as due."""


def free_at(now: datetime, lease: timedelta) -> tuple[str | None, str | None]:
    """Return what FREE asks for."""
    return moment(now), moment(now + 2 * lease)


class WorkRepository:
    """Implements `domain.work.Work`."""

    async def claim(self, kind: WorkKind, now: datetime, lease: timedelta, limit: int = 1) -> list[Claim]:
        """Take the rows that have been due longest and that nobody holds."""
        if not await read(lambda: _claimable(kind, now, lease, 1)):
            return []  # nearly always: whoever writes is not kept waiting for a look
        return await execute(lambda: _claim(kind, now, lease, limit), fenced=True)

    async def renew(self, claims: Collection[Claim], now: datetime, lease: timedelta) -> int:
        """Hold the rows longer."""
        return await execute(lambda: _renew(claims, now, lease), fenced=True)

    async def release(self, claim: Claim, due_at: datetime | None) -> bool:
        """Give the row back."""
        return await execute(lambda: _release(claim, due_at), fenced=True)

    async def put_off(self, claim: Claim, due_at: datetime) -> bool:
        """Give back a row that has come to nothing."""
        return await execute(lambda: _put_off(claim, due_at), fenced=True)

    async def let_go(self, claims: Collection[Claim]) -> int:
        """End the leases of rows that could not be finished."""
        return await execute(lambda: _let_go(claims))

    async def fence(self, claim: Claim) -> None:
        """Make sure, inside a transaction that writes, that the row is still ours."""
        await execute(lambda: fence(claim))

    async def next_due(self, kind: WorkKind) -> datetime | None:
        """Return when the next row becomes due or its lease ends."""
        return await read(lambda: _next_due(kind))

    async def is_any_in_hand(self, kinds: Collection[WorkKind]) -> bool:
        """Whether somebody works on a row of one of these kinds."""
        return await read(lambda: _is_any_in_hand(kinds))

    async def release_all(self, kinds: Collection[WorkKind] = tuple(WorkKind)) -> int:
        """End every lease of these kinds: for the only process that does such work, at its start."""
        return await execute(lambda: _release_all(kinds))


def _claimable(kind: WorkKind, now: datetime, lease: timedelta, limit: int, held: str = "") -> Steps[list[int]]:
    found = yield (
        f"SELECT id FROM {TABLES[kind]} WHERE due_at IS NOT NULL AND (due_at <= ? OR due_at > ?) "
        f"AND {FREE}{_unheld(kind)} ORDER BY due_at, id LIMIT ? {held}",
        (moment(now), moment(now + FURTHEST), *free_at(now, lease), limit),
    )
    return [number for (number,) in found.rows]


def _claim(kind: WorkKind, now: datetime, lease: timedelta, limit: int) -> Steps[list[Claim]]:
    numbers = yield from _claimable(kind, now, lease, limit, UNLESS_HELD)
    if not numbers:
        return []
    taken = yield (
        f"UPDATE {TABLES[kind]} SET token = token + 1, tries = tries + 1, lease_until = ? "
        f"WHERE id {AMONG} RETURNING id, token, tries",
        (moment(now + lease), json.dumps(numbers)),
    )
    claims = {number: Claim(kind, number, token, tries) for number, token, tries in taken.rows}
    return [claims[number] for number in numbers]


def _unheld(kind: WorkKind) -> str:
    return f" AND NOT {IS_HELD}" if kind in HELD_BACK else ""


def _renew(claims: Collection[Claim], now: datetime, lease: timedelta) -> Steps[int]:
    held = 0
    for claim in claims:
        answer = yield (
            f"UPDATE {TABLES[claim.kind]} SET lease_until = ? WHERE id = ? AND token = ? AND lease_until IS NOT NULL",
            (moment(now + lease), claim.id, claim.token),
        )
        held += answer.count
    return held


def _let_go(claims: Collection[Claim]) -> Steps[int]:
    left = 0
    for claim in claims:
        answer = yield (
            f"UPDATE {TABLES[claim.kind]} SET lease_until = NULL "
            "WHERE id = ? AND token = ? AND lease_until IS NOT NULL",
            (claim.id, claim.token),
        )
        left += answer.count
    return left


def _release(claim: Claim, due_at: datetime | None) -> Steps[bool]:
    answer = yield (
        f"UPDATE {TABLES[claim.kind]} SET lease_until = NULL, due_at = ?, tries = 0 "
        "WHERE id = ? AND token = ? AND lease_until IS NOT NULL",
        (moment(due_at), claim.id, claim.token),
    )
    return bool(answer.count)


def _put_off(claim: Claim, due_at: datetime) -> Steps[bool]:
    answer = yield (
        f"UPDATE {TABLES[claim.kind]} SET lease_until = NULL, due_at = ? "
        "WHERE id = ? AND token = ? AND lease_until IS NOT NULL",
        (moment(due_at), claim.id, claim.token),
    )
    return bool(answer.count)


def fence(claim: Claim) -> Steps[None]:
    """Make sure that the row is still ours; raises LostClaim."""
    held = yield (
        f"SELECT 1 FROM {TABLES[claim.kind]} WHERE id = ? AND token = ?",
        (claim.id, claim.token),
    )
    if not held.rows:
        raise LostClaim


def _next_due(kind: WorkKind) -> Steps[datetime | None]:
    table = TABLES[kind]
    if kind in HELD_BACK and (yield from is_held()):
        return None
    free = yield (
        f"SELECT MIN(due_at) FROM {table} WHERE due_at IS NOT NULL AND lease_until IS NULL",
        (),
    )
    held = yield (
        f"SELECT MIN(lease_until) FROM {table} WHERE due_at IS NOT NULL AND lease_until IS NOT NULL",
        (),
    )
    times = [instant(answer.rows[0][0]) for answer in (free, held)]
    return min((time for time in times if time is not None), default=None)


def _is_any_in_hand(kinds: Collection[WorkKind]) -> Steps[bool]:
    held = " OR ".join(f"EXISTS (SELECT 1 FROM {TABLES[kind]} WHERE lease_until IS NOT NULL)" for kind in kinds)
    answer = yield f"SELECT {held}", ()
    return bool(answer.rows[0][0])


def _release_all(kinds: Collection[WorkKind]) -> Steps[int]:
    released = 0
    for kind in kinds:
        answer = yield f"UPDATE {TABLES[kind]} SET lease_until = NULL WHERE lease_until IS NOT NULL", ()
        released += answer.count
    if WorkKind.DELIVERY in kinds:
        yield "UPDATE connection_token SET fetching_until = NULL WHERE fetching_until IS NOT NULL", ()
    return released
