"""What a person has deleted and can still take back, newest first, ten to a page."""

from collections.abc import Sequence

from bot.cards.addresses import DeletedPage, ListPage, TakeBack
from bot.telegram.page import Page, PageButton, in_rows, shorten
from bot.telegram.paging import turns
from bot.telegram.reader import Reader
from domain.records.record import Record

PAGE = 10
LONGEST_PART = 100


def deleted_button(reader: Reader, total: int) -> PageButton:
    """Return the way to the page."""
    return PageButton(reader.label("button-deleted", count=total), DeletedPage())


def deleted_page(
    reader: Reader, records: Sequence[Record], lines: Sequence[tuple[str, str]], total: int, here: DeletedPage
) -> Page:
    """Draw a page; `lines` are recipient and subject of each record."""
    first = here.page * PAGE + 1
    text = [reader.text("deleted-list" if records else "deleted-none")]
    buttons = []
    for number, (record, line) in enumerate(zip(records, lines, strict=True), first):
        about = " · ".join(shorten(part, LONGEST_PART) for part in line if part) or reader.label("list-untitled")
        sign = reader.label("status-sign", status=record.status)
        text.append(reader.text("deleted-line", number=number, about=f"{sign} {about}"))
        buttons.append(PageButton(reader.label("button-take-back-one", number=number), TakeBack(record=record.id)))
    rows = [*in_rows(buttons), *turns(reader, here, more=here.page * PAGE + len(records) < total)]
    rows += in_rows([PageButton(reader.label("button-list"), ListPage())])
    return Page("\n".join(text), tuple(rows))
