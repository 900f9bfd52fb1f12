"""Trying a scenario, or its draft, on a record; and its picture."""

from functools import partial

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.objects.addresses import ChooseRecord, ScenarioPicture, TryOnRecord
from bot.objects.choosing_record import PAGE
from bot.objects.scenario_lines import tree
from bot.objects.scenario_picture import boxes_of, picture_page, send_scenario
from bot.objects.trial import choose_record_page, trial_letter_page, trial_page
from bot.telegram.screen import Screen
from bot.telegram.turned_pages import page_behind
from bot.telegram.visit import Visit
from domain.editing.editor import Editor
from domain.runs.trial_records import TrialRecords
from domain.runs.try_scenario import TryScenario
from domain.sections import Section


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="scenarios")
    router.callback_query.register(choose_record, ChooseRecord.filter())
    router.callback_query.register(try_on_record, TryOnRecord.filter())
    router.callback_query.register(show_picture, ScenarioPicture.filter())
    return router


async def choose_record(
    query: CallbackQuery,
    callback_data: ChooseRecord,
    screen: Screen,
    editor: Editor,
    trial_records: TrialRecords,
    visit: Visit,
) -> None:
    """On which record the scenario is to be tried."""
    document = await editor.document(visit.person, Section.SCENARIOS, callback_data.scenario, callback_data.draft)
    fetch = partial(trial_records, visit.person, document, PAGE)
    visit, records = await page_behind(visit, callback_data.start, fetch)
    title = str(document.get("title") or "")
    await screen.page(visit, choose_record_page(visit, title, records, callback_data))


async def try_on_record(
    query: CallbackQuery,
    callback_data: TryOnRecord,
    screen: Screen,
    editor: Editor,
    try_scenario: TryScenario,
    visit: Visit,
) -> None:
    """The dry run: its steps, or one of its letters."""
    where, reader = callback_data, visit
    document = await editor.document(visit.person, Section.SCENARIOS, where.scenario, where.draft)
    trial = await try_scenario(visit.person, document, where.record)
    letters = trial.all_letters
    if 0 < where.letter <= len(letters):
        page = trial_letter_page(reader, letters[where.letter - 1], where)
    else:
        page = trial_page(reader, trial, where)
    await screen.page(visit, page)


async def show_picture(
    query: CallbackQuery, callback_data: ScenarioPicture, screen: Screen, editor: Editor, visit: Visit
) -> None:
    """The scenario as a picture."""
    where = callback_data
    document = await editor.document(visit.person, Section.SCENARIOS, where.scenario, where.draft)
    title = str(document.get("title") or visit.label("objects-untitled"))
    boxes = boxes_of(visit, tree(document, await editor.office(visit.person)))
    await send_scenario(screen, visit, title, boxes, picture_page(visit, title, where))
