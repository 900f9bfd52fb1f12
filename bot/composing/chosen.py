"""The values of an answer that takes many: one of them is taken out."""

from collections.abc import Sequence
from typing import Any

from bot.cards.addresses import ChosenPage, SearchPage, TakeValueOut
from bot.cards.types import DRAWINGS
from bot.telegram.page import Page, PageButton, in_rows
from bot.telegram.paging import last_page, turns
from bot.telegram.picking import A_PAGE, Item, apart, numbered
from bot.telegram.reader import Reader
from domain.records.fillings import Filling
from domain.records.types.asked import JsonValue
from domain.records.types.attribute import mark_of_item


def chosen_page(reader: Reader, filling: Filling, values: Sequence[tuple[JsonValue, Any]], here: ChosenPage) -> Page:
    """Draw the values of the open question, ten at a time: a press takes one out."""
    question = filling.question
    if question is None:
        raise ValueError("no question is open")
    page = last_page(here.page, len(values), A_PAGE)
    drawing = DRAWINGS[question.type]
    start = page * A_PAGE
    shown = values[start : start + A_PAGE]
    words = [
        reader.label("value-gone") if value is None else drawing.text(reader, question, value) for _, value in shown
    ]
    items = [
        Item(
            reader.texts.escape(line),
            PageButton(
                f"✕ {word}",
                TakeValueOut(
                    record=here.record, attribute=here.attribute, index=index, mark=mark_of_item(kept, len(values))
                ),
            ),
        )
        for index, (line, word, (kept, _)) in enumerate(zip(apart(words, 200), words, shown, strict=True), start)
    ]
    lines, rows = numbered(items)
    turning = turns(reader, here.model_copy(update={"page": page}), more=start + A_PAGE < len(values))
    back = SearchPage(record=here.record, attribute=here.attribute, page=0)
    head = reader.text("ask-what-to-take-out", title=question.title, count=len(values))
    buttons = in_rows([PageButton(reader.label("button-question-back"), back)])
    return Page("\n".join([head, *lines]), (*rows, *turning, *buttons))
