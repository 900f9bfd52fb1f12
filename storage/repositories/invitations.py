"""One-time links over the table."""

from datetime import UTC, datetime

from domain.people import Role
from storage import models


class InvitationRepository:
    """Implements `bot.admission.FirstLinks`."""

    async def add_first(self, code_hash: str, expires_at: datetime) -> None:
        """Keep a new link for the first administrator; earlier ones end."""
        await models.Invitation.filter(bootstrap=True, used_by=None).delete()
        await models.Invitation.create(
            code_hash=code_hash,
            role=Role.ADMIN,
            bootstrap=True,
            created_at=datetime.now(UTC),
            expires_at=expires_at,
        )

    async def use_first(self, code_hash: str, person_id: int, now: datetime) -> bool:
        """Use the first administrator's link up."""
        open_link = models.Invitation.filter(code_hash=code_hash, bootstrap=True, used_by=None, expires_at__gt=now)
        return bool(await open_link.update(used_by=person_id, used_at=now))
