"""Showing how a connection logs in, and letting it log in otherwise."""

from bot.connections.addresses import TakeWay, TasksOf, TasksPage
from bot.connections.login_pages import login_page, tasks_of_page, tasks_page, ways_page
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.checking.enter_password import EnterPassword
from domain.editing.draft import editable
from domain.editing.editing import Editing
from domain.editing.editor import Editor
from domain.editing.presets import Preset, Way, presets_of
from domain.errors import NotFound
from domain.people import Person
from domain.runs.mend_connection import MendConnection
from domain.sections import Section


class LoginScreen:
    """For administrators."""

    def __init__(self, *, screen: Screen, mend: MendConnection, enter: EnterPassword, editor: Editor) -> None:
        self._screen = screen
        self._mend = mend
        self._enter = enter
        self._editor = editor

    async def show(self, visit: Visit, connection_id: int) -> None:
        """Show how a connection logs in, and how else it could."""
        standing = await self._mend.look(visit.person, connection_id)
        page = login_page(visit, standing, await self._enter.lacking(standing))
        await self._screen.page(visit, page)

    async def ways(self, visit: Visit, connection_id: int, number: int) -> None:
        """Ask how to log in at a provider."""
        page = ways_page(visit, connection_id, number, _preset(number))
        await self._screen.page(visit, page, step=True)

    async def tasks(self, visit: Visit, here: TasksPage) -> None:
        """Say what is to be done at the provider for a way."""
        preset = _preset(here.preset)
        page = tasks_page(visit, here, preset, _way(preset, here.way))
        await self._screen.page(visit, page, step=not here.change)

    async def take_way(self, person: Person, here: TakeWay) -> Editing:
        """Begin the connection, or fill it in, or change its login alone; raises NotFound."""
        preset = _preset(here.preset)
        way = _way(preset, here.way)
        if here.change:
            return await self._editor.change_login(person, here.connection, way.document)
        known = {**preset.document, **way.document}
        if here.connection:
            return await self._editor.fill(person, Section.CONNECTIONS, here.connection, known)
        return await self._editor.begin(person, Section.CONNECTIONS, known)

    async def tasks_of(self, visit: Visit, here: TasksOf) -> None:
        """Say what is to be done at the provider for a draft, or for a connection in force."""
        if here.draft:
            draft = (await self._editor.look(visit.person, here.draft)).draft
            document, title = dict(draft.document), str(draft.document.get("title") or "")
        else:
            connection = (await self._mend.look(visit.person, here.connection)).connection.document
            document, title = editable(connection), connection.title
        await self._screen.page(visit, tasks_of_page(visit, here, document, title))


def _preset(number: int) -> Preset:
    presets = presets_of(Section.CONNECTIONS)
    if not 1 <= number <= len(presets):
        raise NotFound(f"preset {number}")
    return presets[number - 1]


def _way(preset: Preset, number: int) -> Way:
    if not 1 <= number <= len(preset.ways):
        raise NotFound(f"way {number}")
    return preset.ways[number - 1]
