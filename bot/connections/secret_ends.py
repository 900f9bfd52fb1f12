"""The page that tells administrators that an application's secret ends soon."""

from datetime import date

from bot.connections.addresses import AskPassword, FixField, OpenConnection
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from domain.announcements import Announcement
from domain.configured.stored import StoredConnections
from domain.editing.fields import field_token


class SecretEndsPage:
    """Draws it from the connection as it is now."""

    def __init__(self, configured: StoredConnections) -> None:
        self._configured = configured

    async def __call__(self, reader: Reader, item: Announcement) -> Page | None:
        """Draw it for an administrator; None where there is nothing to tell any more."""
        stored = await self._configured.connection_by_id(item.subject)
        oauth2 = None if stored is None else stored.document.oauth2
        ends: date | None = None if oauth2 is None else oauth2.client_secret_ends
        if stored is None or oauth2 is None or ends is None or not reader.person.is_admin:
            return None
        left = max((ends - reader.now.astimezone(reader.zone).date()).days, 0)
        lines = [
            reader.text("secret-ends", title=stored.document.title, day=reader.day(ends), days=left),
            reader.text("secret-ends-next", provider=oauth2.provider),
        ]
        where = field_token("oauth2") + field_token("client_secret_ends")
        buttons = [
            PageButton(reader.label("button-new-secret"), AskPassword(connection=stored.id, apart=1), style="primary"),
            PageButton(reader.label("button-secret-ends"), FixField(connection=stored.id, token=where)),
            PageButton(reader.label("button-to-connection"), OpenConnection(connection=stored.id)),
        ]
        return Page("\n".join(lines), in_rows(buttons))
