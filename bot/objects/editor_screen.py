"""Showing drafts: a page for the node where somebody is, with its question open where it takes words."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.objects.editing_pages import asks, editing_page
from bot.objects.question_page import mended_page
from bot.objects.questions import DraftField, DraftSecret
from bot.telegram.mistakes import error_words, underlined
from bot.telegram.page import PageButton
from bot.telegram.reader import Reader
from bot.telegram.screen import Screen
from bot.telegram.visit import Visit
from domain.editing.draft import ObjectChanged
from domain.editing.editing import Editing
from domain.editing.editor import Editor
from domain.editing.field_types import Type
from domain.editing.guarding import Consequences
from domain.editing.mended import Mended, mended
from domain.editing.nodes import NodeGone, leaf_token
from domain.editing.variables import takes_formulas
from domain.formulas import FormulaError
from domain.people import People
from domain.sections import Section

DraftButtons = Mapping[Section, Callable[[Reader, Editing], Sequence[PageButton]]]
"""What a whole draft can do besides being applied, for the kinds that have something."""


class EditorScreen:
    """Draws a draft's nodes, and draws them anew where a press came from a page that is no longer true."""

    def __init__(
        self,
        screen: Screen,
        editor: Editor,
        people: People,
        consequences: Consequences,
        buttons: DraftButtons,
    ) -> None:
        self._consequences = consequences
        self._screen = screen
        self._editor = editor
        self._people = people
        self._buttons = buttons

    async def show(self, visit: Visit, editing: Editing, *, more: int = 0) -> None:
        """Show the node, and open its question."""
        draft, token = editing.draft, editing.here.token
        found = () if token else await self._consequences(editing)
        first = self._buttons[draft.section](visit, editing) if draft.section in self._buttons else ()
        page = editing_page(visit, editing, more=more, consequences=found, first=first)
        if not asks(editing):
            await self._screen.page(visit, page)
            return
        kind = DraftSecret if editing.here.type is Type.SECRET else DraftField
        await self._screen.ask(visit, kind(draft=draft.id, revision=draft.revision, token=token), page)

    async def step(self, visit: Visit, step: Awaitable[Editing], draft_id: int, token: str, *, more: int = 0) -> None:
        """Do a step and show where it leads; one from an old page changes nothing and is told so."""
        try:
            editing = await step
        except (ObjectChanged, NodeGone):
            await self.stale(visit, draft_id, token)
            return
        await self.show(visit, editing, more=more)

    async def stale(self, visit: Visit, draft_id: int, token: str) -> None:
        """Show the node as it is now, and say whose change it shows."""
        editing = await self._editor.look(visit.person, draft_id, token)
        await self.show(visit.saying(await self.changed_notice(visit, editing)), editing)

    async def changed_notice(self, visit: Visit, editing: Editing) -> str:
        """Say who has changed the object meanwhile."""
        who = await self.name_of(visit, editing.draft.changed_by)
        return visit.text("draft-changed-by", who=who, when=visit.moment(editing.draft.changed_at))

    async def name_of(self, visit: Visit, telegram_id: int | None) -> str:
        """Return what to call whoever made a change."""
        if telegram_id is None:
            return visit.label("changed-by-file")
        if telegram_id == visit.person.telegram_id:
            return visit.label("changed-by-you")
        known = await self._people.get(telegram_id)
        return known.name if known is not None and known.name else str(telegram_id)

    async def ask_again(self, visit: Visit, asked: DraftField) -> None:
        """Draw the question that is open again; raises DraftGone."""
        editing = await self._editor.look(visit.person, asked.draft, asked.token)
        if asked.typed and editing.here.token == asked.token:
            await self._offer(visit, editing, asked.typed, mended(editing, asked.typed))
        else:
            await self.show(visit, editing)

    async def typed(self, visit: Visit, asked: DraftField, text: str) -> None:
        """Take what was typed; for a formula that is none, offer what may have been meant. Raises what refuses it."""
        editing = await self._editor.look(visit.person, asked.draft, asked.token)
        if editing.here.token == asked.token and takes_formulas(editing.here, text):
            asked = asked.model_copy(update={"token": asked.token + leaf_token("formula")})
        step = self._editor.answer(visit.person, asked.draft, asked.revision, asked.token, text)
        try:
            await self.step(visit, step, asked.draft, asked.token)
        except FormulaError as error:
            editing = await self._editor.look(visit.person, asked.draft, asked.token)
            offered = mended(editing, text)
            if not offered:
                raise
            told = error_words(visit, error) + underlined(visit, error.params)
            told = visit.text("formula-or-text") if offered[0].is_text else told
            await self._offer(visit.saying(told), editing, text, offered)

    async def _offer(self, visit: Visit, editing: Editing, typed: str, offered: Sequence[Mended]) -> None:
        """Ask again for a formula: what was `typed` is none, and what may have been meant is offered."""
        draft, token = editing.draft, editing.here.token
        asked = DraftField(draft=draft.id, revision=draft.revision, token=token, typed=typed)
        await self._screen.ask(visit, asked, mended_page(visit, editing, offered))
