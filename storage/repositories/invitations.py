"""One-time links over the table."""

from datetime import datetime

from tortoise.queryset import QuerySet

from domain.access import invitations as domain
from domain.paging import MOST_COUNTED, NumberEdge, NumberedPage, numbered_page
from domain.people import Role
from storage import models
from storage.keyset import in_order_of, next_in_order
from storage.statements import moment
from storage.transactions import count_of, query

_LISTED = "used_by IS NULL AND revoked_at IS NULL AND bootstrap = FALSE AND expires_at > ?"


def _invitation(row: models.Invitation) -> domain.Invitation:
    return domain.Invitation(
        id=row.id,
        role=Role(row.role),
        created_by=row.created_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
        bootstrap=row.bootstrap,
        used_by=row.used_by,
        revoked_at=row.revoked_at,
    )


def _usable(now: datetime) -> QuerySet[models.Invitation]:
    return models.Invitation.filter(used_by=None, revoked_at=None, expires_at__gt=now)


class InvitationRepository:
    """Implements `domain.access.invitations.Invitations`."""

    async def add(self, new: domain.NewInvitation) -> int:
        """Keep a link; a first administrator's link takes the place of earlier such ones."""
        if new.bootstrap:
            await models.Invitation.filter(bootstrap=True, used_by=None).delete()
        row = await models.Invitation.create(
            code_hash=new.code_hash,
            role=new.role,
            bootstrap=new.bootstrap,
            created_by=new.created_by,
            created_at=new.created_at,
            expires_at=new.expires_at,
        )
        return row.id

    async def get(self, invitation_id: int) -> domain.Invitation | None:
        """Return the link of that number."""
        row = await models.Invitation.get_or_none(id=invitation_id)
        return None if row is None else _invitation(row)

    async def by_hash(self, code_hash: str) -> domain.Invitation | None:
        """Return the link whose code has this hash."""
        row = await models.Invitation.get_or_none(code_hash=code_hash)
        return None if row is None else _invitation(row)

    async def use(self, invitation_id: int, person_id: int, now: datetime) -> bool:
        """Use it up."""
        return bool(await _usable(now).filter(id=invitation_id).update(used_by=person_id, used_at=now))

    async def revoke(self, invitation_id: int, now: datetime) -> bool:
        """Make it worthless."""
        return bool(await _usable(now).filter(id=invitation_id).update(revoked_at=now))

    async def usable(self, now: datetime) -> int:
        """Return how many links still let somebody in, counted no further than one more than MOST_COUNTED."""
        return await count_of(f"SELECT 1 FROM invitation WHERE {_LISTED} LIMIT ?", [moment(now), MOST_COUNTED + 1])

    async def page(self, now: datetime, limit: int, edge: NumberEdge | None) -> NumberedPage[domain.Invitation]:
        """Return links that still let somebody in, those that end first before others, next to the edge."""
        condition, order, values = await next_in_order("invitation", ("expires_at", "id"), edge)
        numbers = f"SELECT id FROM invitation WHERE {_LISTED} AND {condition} ORDER BY {order} LIMIT ?"
        found = [row["id"] for row in await query(numbers, [moment(now), *values, limit + 1])]
        near = [_invitation(row) for row in await in_order_of(found, models.Invitation)]
        return numbered_page(near, limit, edge, lambda invitation: invitation.id)

    async def newest_id(self) -> int:
        """Return the number of the link that was made last."""
        row = await models.Invitation.all().order_by("-id").first()
        return 0 if row is None else row.id
