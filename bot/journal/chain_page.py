"""The event chain of a run as a page: a few actions at a time."""

from bot.journal.addresses import ChainPage, LetterPage, RunPage, within
from bot.journal.chain import error_text, step_lines, step_title
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import last_page, turns
from bot.telegram.reader import Reader
from domain.journal.browse_journal import Story
from domain.scenarios.chain import steps_of
from domain.scenarios.run import RunStatus

STEPS_A_PAGE = 5
LINES_A_STEP = 12


def chain_page(reader: Reader, here: ChainPage, story: Story, *, texts: bool, noted: bool) -> Page:
    """Draw it; `texts` says whether texts of letters stand in it, `noted` that the trail keeps that."""
    run = story.run
    steps = steps_of(run)
    page = last_page(here.page, len(steps), STEPS_A_PAGE)
    first = page * STEPS_A_PAGE
    lines = [reader.text("chain", title=run.scenario.title, count=len(steps))]
    for step in steps[first : first + STEPS_A_PAGE]:
        found = list(step_lines(reader.texts.html, step, texts=texts))
        more = len(found) - LINES_A_STEP
        lines += ["", f"{reader.second(step.at)} {step_title(reader.texts.html, step)}", *found[:LINES_A_STEP]]
        if more > 0:
            lines.append(reader.text("many-more", count=more))
    if not steps:
        ended = run.status in {RunStatus.ENDED, RunStatus.FAILED}
        lines += ["", reader.text("chain-erased" if ended else "chain-not-begun")]
    if run.error is not None and first + STEPS_A_PAGE >= len(steps):
        lines += ["", reader.text("chain-stopped"), error_text(reader.texts.html, run.error, texts=texts)]
    if noted:
        lines += ["", reader.text("shown-is-noted")]
    here = here.model_copy(update={"page": page})
    buttons = []
    if steps and story.opens and not texts:
        shown = here.model_copy(update={"shown": 1})
        buttons.append(PageButton(reader.label("button-show-texts"), shown))
    if len(story.letters) == 1:
        buttons.append(
            PageButton(reader.label("button-to-letter"), within(LetterPage, here, letter=story.letters[0].id))
        )
    else:
        buttons.append(PageButton(reader.label("button-to-run"), within(RunPage, here, run=run.id)))
    turning = turns(reader, here, more=len(steps) > first + STEPS_A_PAGE)
    return Page("\n".join(lines), (*turning, *in_rows(buttons)))
