"""The one-time link that makes the first administrator, over the table."""

from datetime import datetime

from storage import models


class AdminLinkRepository:
    """Implements `bot.admission.AdminLinks`."""

    async def add(self, code_hash: str, expires_at: datetime) -> None:
        """Keep a new link; earlier ones end."""
        await models.AdminLink.filter(used_by=None).delete()
        await models.AdminLink.create(code_hash=code_hash, expires_at=expires_at)

    async def use(self, code_hash: str, person_id: int, now: datetime) -> bool:
        """Use the link up."""
        open_link = models.AdminLink.filter(code_hash=code_hash, used_by=None, expires_at__gt=now)
        return bool(await open_link.update(used_by=person_id))
