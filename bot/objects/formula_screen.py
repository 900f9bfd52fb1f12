"""Showing help beside a formula of a draft: what is typed there is looked for, or is the formula."""

from collections.abc import Callable
from functools import partial

from bot.objects.addresses import FormulaNames, FormulaRecords, FunctionGroup, FunctionsPage
from bot.objects.choosing_record import PAGE
from bot.objects.editor_screen import EditorScreen
from bot.objects.formula_help import found_page, functions_page, group_page, names_page
from bot.objects.formula_trial import context_of_formula, formula_records_page, formula_trial_page
from bot.objects.questions import FormulaHelpSearch, FormulaTrial
from bot.telegram.mistakes import error_words, underlined
from bot.telegram.page import Page
from bot.telegram.screen import Screen
from bot.telegram.turned_pages import page_behind
from bot.telegram.visit import Visit
from domain.editing.editing import Editing
from domain.editing.editor import Editor
from domain.editing.field_types import Type
from domain.editing.names_at_hand import NameAtHand, names_at_hand
from domain.editing.nodes import NodeGone
from domain.formulas import FormulaError
from domain.runs.try_formula import FormulaContext, TryFormula


class FormulaScreen:
    """Draws the functions, the names at hand, and the value of a formula on a record. Nothing is kept of these."""

    def __init__(self, *, screen: Screen, editor: Editor, editing: EditorScreen, try_formula: TryFormula) -> None:
        self._screen = screen
        self._editor = editor
        self._editing = editing
        self._try = try_formula

    async def functions(self, visit: Visit, here: FunctionsPage) -> None:
        """Show the groups of functions."""
        await self._helped(visit, here, lambda _: functions_page(visit, here))

    async def group(self, visit: Visit, here: FunctionGroup) -> None:
        """Show the functions of a group."""
        await self._helped(visit, here, lambda _: group_page(visit, here))

    async def names(self, visit: Visit, here: FormulaNames) -> None:
        """Show the names that the formula may use."""
        await self._helped(visit, here, lambda editing: names_page(visit, _names(editing), here))

    async def find(self, visit: Visit, asked: FormulaHelpSearch) -> None:
        """Show what the typed words have found."""
        if not asked.query:
            await self.functions(visit, FunctionsPage(draft=asked.draft, token=asked.token))
            return
        editing = await self._editor.look(visit.person, asked.draft, asked.token)
        await self._screen.ask(visit, asked, found_page(visit, _names(editing), asked))

    async def records(self, visit: Visit, here: FormulaRecords, before: FormulaTrial | None = None) -> None:
        """Ask on which record the formula is to be tried; `before` is what was tried on another one, and stays."""
        _, context = await self._context(visit, here.draft, here.token)
        visit, records = await page_behind(visit, here.start, partial(self._try.records, visit.person, context, PAGE))
        page = formula_records_page(visit, records, here)
        tried = _of_same(before, here.draft, here.token)
        if tried is not None:
            await self._screen.ask(visit, tried, page)
        else:
            await self._screen.page(visit, page)

    async def begin(
        self, visit: Visit, draft: int, token: str, record: int, before: FormulaTrial | None = None
    ) -> None:
        """Show what a formula gives on a record, and ask for others: the one tried `before`, else the draft's.

        Record 0 is the newest of one's own.
        """
        editing, context = await self._context(visit, draft, token)
        record = record or await self._try.nearest(visit.person, context)
        if not record:
            await self.records(visit, FormulaRecords(draft=draft, token=token))
            return
        asked = FormulaTrial(draft=draft, revision=editing.draft.revision, token=token, record=record)
        tried = _of_same(before, draft, token)
        written = ("" if tried is None else tried.tried) or str(editing.here.data or "")
        if not written:
            await self._screen.ask(visit, asked, formula_trial_page(visit, asked, None))
            return
        try:
            await self._show(visit, asked, context, written)
        except FormulaError as error:
            told = visit.saying(error_words(visit, error) + underlined(visit, error.params))
            await self._screen.ask(told, asked, formula_trial_page(visit, asked, None))

    async def show(self, visit: Visit, asked: FormulaTrial, formula: str) -> None:
        """Show the value of a formula, and ask for another one; raises FormulaError, NotFound or TextsHidden."""
        _, context = await self._context(visit, asked.draft, asked.token)
        await self._show(visit, asked, context, formula)

    async def _show(self, visit: Visit, asked: FormulaTrial, context: FormulaContext, formula: str) -> None:
        value = await self._try(visit.person, context, asked.record, formula)
        tried = asked.model_copy(update={"tried": formula})
        await self._screen.ask(visit, tried, formula_trial_page(visit, tried, value))

    async def show_again(self, visit: Visit, asked: FormulaTrial) -> None:
        """Draw the page of the formula that was tried last."""
        if asked.tried:
            await self.show(visit, asked, asked.tried)
        else:
            await self._screen.ask(visit, asked, formula_trial_page(visit, asked, None))

    async def _helped(
        self, visit: Visit, here: FunctionsPage | FunctionGroup | FormulaNames, draw: Callable[[Editing], Page]
    ) -> None:
        """Show a page of help: words that are typed are looked for, a formula is taken."""
        editing = await self._editor.look(visit.person, here.draft, here.token)
        if editing.here.token != here.token:
            await self._editing.show(visit, editing)
            return
        asked = FormulaHelpSearch(draft=here.draft, revision=editing.draft.revision, token=here.token)
        await self._screen.ask(visit, asked, draw(editing))

    async def _context(self, visit: Visit, draft: int, token: str) -> tuple[Editing, FormulaContext]:
        editing = await self._editor.look(visit.person, draft, token)
        context = context_of_formula(editing)
        if editing.here.type is not Type.FORMULA or context is None:
            raise NodeGone(token)
        return editing, context


def _names(editing: Editing) -> list[NameAtHand]:
    return names_at_hand(editing.draft, editing.chain, editing.office)


def _of_same(before: FormulaTrial | None, draft: int, token: str) -> FormulaTrial | None:
    """Return what was tried before if it is for the same node."""
    return before if before is not None and (before.draft, before.token) == (draft, token) else None
