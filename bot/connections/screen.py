"""A connection's own part of its page, and the page that asks for its password."""

from bot.connections.delegation import delegation_buttons
from bot.connections.questions import NewSecret
from bot.connections.state import password_page, set_up_page, state_buttons, state_lines
from bot.objects.pages import ObjectView
from bot.objects.screen import Extra
from bot.telegram.reader import Reader
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.checking.enter_password import EnterPassword
from domain.runs.mend_connection import MendConnection


class ConnectionScreen:
    """Draws what only connections have, for administrators."""

    def __init__(self, *, screen: Screen, mend: MendConnection, enter: EnterPassword) -> None:
        self._screen = screen
        self._mend = mend
        self._enter = enter

    async def extra(self, reader: Reader, view: ObjectView) -> Extra:
        """Return how the connection fares, and what to do about that."""
        standing = await self._mend.look(reader.person, view.stored.id)
        document = standing.connection.document
        lacking = document.lacks(view.office.secrets.get(document.system_name, ()))
        lines = state_lines(reader, standing, lacking)
        buttons = [
            *state_buttons(reader, standing, lacking),
            *delegation_buttons(reader, standing.connection.id, document),
        ]
        return Extra(tuple(lines), tuple(buttons))

    async def presets(self, visit: Visit, connection_id: int) -> None:
        """Ask who runs the mail of a connection that nobody has set up."""
        standing = await self._mend.look(visit.person, connection_id)
        await self._screen.page(visit, set_up_page(visit, standing), step=True)

    async def is_by_code(self, visit: Visit, connection_id: int) -> bool:
        """Whether the connection logs in by a code, so that there is no secret to type."""
        return (await self._mend.look(visit.person, connection_id)).connection.document.by_device_code

    async def ask_password(self, visit: Visit, connection_id: int) -> None:
        """Ask for the secret that is missing or was refused; the question is about the connection as it is now."""
        standing = await self._enter.ask(visit.person, connection_id)
        secret = await self._enter.which(standing)
        asked = NewSecret(connection=connection_id, revision=standing.connection.revision, secret=secret)
        await self._screen.ask(visit, asked, password_page(visit, standing, secret))

    async def ask_again(self, visit: Visit, asked: NewSecret) -> None:
        """Draw the question that is open again."""
        await self.ask_password(visit, asked.connection)
