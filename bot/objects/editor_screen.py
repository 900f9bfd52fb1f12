"""Showing drafts: a page for the place where somebody is, with its question open where it takes words."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from bot.composing.screen import Screen
from bot.objects.editing_pages import asks, editing_page
from bot.telegram.page import PageButton
from bot.telegram.reader import Reader
from domain.editing.draft import ObjectChanged, Section
from domain.editing.editing import DraftGone, Editing
from domain.editing.editor import Editor
from domain.editing.fields import Type
from domain.editing.guarding import Consequences
from domain.editing.places import PlaceGone
from domain.people import People, Person, Question

TOPIC = "object"
SECRET_TOPIC = "object_password"  # noqa: S105 - what a question is about


DraftButtons = Mapping[Section, Callable[[Reader, Editing], Sequence[PageButton]]]
"""What a whole draft can do besides being applied, for the kinds that have something."""


class EditorScreen:
    """Draws a draft's places, and draws them anew where a press came from a page that is no longer true."""

    def __init__(
        self, screen: Screen, editor: Editor, people: People, consequences: Consequences, buttons: DraftButtons
    ) -> None:
        self._consequences = consequences
        self._screen = screen
        self._editor = editor
        self._people = people
        self._buttons = buttons

    async def show(
        self, person: Person, editing: Editing, *, at: int | None, notice: str | None = None, more: int = 0
    ) -> None:
        """Show the place, and open its question."""
        draft, token = editing.draft, editing.here.token
        found = () if token else await self._consequences(editing)
        reader = self._screen.reader(person)
        first = self._buttons[draft.section](reader, editing) if draft.section in self._buttons else ()
        page = editing_page(reader, editing, more=more, consequences=found, first=first)
        question = None
        if asks(editing):
            topic = SECRET_TOPIC if editing.here.type is Type.SECRET else TOPIC
            question = Question(topic, {"draft": draft.id, "revision": draft.revision, "token": token})
        await self._people.ask(person.telegram_id, question)
        await self._screen.page(person, page, at=at, notice=notice)

    async def step(
        self, person: Person, step: Awaitable[Editing], draft_id: int, token: str, *, at: int | None, more: int = 0
    ) -> None:
        """Do a step and show where it leads; one from an old page changes nothing and is told so."""
        try:
            editing = await step
        except (ObjectChanged, PlaceGone):
            await self.stale(person, draft_id, token, at=at)
            return
        await self.show(person, editing, at=at, more=more)

    async def stale(self, person: Person, draft_id: int, token: str, *, at: int | None) -> None:
        """Show the place as it is now, and say whose change it shows."""
        editing = await self._editor.look(person, draft_id, token)
        await self.show(person, editing, at=at, notice=await self.changed_notice(person, editing))

    async def changed_notice(self, person: Person, editing: Editing) -> str:
        """Say who has changed the object meanwhile."""
        reader = self._screen.reader(person)
        who = await self.name_of(person, editing.draft.changed_by)
        return reader.text("draft-changed-by", who=who, when=reader.moment(editing.draft.changed_at))

    async def name_of(self, person: Person, telegram_id: int | None) -> str:
        """Return what to call whoever made a change."""
        reader = self._screen.reader(person)
        if telegram_id is None:
            return reader.label("changed-by-file")
        if telegram_id == person.telegram_id:
            return reader.label("changed-by-you")
        known = await self._people.get(telegram_id)
        return known.name if known is not None and known.name else str(telegram_id)

    async def ask_again(
        self, person: Person, about: Mapping[str, Any], *, at: int | None = None, notice: str | None = None
    ) -> None:
        """Draw the question that is open again."""
        try:
            editing = await self._editor.look(person, int(about["draft"]), str(about["token"]))
        except DraftGone:
            await self._people.ask(person.telegram_id, None)
            await self._screen.start(person, at=at, notice=notice)
            return
        await self.show(person, editing, at=at, notice=notice)
