"""Dry runs as pages: choosing a record, the steps with what each saw and would do, and the letters as they would go."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.first_steps.addresses import JournalPage
from bot.objects.addresses import ChooseRecord, DraftPage, ObjectPage, ScenarioPicture, TryOnRecord
from bot.objects.choosing_record import choosing_page
from bot.objects.editing_words import kind_label
from bot.objects.letter import letter_lines
from bot.objects.pages import ObjectView
from bot.objects.scenario_lines import tree_lines
from bot.objects.screen import Extra
from bot.scenarios.actions import drawing_of
from bot.scenarios.drawing import Drawing
from bot.scenarios.seen_words import seen_words
from bot.telegram.mistakes import mistake_words, plain_words
from bot.telegram.page import MAX_TEXT, Page, PageButton, in_rows, shorten
from bot.telegram.reader import Reader
from domain.editing.draft import editable
from domain.paging import NumberedPage
from domain.runs.chain import ChainStep
from domain.runs.trial import Found, MoreLetters, Otherwise, Trial, TriedLetter, TriedStep, first_whole
from domain.runs.trial_records import TrialRecord
from domain.scenarios.seen import Seen
from domain.sections import Section

LONGEST_VALUE = 120
MOST_STEPS = 25
MOST_STEPS_BESIDE = 8
ROOM_FOR_OTHERS = 1_400
"""What steps leave of a page to what would follow otherwise."""

ROOM_FOR_WORDS = 60
LEAST_ROOM = 600
MOST_BUTTONS = 30
MOST_ADDRESSES = 10


async def scenario_extra(reader: Reader, view: ObjectView) -> Extra:
    """Return what a scenario has on its page besides: its tree, the dry run, and its runs."""
    address = ChooseRecord(scenario=view.stored.id, draft=0)
    lines = tree_lines(reader, editable(view.stored.document), view.office)
    buttons = (
        PageButton(reader.label("button-try-scenario"), address, style="primary"),
        PageButton(reader.label("button-picture"), ScenarioPicture(scenario=view.stored.id)),
        PageButton(reader.label("button-runs"), JournalPage(scenario=view.stored.id)),
    )
    return Extra(("", *lines, ""), buttons)


def choose_record_page(reader: Reader, title: str, records: NumberedPage[TrialRecord], here: ChooseRecord) -> Page:
    """Ask on which record the scenario is to be tried."""
    text = reader.text("trial-choose" if records.items else "trial-no-records", title=title)
    chosen = partial(_tried_on, here)
    back = _back(reader, here.scenario, here.draft)
    return choosing_page(reader, text, records, here, chosen, back=back)


def _tried_on(here: ChooseRecord, record: int) -> TryOnRecord:
    return TryOnRecord(scenario=here.scenario, draft=here.draft, record=record)


def trial_page(reader: Reader, trial: Trial, here: TryOnRecord) -> Page:
    """Draw the steps of a dry run, and what would follow where a step comes to something else."""
    whole, _ = first_whole(trial.all_letters)
    _, others = first_whole(trial.letters)
    lines = [reader.text("trial-head", title=trial.title, record=str(trial.record_id))]
    lines += _found_lines(reader, "✗", trial.mistakes) + _found_lines(reader, "⚠️", trial.remarks)
    said = [*(_more_words(reader, more) for more in others), *_trial_lines(reader, trial)]
    room = MAX_TEXT - len("\n".join([*lines, *said])) - ROOM_FOR_OTHERS * bool(trial.otherwise)
    lines += _fitting(reader, [_step_lines(reader, step) for step in trial.steps], max(room, LEAST_ROOM), MOST_STEPS)
    lines += said
    first = len(trial.letters)
    blocks = []
    for other in trial.otherwise:
        blocks.append(_otherwise_lines(reader, other, first, whole))
        first += len(other.letters)
    room = MAX_TEXT - len("\n".join(lines)) - ROOM_FOR_WORDS
    shown = _fitting(reader, blocks, room, len(blocks), "trial-more-ways", more=trial.more_ways)
    buttons = [
        PageButton(reader.label("button-trial-letter", number=number), here.model_copy(update={"letter": number}))
        for number in [position + 1 for position in whole][:MOST_BUTTONS]
    ]
    again = ChooseRecord(scenario=here.scenario, draft=here.draft)
    buttons += [PageButton(reader.label("button-other-record"), again), _back(reader, here.scenario, here.draft)]
    return Page("\n".join([*lines, *shown]), in_rows(buttons))


def _found_lines(reader: Reader, mark: str, mistakes: Sequence[Found]) -> list[str]:
    """Tell what is wrong with the document, each with the number of its step."""
    return [
        f"{mark} {f'{found.number} ' if found.number else ''}"
        f"{mistake_words(reader, found.mistake.key, found.mistake.params)}"
        for found in mistakes[:MOST_STEPS]
    ]


def _trial_lines(reader: Reader, trial: Trial) -> list[str]:
    """Tell how it would end, and what would keep a press from beginning it."""
    lines = []
    if trial.error is not None:
        said = any(step.problem is not None and step.problem.key == trial.error.key for step in trial.steps)
        why = "" if said else plain_words(reader, trial.error.key, trial.error.params)
        lines.append(reader.text("trial-stopped", why=why))
    elif not trial.mistakes:
        lines.append(reader.text("trial-fine", letters=len(trial.letters)))
    lines += [reader.text("trial-not-ready", title=title) for title in trial.not_ready]
    if trial.unanswered:
        lines.append(reader.text("trial-unanswered", titles=", ".join(trial.unanswered)))
    return lines


def _fitting(
    reader: Reader, blocks: Sequence[list[str]], room: int, most: int, key: str = "many-more", *, more: int = 0
) -> list[str]:
    """Return the lines of as many blocks as there is room for, and how many more there are."""
    lines: list[str] = []
    for index, block in enumerate(blocks):
        room -= sum(len(line) + 1 for line in block)
        if index >= most or room < 0:
            return [*lines, reader.text(key, count=len(blocks) - index + more)]
        lines += block
    return [*lines, reader.text(key, count=more)] if more else lines


def _more_words(reader: Reader, more: MoreLetters) -> str:
    """Tell of a step how many more letters it makes, and whom they go to."""
    return reader.text(
        "trial-more-letters",
        step=more.step,
        count=len(more.to),
        addresses=", ".join(more.to[:MOST_ADDRESSES]),
        more=max(0, len(more.to) - MOST_ADDRESSES),
    )


def _otherwise_lines(reader: Reader, other: Otherwise, first: int, whole: Sequence[int]) -> list[str]:
    """Tell what would follow on another way; its letters are numbered on from `first`."""
    block = 0 if other.block is None else other.block + 1
    head = reader.text("trial-if", name=other.name, step=other.number, block=block)
    lines = ["", f"<b>{head}</b>"]
    steps = [step for step in other.steps if other.name == "refused" or step.number != other.number]
    for step in steps[:MOST_STEPS_BESIDE]:
        position = None if step.letter is None or step.letter + first not in whole else step.letter + first
        lines += _step_lines(reader, replace(step, letter=position))
    if len(steps) > MOST_STEPS_BESIDE or other.is_cut:
        count = len(steps) - MOST_STEPS_BESIDE
        lines.append(reader.text("many-more", count=count) if count > 0 else "…")
    if other.error is not None:
        why = plain_words(reader, other.error.key, other.error.params)
        lines.append(reader.text("trial-stopped", why=why))
        if other.lost or other.sent:
            lines.append(reader.text("trial-lost", lost=other.lost, sent=other.sent))
    elif not other.is_cut:
        lines.append(reader.text("trial-other-fine", letters=len(other.letters)))
    return lines


def trial_letter_page(reader: Reader, letter: TriedLetter, here: TryOnRecord) -> Page:
    """Draw one letter of a dry run as it would go."""
    back = PageButton(reader.label("button-back"), here.model_copy(update={"letter": 0}))
    lines = [reader.text("trial-letter", number=here.letter), *letter_lines(reader, letter.letter)]
    return Page("\n".join(lines), in_rows([back]))


def _step_lines(reader: Reader, step: TriedStep) -> list[str]:
    mark = "❌" if step.problem is not None and not step.problem.ignored else "•"
    head = f"{mark} <b>{step.number}</b> {reader.texts.escape(kind_label(reader, step.kind))}"
    lines = [head if step.description is None else f"{head}: {reader.texts.escape(step.description)}"]
    drawing = drawing_of(step.kind)
    if drawing.tells_what_it_did:
        sources = {seen.path: seen.source for seen in step.seen}
        told = ChainStep(step.number, step.kind, reader.now, 0, did=step.did, sources=sources)
        lines += [f"    {line}" for line in drawing.did(reader.text, told, texts=True)]
    elif drawing.shows_values:
        lines += [f"    {_seen_line(reader, drawing, seen)}" for seen in step.seen]
    if step.letter is not None:
        lines.append("    " + reader.text("trial-makes-letter", number=step.letter + 1))
    if step.waits:
        lines.append("    " + reader.text("trial-waits"))
    if step.problem is not None:
        why = mistake_words(reader, step.problem.key, step.problem.params)
        lines.append(f"    {reader.text('trial-ignored') if step.problem.ignored else ''}{why}")
    return lines


def _seen_line(reader: Reader, drawing: Drawing, seen: Seen) -> str:
    """Return `To.Address = ivanov@… ← $Poluchatel->mbox`."""
    value = shorten(seen_words(reader.label, seen.value), LONGEST_VALUE)
    name = f"{drawing.called(reader.label, seen.path)} = " if seen.path else ""
    return f"<code>{reader.texts.escape(f'{name}{value}')}</code> ← {reader.texts.escape(shorten(seen.source, 60))}"


def _back(reader: Reader, scenario: int, draft: int) -> PageButton:
    address = DraftPage(draft=draft) if draft else ObjectPage(section=Section.SCENARIOS.number, object=scenario)
    return PageButton(reader.label("button-back"), address)
