"""Help beside a formula, and trying it on a record: the formula's question stays open meanwhile."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.objects.addresses import (
    FormulaNames,
    FormulaRecords,
    FunctionGroup,
    FunctionsPage,
    TakeTriedFormula,
    TryFormulaOn,
)
from bot.objects.editor_screen import EditorScreen
from bot.objects.formula_screen import FormulaScreen
from bot.objects.questions import DraftField, FormulaHelpSearch, FormulaTrial, looks_like_formula
from bot.telegram.asking import Answers
from bot.telegram.picking import mark_of_words
from bot.telegram.visit import Visit
from domain.editing.editor import Editor
from domain.editing.mended import mended
from domain.people import OpenQuestion


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="formulas")
    router.callback_query.register(show_functions, FunctionsPage.filter())
    router.callback_query.register(show_group, FunctionGroup.filter())
    router.callback_query.register(show_names, FormulaNames.filter())
    router.callback_query.register(show_records, FormulaRecords.filter())
    router.callback_query.register(try_on, TryFormulaOn.filter())
    router.callback_query.register(take_tried, TakeTriedFormula.filter())
    router.message.register(try_typed, F.text, Answers(FormulaTrial))
    router.message.register(take_formula, F.text, Answers(FormulaHelpSearch), F.text.func(looks_like_formula))
    return router


async def show_functions(
    query: CallbackQuery, callback_data: FunctionsPage, formulas: FormulaScreen, visit: Visit
) -> None:
    """The groups of functions."""
    await formulas.functions(visit, callback_data)


async def show_group(query: CallbackQuery, callback_data: FunctionGroup, formulas: FormulaScreen, visit: Visit) -> None:
    """The functions of a group."""
    await formulas.group(visit, callback_data)


async def show_names(query: CallbackQuery, callback_data: FormulaNames, formulas: FormulaScreen, visit: Visit) -> None:
    """The names at hand."""
    await formulas.names(visit, callback_data)


async def show_records(
    query: CallbackQuery,
    callback_data: FormulaRecords,
    formulas: FormulaScreen,
    visit: Visit,
    left: OpenQuestion | None,
) -> None:
    """On which record a formula is to be tried."""
    await formulas.records(visit, callback_data, FormulaTrial.read(left))


async def try_on(
    query: CallbackQuery, callback_data: TryFormulaOn, formulas: FormulaScreen, visit: Visit, left: OpenQuestion | None
) -> None:
    """A record was chosen: what was tried on another one is tried on it, else what the draft has."""
    where, before = callback_data, FormulaTrial.read(left)
    await formulas.begin(visit, where.draft, where.token, where.record, before)


async def try_typed(message: Message, asked: FormulaTrial, formulas: FormulaScreen, visit: Visit) -> None:
    """A formula was typed: its value on the record."""
    await formulas.show(visit, asked, (message.text or "").strip())


async def take_tried(
    query: CallbackQuery,
    callback_data: TakeTriedFormula,
    editor: Editor,
    editing: EditorScreen,
    visit: Visit,
    left: OpenQuestion | None,
) -> None:
    """The formula that was tried, or meant, answers the question; one that is not known any more is asked for again."""
    where, tried, asked = callback_data, FormulaTrial.read(left), DraftField.read(left)
    shown = await editor.look(visit.person, where.draft, where.token)
    known = [] if tried is None else [tried.tried]
    if asked is not None and asked.typed and (asked.draft, asked.token) == (where.draft, where.token):
        known = [item.formula for item in mended(shown, asked.typed)]
    formula = next((text for text in known if mark_of_words(text) == where.tried), None)
    if formula is None:
        await editing.show(visit.saying(visit.text("formula-trial-forgotten")), shown)
        return
    step = editor.answer(visit.person, where.draft, where.revision, where.token, formula)
    await editing.step(visit, step, where.draft, where.token)


async def take_formula(message: Message, asked: FormulaHelpSearch, editing: EditorScreen, visit: Visit) -> None:
    """A formula was typed beside the help: it answers the draft's question."""
    question = DraftField(draft=asked.draft, revision=asked.revision, token=asked.token)
    await editing.typed(visit, question, message.text or "")
