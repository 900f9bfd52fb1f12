"""What administrators are still to be told about connections, over the table."""

from domain.deliveries.notices import Notice
from domain.deliveries.suspension import NoticeKind
from storage import models


class NoticeRepository:
    """Implements `domain.deliveries.notices.Notices`."""

    async def get(self, notice_id: int) -> Notice | None:
        """Return the notice."""
        row = await models.Notice.get_or_none(id=notice_id)
        if row is None:
            return None
        return Notice(row.id, row.person_id, row.connection_id, NoticeKind(row.kind), row.tries)

    async def done(self, notice_id: int) -> None:
        """It was told."""
        await models.Notice.filter(id=notice_id).delete()
