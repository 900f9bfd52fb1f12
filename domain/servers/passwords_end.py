"""Microsoft 365 ends passwords over SMTP: switched off by default for existing tenants at the end of December 2026.

(«Updated Exchange Online SMTP AUTH Basic Authentication deprecation timeline», Exchange Team, January 2026.)
Whoever still logs in so is told once, and it stands on the pages of the connection until it has changed.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from domain.announcements import Announcements, leave_to_administrators
from domain.clock import Atomically
from domain.configured.connection import Connection
from domain.configured.stored import StoredConnections
from domain.people import People
from domain.work import Hints, WorkKind

TOPIC = "passwords_end"
_MICROSOFT = re.compile(r"(^|\.)(office365|outlook|office)\.com$", re.IGNORECASE | re.ASCII)
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def passwords_end(document: Mapping[str, Any] | Connection) -> bool:
    """Whether a connection, or a document of one that may be unfinished, logs in by a password at Microsoft 365."""
    data = vars(document) if isinstance(document, Connection) else document
    host = str(data.get("host") or "").strip().removesuffix(".")
    return data.get("authentication") == "basic" and _MICROSOFT.search(host) is not None


class TellOfPasswordsEnd:
    """Leaves each administrator one message about each enabled connection that it concerns, once for all."""

    def __init__(
        self,
        *,
        configured: StoredConnections,
        people: People,
        announcements: Announcements,
        hints: Hints,
        atomically: Atomically,
    ) -> None:
        self._configured = configured
        self._people = people
        self._announcements = announcements
        self._hints = hints
        self._atomically = atomically

    async def __call__(self) -> None:
        """Look at all connections; it may be asked for at any time, and as often as one likes."""
        if await self._atomically(self._leave):
            self._hints.wake(WorkKind.ANNOUNCEMENT)

    async def _leave(self) -> int:
        left = 0
        for stored in await self._configured.connections():
            if not stored.document.enabled or not passwords_end(stored.document):
                continue
            if await self._announcements.added_since(TOPIC, stored.id, _BEGINNING):
                continue
            left += await leave_to_administrators(self._announcements, self._people, TOPIC, stored.id)
        return left
