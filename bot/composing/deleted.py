"""What a person has deleted and can still take back, newest first, ten to a page."""

from collections.abc import Sequence

from bot.cards.addresses import DeletedPage, DeletedTurn, ListPage, TakeBack
from bot.composing.listing import Summary
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.paging import counted, turning_by_moment
from bot.telegram.reader import Reader
from domain.records.listing import RecordPage

PAGE = 10
LONGEST_PART = 100


def deleted_button(reader: Reader, total: int) -> PageButton:
    """Return the way to the page."""
    return PageButton(reader.label("button-deleted", count=counted(reader, total)), DeletedPage())


def deleted_page(reader: Reader, records: RecordPage, lines: Sequence[Summary], here: DeletedTurn) -> Page:
    """Draw a page; `lines` are what is told of each record."""
    text = [reader.text("deleted-list" if records.items else "deleted-none")]
    buttons = []
    for number, (record, line) in enumerate(zip(records.items, lines, strict=True), (here.page - 1) * PAGE + 1):
        about = " · ".join(
            shorten(part, LONGEST_PART) for part in (line.recipient, line.subject) if part
        ) or reader.label("list-untitled")
        sign = reader.label("status-sign", status=line.status)
        text.append(reader.text("deleted-line", number=number, about=f"{sign} {about}"))
        buttons.append(PageButton(reader.label("button-take-back-one", number=number), TakeBack(record=record.id)))
    rows = [*in_rows(buttons), *turning_by_moment(reader, here, records, here.page)]
    rows += in_rows([PageButton(reader.label("button-list"), ListPage())])
    return Page("\n".join(text), tuple(rows))
