"""The page that tells administrators, once, that passwords at Microsoft 365 end."""

from bot.connections.addresses import LoginPage, OpenConnection
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from domain.announcements import Announcement
from domain.configured.stored import StoredConnections
from domain.servers.passwords_end import passwords_end


class PasswordsEndPage:
    """Draws it from the connection as it is now."""

    def __init__(self, configured: StoredConnections) -> None:
        self._configured = configured

    async def __call__(self, reader: Reader, item: Announcement) -> Page | None:
        """Draw it for an administrator; None where there is nothing to tell any more."""
        stored = await self._configured.connection_by_id(item.subject)
        if stored is None or not passwords_end(stored.document) or not reader.person.is_admin:
            return None
        buttons = [
            PageButton(reader.label("button-change-login"), LoginPage(connection=stored.id, apart=1), style="primary"),
            PageButton(reader.label("button-to-connection"), OpenConnection(connection=stored.id)),
        ]
        return Page(reader.text("passwords-end-told", title=stored.document.title), in_rows(buttons))
