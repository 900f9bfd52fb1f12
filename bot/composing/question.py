"""The open question: what has been answered so far, what is asked now, and what is expected."""

from collections.abc import Mapping

from bot.cards.addresses import (
    CardPage,
    ChosenPage,
    ClearAnswer,
    FinishQuestion,
    FullAnswer,
    PickAccount,
    QuestionBack,
    ResumeDraft,
    SearchPage,
    StopAsking,
)
from bot.cards.types import DRAWINGS
from bot.cards.values import is_long, value_lines
from bot.composing.addresses import KeptPage, TakeCaption
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import cut_short, turning, turns
from bot.telegram.picking import Item, Rows, numbered
from bot.telegram.reader import Reader
from domain.cards.view_card import CardLine
from domain.records.fillings import Filling
from domain.records.kept import Bundle
from domain.records.record import Record
from domain.records.types.asked import Offer
from domain.records.types.attribute import Attribute, is_given, items_of

LONGEST_VALUE = 120

MANY = 2
"""From so many values on one of them can be taken out; a single one is cleared."""

LONGEST_ANSWER = 1_000
"""How much of an answer that is being changed stands in its question."""


def question_page(
    reader: Reader,
    filling: Filling,
    lines: tuple[CardLine, ...],
    offer: Offer,
    waiting: Mapping[str, str] | None = None,
    beside: Bundle | None = None,
) -> Page:
    """Show the question that is open, and what it offers.

    `waiting` says by system names whom an administrator was asked for, so that their questions wait.
    """
    question, asking, waiting = filling.question, filling.asking, waiting or {}
    if question is None or asking is None:
        raise ValueError("no question is open")
    number = filling.template.numbers[question.system_name]
    answered = [line for line in lines if question.multiple or line.attribute.system_name != question.system_name]
    head = [f"<b>{reader.texts.escape(filling.template.document.title)}</b>"]
    for line in answered:
        awaited = waiting.get(line.attribute.system_name) if line.value is None else None
        if awaited is None:
            head += value_lines(reader, [line], limit=LONGEST_VALUE, short=True)
        else:
            head.append(reader.text("value-awaited", title=line.attribute.title, name=awaited))
    step, total = _step(filling, question)
    ask = [
        reader.text("question", title=question.title, step=step, total=total, editing=_flag(filling.record, question))
    ]
    if question.hint:
        ask.append(reader.texts.escape(question.hint))
    drawing = DRAWINGS[question.type]
    current = next((line for line in lines if line.attribute.system_name == question.system_name), None)
    if current is not None and current.value is not None and not question.multiple:
        answer = drawing.answer(reader, question, current.value, LONGEST_ANSWER)
        ask.append(f"{reader.text('answer-now')} {answer}")
    if question.system_name in waiting:
        ask.append(reader.text("question-awaits", name=waiting[question.system_name]))
    kept = filling.record.values.get(question.system_name)
    ask.append(drawing.expects(reader, question, kept, asking.query, offer))
    if question.multiple and is_given(kept) and not drawing.counts:
        ask.append(reader.text("expects-more", count=len(items_of(kept))))
    page = SearchPage(record=filling.record.id, attribute=number, page=asking.page)
    laid_out = drawing.laid_out(reader, question, offer, page)
    if laid_out is None:
        listed, laid_out = _choices(reader, question, filling, number, offer)
        ask += listed
        ask += cut_short(reader, is_cut=offer.is_cut)
        laid_out += _turning(reader, page, offer)
    rows = laid_out
    if asking.query and (offer.guessed or not offer.choices):
        rows += in_rows(drawing.ways_to_find(reader, filling, number))
    if current is not None and not question.multiple and is_long(reader, current, LONGEST_ANSWER):
        whole = FullAnswer(record=filling.record.id, attribute=number)
        rows += in_rows([PageButton(reader.label("button-show-all"), whole)])
    if beside is not None:
        ask.append(reader.text("kept-beside"))
        rows += in_rows(_ways_of_kept(reader, question, filling, beside))
    rows += in_rows(_ways_on(reader, question, filling, number))
    return Page("\n".join(head) + "\n\n" + "\n".join(part for part in ask if part), tuple(rows))


def _turning(reader: Reader, page: SearchPage, offer: Offer) -> Rows:
    if offer.around is None:
        return turns(reader, page, more=offer.more)
    newer, older = (None if to is None else page.model_copy(update={"page": to}) for to in offer.around)
    return turning(reader, newer, older)


def _ways_of_kept(reader: Reader, question: Attribute, filling: Filling, beside: Bundle) -> list[PageButton]:
    """Return what can be done with what came beside the question and was no answer."""
    ways = []
    if beside.text is not None and question.takes_text:
        take = TakeCaption(record=filling.record.id, bundle=beside.id)
        ways.append(PageButton(reader.label("button-take-caption"), take))
    ways.append(PageButton(reader.label("button-kept"), KeptPage(bundle=beside.id)))
    return ways


def _choices(
    reader: Reader, question: Attribute, filling: Filling, number: int, offer: Offer
) -> tuple[list[str], list[tuple[PageButton, ...]]]:
    """Return the lines and the buttons of what is offered."""
    drawing = DRAWINGS[question.type]
    buttons = [
        drawing.instead(reader, filling, number, choice)
        or PageButton(
            drawing.label(reader, question, choice, offer.choices),
            PickAccount(record=filling.record.id, attribute=number, account=choice.number),
        )
        for choice in offer.choices
    ]
    lines = drawing.lines(reader, question, offer.choices)
    if not lines:
        return [], [*in_rows(buttons)]
    listed, rows = numbered(Item(line, button) for line, button in zip(lines, buttons, strict=True))
    return listed, [*rows]


def _ways_on(reader: Reader, question: Attribute, filling: Filling, number: int) -> list[PageButton]:
    record = filling.record
    ways = []
    value = record.values.get(question.system_name)
    if question.multiple and is_given(value):
        done = FinishQuestion(record=record.id, attribute=number)
        ways.append(PageButton(reader.label("button-done"), done, style="primary"))
        if len(items_of(value)) >= MANY:
            ways.append(PageButton(reader.label("button-take-one-out"), ChosenPage(record=record.id, attribute=number)))
        ways.append(PageButton(reader.label("button-clear"), ClearAnswer(record=record.id, attribute=number)))
    elif not question.required:
        if value is not None:
            ways.append(PageButton(reader.label("button-clear"), ClearAnswer(record=record.id, attribute=number)))
        elif record.saved_at is None or question.system_name not in record.values:
            ways.append(PageButton(reader.label("button-skip"), FinishQuestion(record=record.id, attribute=number)))
    if record.saved_at is not None:
        ways.append(PageButton(reader.label("button-back-to-card"), CardPage(record=record.id)))
    else:
        if is_given(value) and not question.multiple:
            ways.append(PageButton(reader.label("button-keep-answer"), ResumeDraft(record=record.id), style="primary"))
        ways.append(PageButton(reader.label("button-question-back"), QuestionBack(record=record.id, attribute=number)))
        ways.append(PageButton(reader.label("button-stop"), StopAsking()))
    return ways


def _step(filling: Filling, question: Attribute) -> tuple[int, int]:
    names = [attribute.system_name for attribute in filling.template.document.form_attributes]
    return (names.index(question.system_name) + 1 if question.system_name in names else 1), len(names)


def _flag(record: Record, question: Attribute) -> str:
    """Whether an answer is changed; a question that was added to the template later is asked, not changed.

    What several values are added to, or taken from, gets no new one.
    """
    if record.saved_at is None or question.system_name not in record.values:
        return "no"
    return "several" if question.multiple else "yes"
