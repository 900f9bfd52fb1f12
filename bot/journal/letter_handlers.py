"""A letter or a run of the journal: its tries, its event chain, its texts, and making one like it."""

from functools import partial

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.composing.screen import ComposingScreen
from bot.journal.addresses import (
    AttemptsPage,
    ChainPage,
    ChainPicture,
    LetterPage,
    LetterTextPage,
    RepeatPress,
    RunLettersPage,
    RunPage,
    RunTextPage,
    StopRunPage,
    within,
)
from bot.journal.chain_page import chain_page, steps_for
from bot.journal.chain_picture import chain_of, chain_picture_page
from bot.journal.story import (
    LETTERS_SHOWN,
    attempts_page,
    letter_page,
    letter_text_page,
    run_letters_page,
    run_page,
    run_text_page,
    stop_page,
)
from bot.objects.scenario_lines import tree
from bot.objects.scenario_picture import boxes_of, send_scenario
from bot.telegram.screen import Screen
from bot.telegram.turned_pages import page_behind
from bot.telegram.visit import Visit
from domain.editing.editor import Editor
from domain.errors import NotFound
from domain.journal.browse_journal import BrowseJournal
from domain.journal.repeat_run import RepeatRun
from domain.journal.show_texts import ShowTexts
from domain.journal.stop_run import NothingToStop, StopRun
from domain.runs.cancel_run import may_be_stopped


def make_router() -> Router:
    """Return the handlers, to be included in a dispatcher."""
    router = Router(name="letters")
    router.callback_query.register(show_letter, LetterPage.filter())
    router.callback_query.register(show_run, RunPage.filter())
    router.callback_query.register(show_run_letters, RunLettersPage.filter())
    router.callback_query.register(show_attempts, AttemptsPage.filter())
    router.callback_query.register(show_chain, ChainPage.filter())
    router.callback_query.register(show_chain_picture, ChainPicture.filter())
    router.callback_query.register(show_letter_text, LetterTextPage.filter())
    router.callback_query.register(show_run_text, RunTextPage.filter())
    router.callback_query.register(stop, StopRunPage.filter())
    router.callback_query.register(repeat, RepeatPress.filter())
    return router


async def show_letter(
    query: CallbackQuery, callback_data: LetterPage, screen: Screen, browse: BrowseJournal, visit: Visit
) -> None:
    """Where a letter is."""
    story = await browse.letter(visit.person, callback_data.letter)
    if story.letter is None:
        raise NotFound(f"letter {callback_data.letter}")
    attempts = story.letter.attempts_made
    await screen.page(visit, letter_page(visit, callback_data, story, story.letter, attempts))


async def show_run(
    query: CallbackQuery, callback_data: RunPage, screen: Screen, browse: BrowseJournal, visit: Visit
) -> None:
    """What became of a run."""
    story = await browse.run(visit.person, callback_data.run)
    await screen.page(visit, run_page(visit, callback_data, story))


async def show_run_letters(
    query: CallbackQuery, callback_data: RunLettersPage, screen: Screen, browse: BrowseJournal, visit: Visit
) -> None:
    """The letters that a run has made."""
    story = await browse.run(visit.person, callback_data.run)
    fetch = partial(browse.letters_of_run, visit.person, story.run.id, LETTERS_SHOWN)
    visit, letters = await page_behind(visit, callback_data.page, fetch)
    await screen.page(visit, run_letters_page(visit, callback_data, story, letters))


async def show_attempts(
    query: CallbackQuery, callback_data: AttemptsPage, screen: Screen, browse: BrowseJournal, visit: Visit
) -> None:
    """A letter's tries."""
    attempts = await browse.attempts(visit.person, callback_data.letter)
    await screen.page(visit, attempts_page(visit, callback_data, attempts))


async def show_chain(
    query: CallbackQuery,
    callback_data: ChainPage,
    screen: Screen,
    browse: BrowseJournal,
    show_texts: ShowTexts,
    visit: Visit,
) -> None:
    """A run's event chain; with its texts only after the trail has a note of it."""
    story = await browse.run(visit.person, callback_data.run)
    asked = bool(callback_data.shown) and not story.is_own
    if asked:
        await show_texts.chain(visit.person, callback_data.run)
    here, steps = await steps_for(browse, visit.person, callback_data, story)
    page = chain_page(visit, here, story, steps, texts=asked or story.is_own, noted=asked)
    await screen.page(visit, page)


async def show_chain_picture(
    query: CallbackQuery,
    callback_data: ChainPicture,
    screen: Screen,
    browse: BrowseJournal,
    editor: Editor,
    visit: Visit,
) -> None:
    """A run's event chain as a picture."""
    story = await browse.run(visit.person, callback_data.run)
    chain = await chain_of(browse, visit.person, story)
    scenario = story.run.scenario
    boxes = boxes_of(visit, tree(scenario.stored(), await editor.office(visit.person)), chain.run)
    page = chain_picture_page(visit, callback_data, story, chain)
    await send_scenario(screen, visit, scenario.title, boxes, page, of_run=True)


async def show_letter_text(
    query: CallbackQuery,
    callback_data: LetterTextPage,
    screen: Screen,
    browse: BrowseJournal,
    show_texts: ShowTexts,
    visit: Visit,
) -> None:
    """What a letter says."""
    story = await browse.letter(visit.person, callback_data.letter)
    opened = await show_texts.letter(visit.person, callback_data.letter)
    page = letter_text_page(visit, callback_data, opened, noted=not story.is_own)
    await screen.page(visit, page)


async def show_run_text(
    query: CallbackQuery,
    callback_data: RunTextPage,
    screen: Screen,
    browse: BrowseJournal,
    show_texts: ShowTexts,
    visit: Visit,
) -> None:
    """What a run began with."""
    story = await browse.run(visit.person, callback_data.run)
    opened = await show_texts.run(visit.person, callback_data.run)
    page = run_text_page(visit, callback_data, opened, noted=not story.is_own)
    await screen.page(visit, page)


async def stop(
    query: CallbackQuery,
    callback_data: StopRunPage,
    screen: Screen,
    browse: BrowseJournal,
    stop_run: StopRun,
    visit: Visit,
) -> None:
    """Stop a run, which is asked about first."""
    story = await browse.run(visit.person, callback_data.run)
    if not callback_data.sure and may_be_stopped(story.run, story.letters):
        await screen.page(visit, stop_page(visit, callback_data, story))
        return
    notice = "run-stopped-now"
    try:
        await stop_run(visit.person, callback_data.run)
    except NothingToStop as nothing:
        notice = nothing.key
    story = await browse.run(visit.person, callback_data.run)
    here = within(RunPage, callback_data, run=callback_data.run)
    await screen.page(visit.saying(visit.text(notice)), run_page(visit, here, story))


async def repeat(
    query: CallbackQuery, callback_data: RepeatPress, repeat_run: RepeatRun, composing: ComposingScreen, visit: Visit
) -> None:
    """A record of one's own with the same values, below everything: the journal's page stays."""
    filling = await repeat_run(visit.person, callback_data.run)
    await composing.filling(visit.below().saying(visit.text("repeated")), filling)
