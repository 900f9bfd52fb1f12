"""The event chain of a run as a page: a few actions at a time."""

from dataclasses import dataclass

from bot.journal.addresses import ChainPage, ChainPicture, LetterPage, RunPage, within
from bot.journal.chain import error_text, step_lines, step_title
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import last_page, turns
from bot.telegram.reader import Reader
from domain.journal.browse_journal import BrowseJournal, Story
from domain.people import Person
from domain.runs.chain import ChainStep
from domain.runs.run import RunStatus

STEPS_A_PAGE = 5
LINES_A_STEP = 12


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps that a page of an event chain shows, and how many the chain has."""

    shown: tuple[ChainStep, ...]
    count: int


async def steps_for(browse: BrowseJournal, person: Person, here: ChainPage, story: Story) -> tuple[ChainPage, Steps]:
    """Read the page's steps; a page behind the end is the last one."""
    shown, count = await browse.chain(person, story, here.page * STEPS_A_PAGE, STEPS_A_PAGE)
    page = last_page(here.page, count, STEPS_A_PAGE)
    if page != here.page:
        shown, count = await browse.chain(person, story, page * STEPS_A_PAGE, STEPS_A_PAGE)
    return here.model_copy(update={"page": page}), Steps(shown, count)


def chain_page(reader: Reader, here: ChainPage, story: Story, steps: Steps, *, texts: bool, noted: bool) -> Page:
    """Draw it; `texts` says whether texts of letters stand in it, `noted` that the trail keeps that."""
    run = story.run
    is_last = (here.page + 1) * STEPS_A_PAGE >= steps.count
    lines = [reader.text("chain", title=run.scenario.title, count=steps.count)]
    for step in steps.shown:
        found = list(step_lines(reader.texts.html, step, texts=texts))
        more = len(found) - LINES_A_STEP
        lines += ["", f"{reader.second(step.at)} {step_title(reader.texts.html, step)}", *found[:LINES_A_STEP]]
        if more > 0:
            lines.append(reader.text("many-more", count=more))
    if not steps.count:
        ended = run.status in {RunStatus.ENDED, RunStatus.FAILED}
        lines += ["", reader.text("chain-erased" if ended else "chain-not-begun")]
    if run.error is not None and is_last:
        lines += ["", reader.text("chain-stopped"), error_text(reader.texts.html, run.error, texts=texts)]
    if noted:
        lines += ["", reader.text("shown-is-noted")]
    buttons = []
    if steps.count and story.opens and not texts:
        shown = here.model_copy(update={"shown": 1})
        buttons.append(PageButton(reader.label("button-show-texts"), shown))
    if steps.count:
        buttons.append(PageButton(reader.label("button-picture"), within(ChainPicture, here, run=run.id)))
    if len(story.letters) == 1:
        buttons.append(
            PageButton(reader.label("button-to-letter"), within(LetterPage, here, letter=story.letters[0].id))
        )
    else:
        buttons.append(PageButton(reader.label("button-to-run"), within(RunPage, here, run=run.id)))
    turning = turns(reader, here, more=not is_last)
    return Page("\n".join(lines), (*turning, *in_rows(buttons)))
