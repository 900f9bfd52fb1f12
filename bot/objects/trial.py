"""Dry runs as pages: choosing a record, the steps with what each saw and would do, and the letters as they would go."""

from collections import Counter
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
from bot.scenarios.seen_words import seen_words
from bot.telegram.mistakes import mistake_words, plain_words
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.reader import Reader
from domain.editing.draft import editable
from domain.runs.chain import ChainStep
from domain.runs.trial import Otherwise, Trial, TriedLetter, TriedStep
from domain.runs.trial_records import TrialRecord
from domain.scenarios.seen import Seen
from domain.sections import Section

LONGEST_VALUE = 120
MOST_STEPS = 25
MOST_STEPS_BESIDE = 8
WHOLE = 3
"""How many letters of one step can be opened: a loop makes more of the same."""

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


def choose_record_page(
    reader: Reader, title: str, records: Sequence[TrialRecord], total: int, here: ChooseRecord
) -> Page:
    """Ask on which record the scenario is to be tried."""
    text = reader.text("trial-choose" if records else "trial-no-records", title=title)
    chosen = partial(_tried_on, here)
    back = _back(reader, here.scenario, here.draft)
    return choosing_page(reader, text, records, here, chosen, total=total, back=back)


def _tried_on(here: ChooseRecord, record: int) -> TryOnRecord:
    return TryOnRecord(scenario=here.scenario, draft=here.draft, record=record)


def trial_page(reader: Reader, trial: Trial, here: TryOnRecord) -> Page:
    """Draw the steps of a dry run."""
    lines = [reader.text("trial-head", title=trial.title, record=str(trial.record_id))]
    for found in trial.mistakes[:MOST_STEPS]:
        where = f"{found.number} " if found.number else ""
        lines.append(f"✗ {where}{mistake_words(reader, found.mistake.key, found.mistake.params)}")
    for found in trial.remarks[:MOST_STEPS]:
        where = f"{found.number} " if found.number else ""
        lines.append(f"⚠️ {where}{mistake_words(reader, found.mistake.key, found.mistake.params)}")
    for step in trial.steps[:MOST_STEPS]:
        lines += _step_lines(reader, step)
    whole = _shown_whole(trial.letters)
    lines += _lines_of_others(reader, trial.letters, whole)
    if len(trial.steps) > MOST_STEPS:
        lines.append(reader.text("many-more", count=len(trial.steps) - MOST_STEPS))
    if trial.error is not None:
        said = any(
            step.problem is not None and step.problem.key == trial.error.key for step in trial.steps[:MOST_STEPS]
        )
        lines.append(
            reader.text("trial-stopped", why="" if said else plain_words(reader, trial.error.key, trial.error.params))
        )
    elif not trial.mistakes:
        lines.append(reader.text("trial-fine", letters=len(trial.letters)))
    for other in trial.otherwise:
        lines += _otherwise_lines(reader, other)
    lines += [reader.text("trial-not-ready", title=title) for title in trial.not_ready]
    if trial.unanswered:
        lines.append(reader.text("trial-unanswered", titles=", ".join(trial.unanswered)))
    buttons = [
        PageButton(reader.label("button-trial-letter", number=number), here.model_copy(update={"letter": number}))
        for number in whole[:MOST_BUTTONS]
    ]
    again = ChooseRecord(scenario=here.scenario, draft=here.draft)
    buttons += [PageButton(reader.label("button-other-record"), again), _back(reader, here.scenario, here.draft)]
    return Page("\n".join(lines), in_rows(buttons))


def _shown_whole(letters: Sequence[TriedLetter]) -> list[int]:
    """Return the numbers of the letters that can be opened: the first three of each step."""
    made: Counter[str] = Counter()
    shown = []
    for number, letter in enumerate(letters, 1):
        made[letter.step] += 1
        if made[letter.step] <= WHOLE:
            shown.append(number)
    return shown


def _lines_of_others(reader: Reader, letters: Sequence[TriedLetter], whole: Sequence[int]) -> list[str]:
    """Tell of each step how many more letters it makes, and whom they go to."""
    others: dict[str, list[str]] = {}
    shown = set(whole)
    for number, letter in enumerate(letters, 1):
        if number not in shown:
            others.setdefault(letter.step, []).append(", ".join(address.address for address in letter.letter.to))
    return [
        reader.text(
            "trial-more-letters",
            step=step,
            count=len(to),
            addresses=", ".join(to[:MOST_ADDRESSES]),
            more=max(0, len(to) - MOST_ADDRESSES),
        )
        for step, to in others.items()
    ]


def _otherwise_lines(reader: Reader, other: Otherwise) -> list[str]:
    """Tell what would follow a refusal."""
    lines = ["", reader.text("trial-if-refused", step=other.number)]
    for step in other.steps[:MOST_STEPS_BESIDE]:
        lines += _step_lines(reader, replace(step, letter=None))
    if len(other.steps) > MOST_STEPS_BESIDE:
        lines.append(reader.text("many-more", count=len(other.steps) - MOST_STEPS_BESIDE))
    if other.error is not None:
        lines.append(reader.text("trial-stopped", why=plain_words(reader, other.error.key, other.error.params)))
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
        lines += [f"    {_seen_line(reader, seen)}" for seen in step.seen]
    if step.letter is not None:
        lines.append("    " + reader.text("trial-makes-letter", number=step.letter + 1))
    if step.waits:
        lines.append("    " + reader.text("trial-waits"))
    if step.problem is not None:
        why = mistake_words(reader, step.problem.key, step.problem.params)
        lines.append(f"    {reader.text('trial-ignored') if step.problem.ignored else ''}{why}")
    return lines


def _seen_line(reader: Reader, seen: Seen) -> str:
    """Return `To.Address = ivanov@… ← $Poluchatel->mbox`."""
    value = shorten(seen_words(reader.label, seen.value), LONGEST_VALUE)
    name = f"{seen.path} = " if seen.path else ""
    return f"<code>{reader.texts.escape(f'{name}{value}')}</code> ← {reader.texts.escape(shorten(seen.source, 60))}"


def _back(reader: Reader, scenario: int, draft: int) -> PageButton:
    address = DraftPage(draft=draft) if draft else ObjectPage(section=Section.SCENARIOS.number, object=scenario)
    return PageButton(reader.label("button-back"), address)
