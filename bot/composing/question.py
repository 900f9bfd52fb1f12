"""The open question: what has been answered so far, what is asked now, and what is expected."""

from bot.cards.addresses import CardPage, ClearAnswer, FinishQuestion, PickAccount, SearchPage, StopAsking
from bot.cards.types import DRAWINGS
from bot.cards.values import value_lines
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import turns
from bot.telegram.reader import Reader
from domain.records.places import Place
from domain.records.record import Record
from domain.records.types.attribute import Attribute, Offer, is_given
from domain.records.view_card import CardLine

LONGEST_VALUE = 120


def question_page(
    reader: Reader,
    place: Place,
    lines: tuple[CardLine, ...],
    offer: Offer,
) -> Page:
    """Show the question that is open, and what it offers."""
    question, asking = place.question, place.asking
    if question is None or asking is None:
        raise ValueError("no question is open")
    number = place.template.numbers[question.system_name]
    answered = [line for line in lines if question.multiple or line.attribute.system_name != question.system_name]
    head = [f"<b>{reader.texts.escape(place.template.document.title)}</b>"]
    head += value_lines(reader, answered, limit=LONGEST_VALUE, short=True)
    step, total = _step(place, question)
    ask = [reader.text("question", title=question.title, step=step, total=total, editing=_flag(place.record, question))]
    if question.hint:
        ask.append(reader.texts.escape(question.hint))
    drawing = DRAWINGS[question.type]
    kept = place.record.values.get(question.system_name)
    ask.append(drawing.expects(reader, question, kept, asking.query, offer))
    rows = [*_choice_rows(reader, question, place, number, offer)]
    page = SearchPage(record=place.record.id, attribute=number, page=asking.page)
    rows += turns(reader, page, more=offer.more)
    if asking.query and (offer.guessed or not offer.choices):
        rows += in_rows(drawing.ways_to_find(reader, place, number))
    rows += in_rows(_ways_on(reader, question, place, number))
    return Page("\n".join(head) + "\n\n" + "\n".join(part for part in ask if part), tuple(rows))


def _choice_rows(
    reader: Reader, question: Attribute, place: Place, number: int, offer: Offer
) -> list[tuple[PageButton, ...]]:
    drawing = DRAWINGS[question.type]
    return [
        (
            PageButton(
                drawing.label(reader, question, choice, offer.choices),
                PickAccount(record=place.record.id, attribute=number, account=choice.number),
            ),
        )
        for choice in offer.choices
    ]


def _ways_on(reader: Reader, question: Attribute, place: Place, number: int) -> list[PageButton]:
    record = place.record
    ways = []
    value = record.values.get(question.system_name)
    if question.multiple and is_given(value):
        done = FinishQuestion(record=record.id, attribute=number)
        ways.append(PageButton(reader.label("button-done"), done, style="primary"))
        ways.append(PageButton(reader.label("button-clear"), ClearAnswer(record=record.id, attribute=number)))
    elif not question.required:
        if record.saved_at is not None and value is not None:
            ways.append(PageButton(reader.label("button-clear"), ClearAnswer(record=record.id, attribute=number)))
        elif record.saved_at is None or question.system_name not in record.values:
            ways.append(PageButton(reader.label("button-skip"), FinishQuestion(record=record.id, attribute=number)))
    if record.saved_at is not None:
        ways.append(PageButton(reader.label("button-back-to-card"), CardPage(record=record.id)))
    else:
        ways.append(PageButton(reader.label("button-stop"), StopAsking()))
    return ways


def _step(place: Place, question: Attribute) -> tuple[int, int]:
    names = [attribute.system_name for attribute in place.template.document.form_attributes]
    return (names.index(question.system_name) + 1 if question.system_name in names else 1), len(names)


def _flag(record: Record, question: Attribute) -> str:
    """Whether an answer is changed; a question that was added to the template later is asked, not changed."""
    return "yes" if record.saved_at is not None and question.system_name in record.values else "no"
