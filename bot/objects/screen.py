"""Showing configured objects: sections, one object, its versions, and what came of switching and deleting."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.objects.addresses import ObjectPage
from bot.objects.editing_words import mistake_lines
from bot.objects.editor_screen import EditorScreen
from bot.objects.pages import (
    PAGE,
    ObjectView,
    delete_object_page,
    found_page,
    is_long,
    object_page,
    presets_page,
    section_page,
    switch_off_page,
    versions_page,
)
from bot.objects.questions import ObjectSearch
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from bot.telegram.screen import Screen
from bot.telegram.turned_pages import page_behind
from bot.telegram.visit import Visit
from domain.editing.draft import Drafts, ObjectChanged, editable
from domain.editing.editor import Editor
from domain.editing.keep_object import KeepObject
from domain.errors import NotFound
from domain.mistakes import Mistake
from domain.sections import Section


@dataclass(frozen=True, slots=True)
class Extra:
    """What one kind of object has on its page besides its fields: lines about how it fares, and buttons of its own."""

    lines: tuple[str, ...] = ()
    buttons: tuple[PageButton, ...] = ()


MakeExtra = Callable[[Reader, ObjectView], Awaitable[Extra]]
Extras = Mapping[Section, MakeExtra]
"""What gives it, for the kinds that have something."""


class ObjectsScreen:
    """Draws configured objects for administrators."""

    def __init__(
        self,
        *,
        screen: Screen,
        editing: EditorScreen,
        editor: Editor,
        keep: KeepObject,
        drafts: Drafts,
        extras: Extras,
    ) -> None:
        self._screen = screen
        self._editing = editing
        self._editor = editor
        self._keep = keep
        self._drafts = drafts
        self._extras = extras

    async def section(self, visit: Visit, section: Section, *, start: int = 0) -> None:
        """Show the objects of a section."""
        office = await self._editor.office(visit.person)
        page = section_page(visit, section, office, await self._editor.unfinished(visit.person, section), start)
        if is_long(section, office):
            await self._screen.ask(visit, ObjectSearch(section=section.number, start=start), page)
        else:
            await self._screen.page(visit, page)

    async def find(self, visit: Visit, asked: ObjectSearch) -> None:
        """Show what the typed words find in a section, else the section; other words may be typed then."""
        section = Section.by_number(asked.section)
        if not asked.query:
            await self.section(visit, section, start=asked.start)
            return
        office = await self._editor.office(visit.person)
        await self._screen.ask(visit, asked, found_page(visit, section, office, asked))

    async def presets(self, visit: Visit, section: Section) -> None:
        """Ask what a new object is made from."""
        begun = await self._editor.unfinished(visit.person, section)
        await self._screen.page(visit, presets_page(visit, section, begun))

    async def object(self, visit: Visit, section: Section, object_id: int) -> None:
        """Show one object; where it is gone, its section."""
        view = await self._view(visit, section, object_id)
        if view is None:
            gone = visit.text("object-gone")
            await self.section(visit.saying(visit.notice or gone), section)
            return
        extra = await self._extras[section](visit, view) if section in self._extras else Extra()
        page = object_page(visit, view, extra.lines, extra.buttons)
        await self._screen.page(visit, page, step=section is Section.CONNECTIONS)

    async def ask_delete(self, visit: Visit, section: Section, object_id: int) -> None:
        """Ask before an object is deleted, after what forbids it; raises StillUsed or StillNeeded."""
        view = await self._view(visit, section, object_id)
        if view is None:
            raise NotFound(f"{section} {object_id}")
        await self._keep.check_can_go(visit.person, section, object_id, view.stored.document.system_name)
        await self._screen.page(visit, delete_object_page(visit, view))

    async def ask_switch_off(self, visit: Visit, section: Section, object_id: int) -> bool:
        """Ask before something goes off that is in use; False where nothing uses it, or it is gone."""
        view = await self._view(visit, section, object_id)
        if view is None or not view.stored.document.enabled or not view.in_use:
            return False
        await self._screen.page(visit, switch_off_page(visit, view))
        return True

    async def done(self, visit: Visit, section: Section, object_id: int, act: Awaitable[Sequence[Mistake]]) -> None:
        """Do something with an object and show what came of it; from an old page nothing is done."""
        try:
            mistakes = await act
        except ObjectChanged:
            await self.object(visit.saying(visit.text("object-changed")), section, object_id)
            return
        if not mistakes:
            await self.object(visit, section, object_id)
            return
        office = await self._editor.office(visit.person)
        stored = office.get(section, object_id)
        data = {} if stored is None else editable(stored.document)
        lines = [visit.text("object-mistakes", count=len(mistakes))]
        lines += mistake_lines(visit, section, data, mistakes, office.titles)
        back = PageButton(visit.label("button-back"), ObjectPage(section=section.number, object=object_id))
        await self._screen.page(visit, Page("\n".join(lines), in_rows([back])))

    async def deleted(self, visit: Visit, section: Section, act: Awaitable[None], object_id: int) -> None:
        """Delete an object and show its section."""
        try:
            await act
        except ObjectChanged:
            await self.object(visit.saying(visit.text("object-changed")), section, object_id)
            return
        await self.section(visit.saying(visit.text("object-deleted")), section)

    async def versions(self, visit: Visit, section: Section, object_id: int, *, start: int = 0) -> None:
        """Show an object's versions."""
        view = await self._view(visit, section, object_id)
        if view is None:
            raise NotFound(f"{section} {object_id}")
        fetch = partial(self._keep.versions, visit.person, section, object_id, PAGE)
        visit, versions = await page_behind(visit, start, fetch)
        names = [await self._editing.name_of(visit, version.changed_by) for version in versions.items]
        page = versions_page(visit, view, versions, names, start)
        await self._screen.page(visit, page)

    async def _view(self, visit: Visit, section: Section, object_id: int) -> ObjectView | None:
        office = await self._editor.office(visit.person)
        stored = office.get(section, object_id)
        if stored is None:
            return None
        draft = await self._drafts.of_object(section, object_id)
        if draft is not None:
            editing = await self._editor.look(visit.person, draft.id)
            draft = draft if editing.is_changed else None
        users = await self._keep.users(visit.person, section, stored.document.system_name)
        who = "" if draft is None else await self._editing.name_of(visit, draft.changed_by)
        return ObjectView(section, stored, office, draft, who, office.names_of(users))
