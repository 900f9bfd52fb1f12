"""Announcements over their table."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tortoise.expressions import F, Q

from domain.announcements import Announcement
from domain.clock import Clock
from storage import models

OFFERED = "offered"
"""Where `about` keeps the addresses below the message, beside what the page needs."""


class AnnouncementRepository:
    """Implements `domain.announcements.Announcements`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def add(
        self,
        person_id: int,
        topic: str,
        subject: int = 0,
        about: Mapping[str, Any] | None = None,
        *,
        language: str | None = None,
        message_id: int | None = None,
    ) -> None:
        """Leave something to tell; it is due at once."""
        now = self._clock()
        await models.Announcement.create(
            person_id=person_id,
            topic=topic,
            subject=subject,
            about=dict(about or {}),
            language=language,
            message_id=message_id,
            due_at=now,
            created_at=now,
        )

    async def added_since(self, topic: str, subject: int, since: datetime) -> bool:
        """Return whether something of that topic and subject was left to tell since then."""
        return await models.Announcement.filter(topic=topic, subject=subject, created_at__gte=since).exists()

    async def told_to_somebody(self, topic: str, subject: int) -> bool:
        """Return whether a message has told it to anybody, or is still to do so."""
        rows = models.Announcement.filter(topic=topic, subject=subject)
        return await rows.filter(~Q(message_id=None) | ~Q(due_at=None)).exists()

    async def redraw(self, topic: str, subject: int) -> None:
        """Tell everybody who was told of it how it stands now."""
        # The token moves on: whoever is telling the old state must not call it told.
        await models.Announcement.filter(topic=topic, subject=subject).update(
            due_at=self._clock(), lease_until=None, token=F("token") + 1, tries=0
        )

    async def get(self, announcement_id: int) -> Announcement | None:
        """Return the announcement."""
        row = await models.Announcement.get_or_none(id=announcement_id)
        if row is None:
            return None
        about = dict(row.about)
        offered = about.pop(OFFERED, None)
        return Announcement(
            row.id, row.person_id, row.topic, row.subject, about, row.language, row.message_id, row.tries, offered
        )

    async def told(self, item: Announcement, message_id: int | None, offered: Sequence[str]) -> None:
        """It was told by that message."""
        about = {**item.about, OFFERED: list(offered)}
        await models.Announcement.filter(id=item.id).update(message_id=message_id, about=about, tries=0)
