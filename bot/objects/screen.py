"""Showing configured objects: sections, one object, its versions, and what came of switching and deleting."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.composing.screen import Screen
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
    versions_page,
)
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from domain.editing.draft import Drafts, ObjectChanged, Section, editable
from domain.editing.editor import Editor
from domain.editing.keep_object import KeepObject
from domain.errors import NotFound
from domain.mistakes import Mistake
from domain.people import People, Person, Question

TOPIC = "objects"
"""What a long list asks: words to look for."""


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
        people: People,
    ) -> None:
        self._screen = screen
        self._people = people
        self._editing = editing
        self._editor = editor
        self._keep = keep
        self._drafts = drafts
        self._extras = extras

    async def section(
        self, person: Person, section: Section, *, at: int | None, start: int = 0, notice: str | None = None
    ) -> None:
        """Show the objects of a section."""
        office = await self._editor.office(person)
        drafts = await self._drafts.new_ones(section)
        if is_long(section, office):
            await self._people.ask(person.telegram_id, Question(TOPIC, {"section": section.number}))
        page = section_page(self._screen.reader(person), section, office, drafts, start)
        await self._screen.page(person, page, at=at, notice=notice)

    async def search(self, person: Person, about: Mapping[str, Any], query: str) -> None:
        """Show what the typed words find in a section; other words may be typed then."""
        section = Section.by_number(about["section"])
        office = await self._editor.office(person)
        await self._people.ask(person.telegram_id, Question(TOPIC, about))
        await self._screen.page(person, found_page(self._screen.reader(person), section, office, query))

    async def ask_again(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Show the section once more, for what were no words."""
        await self.section(person, Section.by_number(about["section"]), at=at, notice=notice)

    async def presets(self, person: Person, section: Section, *, at: int | None) -> None:
        """Ask what a new object is made from."""
        await self._screen.page(person, presets_page(self._screen.reader(person), section), at=at)

    async def object(
        self, person: Person, section: Section, object_id: int, *, at: int | None, notice: str | None = None
    ) -> None:
        """Show one object; where it is gone, its section."""
        view = await self._view(person, section, object_id)
        if view is None:
            gone = self._screen.reader(person).text("object-gone")
            await self.section(person, section, at=at, notice=notice or gone)
            return
        reader = self._screen.reader(person)
        extra = await self._extras[section](reader, view) if section in self._extras else Extra()
        page = object_page(reader, view, extra.lines, extra.buttons)
        await self._screen.page(person, page, at=at, notice=notice, step=section is Section.CONNECTIONS)

    async def ask_delete(self, person: Person, section: Section, object_id: int, *, at: int | None) -> None:
        """Ask before an object is deleted, after what forbids it; raises StillUsed or StillNeeded."""
        view = await self._view(person, section, object_id)
        if view is None:
            raise NotFound(f"{section} {object_id}")
        await self._keep.check_can_go(person, section, object_id, view.stored.document.system_name)
        await self._screen.page(person, delete_object_page(self._screen.reader(person), view), at=at)

    async def done(
        self,
        person: Person,
        section: Section,
        object_id: int,
        act: Awaitable[Sequence[Mistake]],
        *,
        at: int | None,
    ) -> None:
        """Do something with an object and show what came of it; from an old page nothing is done."""
        reader = self._screen.reader(person)
        try:
            mistakes = await act
        except ObjectChanged:
            await self.object(person, section, object_id, at=at, notice=reader.text("object-changed"))
            return
        if not mistakes:
            await self.object(person, section, object_id, at=at)
            return
        stored = (await self._editor.office(person)).get(section, object_id)
        data = {} if stored is None else editable(stored.document)
        lines = [reader.text("object-mistakes", count=len(mistakes)), *mistake_lines(reader, section, data, mistakes)]
        back = PageButton(reader.label("button-back"), ObjectPage(section=section.number, object=object_id))
        await self._screen.page(person, Page("\n".join(lines), in_rows([back])), at=at)

    async def deleted(
        self, person: Person, section: Section, act: Awaitable[None], object_id: int, *, at: int | None
    ) -> None:
        """Delete an object and show its section."""
        reader = self._screen.reader(person)
        try:
            await act
        except ObjectChanged:
            await self.object(person, section, object_id, at=at, notice=reader.text("object-changed"))
            return
        await self.section(person, section, at=at, notice=reader.text("object-deleted"))

    async def versions(
        self, person: Person, section: Section, object_id: int, *, at: int | None, start: int = 0
    ) -> None:
        """Show an object's versions."""
        view = await self._view(person, section, object_id)
        if view is None:
            raise NotFound(f"{section} {object_id}")
        versions, total = await self._keep.versions(person, section, object_id, PAGE, start)
        names = [await self._editing.name_of(person, version.changed_by) for version in versions]
        page = versions_page(self._screen.reader(person), view, versions, names, start, total)
        await self._screen.page(person, page, at=at)

    async def _view(self, person: Person, section: Section, object_id: int) -> ObjectView | None:
        office = await self._editor.office(person)
        stored = office.get(section, object_id)
        if stored is None:
            return None
        draft = await self._drafts.of_object(section, object_id)
        if draft is not None:
            editing = await self._editor.look(person, draft.id)
            draft = draft if editing.is_changed else None
        users = await self._keep.users(person, section, stored.document.system_name)
        who = "" if draft is None else await self._editing.name_of(person, draft.changed_by)
        return ObjectView(section, stored, office, draft, who, [item.title for item in users])
