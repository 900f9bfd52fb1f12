"""A run's event chain as a picture of its scenario: what was done, what was not, and what failed."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.journal.addresses import ChainPage, ChainPicture, within
from bot.objects.scenario_picture import Fared, Run
from bot.scenarios.picture.boxes import Fate
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.reader import Reader
from domain.journal.browse_journal import BrowseJournal, Story
from domain.people import Person
from domain.runs.chain import ChainStep
from domain.scenarios.walking import walk

A_READING = 500
MOST_STEPS = 5_000
_WORSE = (Fate.DONE, Fate.IGNORED, Fate.FAILED)
"""What happened in one of many passes counts for all."""


@dataclass(frozen=True, slots=True)
class Chain:
    """How a run's actions fared; `left_out` says how many steps were not looked at."""

    run: Run
    left_out: int


async def chain_of(browse: BrowseJournal, person: Person, story: Story) -> Chain:
    """Read the steps of a run, the first of very many."""
    steps: list[ChainStep] = []
    count = 1
    while len(steps) < min(count, MOST_STEPS):
        some, count = await browse.chain(person, story, len(steps), A_READING)
        if not some:
            break
        steps += some
    return Chain(_fared(story, steps), max(0, count - len(steps)) if steps else 0)


def chain_picture_page(reader: Reader, here: ChainPicture, story: Story, chain: Chain) -> Page:
    """Return what stands below the picture."""
    back = PageButton(reader.label("button-chain"), within(ChainPage, here, run=story.run.id))
    lines = [reader.text("picture-of-run", title=story.run.scenario.title, status=story.run.status.value)]
    if chain.left_out:
        lines.append(reader.text("picture-left-out", count=chain.left_out))
    return Page("\n".join(lines), in_rows([back]))


def _fared(story: Story, steps: Iterable[ChainStep]) -> Run:
    spots = {spot.number: spot for spot in walk(story.run.scenario.actions)}
    found: dict[tuple[int, ...], Fared] = {}
    last_error = None
    for step in steps:
        spot = spots.get(step.number)
        if spot is None:
            continue
        fate = Fate.DONE
        if step.error is not None:
            last_error = spot.numbers
            fate = Fate.IGNORED if spot.is_ignored or spot.action.body.ignore_errors else Fate.FAILED
        is_own = step.kind == spot.action.kind
        before = found.get(spot.numbers, Fared(Fate.DONE, 0))
        # The chain leaves some passes of a long loop out, but says which pass each one was.
        passes = max(before.passes + is_own, step.iteration[0] if len(step.iteration) == 1 else 0)
        found[spot.numbers] = Fared(max(before.fate, fate, key=_WORSE.index), passes)
    if story.run.error is not None and last_error is not None:
        found[last_error] = Fared(Fate.FAILED, found[last_error].passes)
    for numbers in tuple(found):
        for end in range(1, len(numbers)):  # a block is done when something in it is
            found.setdefault(numbers[:end], Fared(Fate.DONE))
    return found
