"""The audit trail over its table."""

from collections.abc import Sequence
from typing import Any

from domain.audit import Act, Actor, AuditEntry, AuditFilter, Kind, Via
from domain.visible import visible
from storage import models


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

    async def page(self, wanted: AuditFilter, limit: int, offset: int) -> tuple[Sequence[AuditEntry], int]:
        """Return acts by newest, and how many there are in all."""
        conditions: dict[str, Any] = {
            "kind": wanted.kind,
            "object_id": wanted.object_id,
            "person_id": wanted.person_id,
            "at__gte": wanted.since,
            "act": wanted.act,
        }
        query = models.AuditEntry.filter(**{name: value for name, value in conditions.items() if value is not None})
        rows = await query.order_by("-at", "-id").offset(offset).limit(limit)
        return [_entry(row) for row in rows], await query.count()


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
