"""The audit trail over its table."""

from collections.abc import Sequence
from typing import Any

from domain.audit import Act, Actor, AuditEntry, AuditFilter, Kind, Via
from domain.paging import NumberEdge, NumberedPage, numbered_page
from domain.visible import visible
from storage import models
from storage.keyset import next_to
from storage.statements import Steps, moment
from storage.transactions import read


class AuditRepository:
    """Implements `domain.audit.Audit`."""

    async def note(self, entry: AuditEntry) -> None:
        """Keep that something was done."""
        await models.AuditEntry.create(
            at=entry.at,
            person_id=entry.actor.person_id,
            via=entry.actor.via,
            act=entry.act,
            kind=entry.kind,
            object_id=entry.object_id,
            name=entry.name[:320],
            changes={name: list(pair) for name, pair in entry.changes.items()},
        )

    async def latest(self, wanted: AuditFilter, limit: int) -> Sequence[AuditEntry]:
        """Return the newest acts, the newest first."""
        return [_entry(row) for row in await _rows(wanted, limit, None)]

    async def page(self, wanted: AuditFilter, limit: int, edge: NumberEdge | None) -> NumberedPage[AuditEntry]:
        """Return acts by newest, those next to the edge."""
        page = numbered_page(await _rows(wanted, limit + 1, edge), limit, edge, lambda row: row.id)
        return NumberedPage(tuple(map(_entry, page.items)), page.newer, page.older)

    async def count(self, wanted: AuditFilter, most: int) -> int:
        """Return how many acts there are, counted no further than one more than `most`."""
        return await read(lambda: _counted(wanted, most + 1))

    async def newest(self, wanted: AuditFilter) -> int:
        """Return the number of the newest act, 0 where there is none."""
        return next((row.id for row in await _rows(wanted, 1, None)), 0)


async def _rows(wanted: AuditFilter, limit: int, edge: NumberEdge | None) -> list[models.AuditEntry]:
    return await next_to(models.AuditEntry.filter(**_conditions(wanted)), "id", edge).limit(limit)


def _conditions(wanted: AuditFilter) -> dict[str, Any]:
    conditions: dict[str, Any] = {
        "kind": wanted.kind,
        "object_id": wanted.object_id,
        "person_id": wanted.person_id,
        "at__gte": wanted.since,
        "act": wanted.act,
    }
    return {name: value for name, value in conditions.items() if value is not None}


def _counted(wanted: AuditFilter, most: int) -> Steps[int]:
    asked = {name: value for name, value in _conditions(wanted).items() if name != "at__gte"}
    where = " AND ".join(f"{name} = ?" for name in asked)
    values: list[Any] = list(asked.values())
    if wanted.since is not None:
        where, values = " AND ".join(filter(None, (where, "at >= ?"))), [*values, moment(wanted.since)]
    some = f"SELECT 1 FROM audit_entry{' WHERE ' if where else ''}{where} LIMIT ?"
    answer = yield f"SELECT COUNT(*) FROM ({some}) AS part", [*values, most]
    return int(answer.rows[0][0])


def _entry(row: models.AuditEntry) -> AuditEntry:
    return AuditEntry(
        at=row.at,
        actor=Actor(row.person_id, Via(row.via)),
        act=Act(row.act),
        kind=Kind(row.kind),
        object_id=row.object_id,
        name=visible(row.name),
        changes={name: (pair[0], pair[1]) for name, pair in row.changes.items()},
    )
